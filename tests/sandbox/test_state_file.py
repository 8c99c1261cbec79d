"""What outlives a restart, and how the sandbox starts from a terminal."""

import json
import subprocess
import sys
from pathlib import Path
from time import time
from typing import Any
from urllib.request import urlopen

import pytest
from slack_sdk import WebClient

from sandbox import Sandbox
from sandbox.composition import build_core
from sandbox.manifest import read_manifest
from sandbox.state_file import SAVE_AFTER_SECONDS, StateFile
from sandbox.workspace import build_workspace

Json = dict[str, Any]


def test_a_restart_shows_the_same_chat(manifest: Json, workspace: Json, tmp_path: Path) -> None:
    state = tmp_path / "state.json"
    manifest["settings"]["event_subscriptions"]["bot_events"] = []
    with Sandbox(manifest, workspace, state=state) as first:
        maya = first.as_person("maya")
        maya.say("desk", "Hello")
        maya.direct("Psst")
        client = WebClient(token=first.bot_token, base_url=first.api_url)
        client.views_publish(user_id="U0MAYA", view={"type": "home", "blocks": [{"type": "divider"}]})
        before = maya.messages("desk"), maya.messages(), maya.home()

    with Sandbox(manifest, workspace, state=state) as second:
        maya = second.as_person("maya")
        assert (maya.messages("desk"), maya.messages(), maya.home()) == before


def test_the_longer_the_chat_takes_to_write_the_more_seldom_it_is_written(
    manifest: Json, workspace: Json, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    parsed = read_manifest(manifest)
    file = StateFile(tmp_path / "state.json", build_core(parsed, build_workspace(workspace, parsed), time))
    assert file.wait_seconds == SAVE_AFTER_SECONDS
    instants = iter((10.0, 10.5))
    monkeypatch.setattr("sandbox.state_file.perf_counter", lambda: next(instants))
    file.save()
    assert file.wait_seconds == 10.0


@pytest.fixture
def command(manifest: Json, workspace: Json, tmp_path: Path) -> list[str]:
    """What starts a sandbox from a terminal."""
    (tmp_path / "manifest.json").write_text(json.dumps(manifest))
    (tmp_path / "workspace.json").write_text(json.dumps(workspace))
    files = ["--manifest", tmp_path / "manifest.json", "--workspace", tmp_path / "workspace.json"]
    return [sys.executable, "-m", "sandbox", *map(str, files), "--port", "0", "--until-stdin-closes"]


def test_it_says_where_it_is_begins_when_it_should_and_ends_with_its_standard_input(command: list[str]) -> None:
    command += ["--at", "2028-02-29T23:59-05:00"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        address = json.loads(process.stdout.readline())
        assert WebClient(token=address["bot_token"], base_url=address["api_url"]).auth_test()["ok"]
        with urlopen(address["url"] + "/clock", timeout=5) as answer:
            assert json.load(answer)["now"].startswith("2028-03-01T04:59")
        assert process.stdin is not None
        process.stdin.close()
        try:
            assert process.wait(5) == 0
        finally:
            process.kill()


@pytest.mark.parametrize(
    ("at", "says"),
    [
        ("2028-02-29T23:59", "2028-02-29T23:59 needs its zone, e.g. 2028-02-29T23:59Z"),
        ("2028-02-29T23:59Z", "--at is for a new chat"),
    ],
)
def test_it_begins_nowhere_else_than_it_was_told(command: list[str], tmp_path: Path, at: str, says: str) -> None:
    state = tmp_path / "state.json"
    state.write_text("{}")
    command += ["--at", at, "--state", str(state)]
    ended = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=20, check=False)
    assert ended.returncode == 2
    assert says in ended.stderr


def test_a_busy_port_is_given_up_for_a_free_one(sandbox: Sandbox, manifest: Json, workspace: Json) -> None:
    port = int(sandbox.url.rsplit(":", 1)[1])
    with Sandbox(manifest, workspace, port=port) as other:
        assert other.url != sandbox.url
        assert other.as_person("maya").messages("desk") == []
