"""Emoji are named as Slack names them."""

import json
import re
from pathlib import Path

ROOT = Path(__file__).parents[4]


def test_each_emoji_of_a_view_is_one_that_the_sandbox_draws() -> None:
    drawn = json.loads((ROOT / "sandbox/page/emoji.json").read_text(encoding="utf-8"))
    slack = ROOT / "handlers/slack"
    named = {
        view.name: set(re.findall(r":([a-z][a-z_0-9]+):", view.read_text(encoding="utf-8")))
        for view in (*slack.rglob("*_views.py"), *(slack / "kit").glob("*.py"))
    }
    assert any(named.values())
    assert {name: found - drawn.keys() for name, found in named.items() if found - drawn.keys()} == {}
