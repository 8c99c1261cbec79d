"""The app manifest: `manifest.json` serves Socket Mode; here it is fitted to HTTP, and to other command names."""

import json
from copy import deepcopy
from pathlib import Path
from typing import Any

from handlers.slack.kit.http import PATH

MANIFEST = Path(__file__).parents[3] / "manifest.json"


def load_manifest() -> dict[str, Any]:
    """The manifest for Socket Mode."""
    manifest: dict[str, Any] = json.loads(MANIFEST.read_text(encoding="utf-8"))
    return manifest


def fitted(manifest: dict[str, Any], url: str | None = None, prefix: str = "") -> dict[str, Any]:
    """The manifest for signed HTTP at that public address, where one is given, and with prefixed commands."""
    made = deepcopy(manifest)
    for command in made["features"]["slash_commands"]:
        command["command"] = f"/{prefix}{command['command'].removeprefix('/')}"
    if url:
        address = url.rstrip("/") + PATH
        for command in made["features"]["slash_commands"]:
            command["url"] = address
        settings = made["settings"]
        settings["socket_mode_enabled"] = False
        settings["event_subscriptions"]["request_url"] = address
        settings["interactivity"] |= {"request_url": address, "message_menu_options_url": address}
    return made
