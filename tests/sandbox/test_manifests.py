"""Manifests that Slack would not take."""

import json
from pathlib import Path
from typing import Any

import pytest

import sandbox.server
from sandbox.manifest import ManifestError, read_manifest
from sandbox.workspace import build_workspace

Json = dict[str, Any]


def command(name: str, description: str = "D") -> Json:
    return {"features": {"slash_commands": [{"command": name, "description": description}]}}


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        (command("logtime"), "cannot be the name"),
        (command("/Log"), "cannot be the name"),
        (command("/status"), "cannot be the name"),
        (command("/ok", ""), "no description"),
        ({"features": {"slash_commands": command("/ok")["features"]["slash_commands"] * 2}}, "stands twice"),
        ({"features": {"shortcuts": [{"name": "A", "type": "odd", "callback_id": "a"}]}}, "global or message"),
        ({"oauth_config": {"scopes": {"bot": ["chat:write"]}}}, "need the scope commands"),
        ({"oauth_config": {"scopes": {"bot": ["commands"]}}}, "message.im needs the scope im:history"),
        ({"settings": {"event_subscriptions": {"bot_events": ["reaction_added"]}}}, "not one that is sent here"),
    ],
)
def test_a_manifest_is_refused(manifest: Json, change: Json, problem: str) -> None:
    with pytest.raises(ManifestError, match=problem):
        read_manifest(manifest | change)


def test_the_demo_agency_fits_its_own_rules(manifest: Json) -> None:
    source = json.loads((Path(sandbox.server.__file__).parent / "workspace.json").read_text())

    workspace = build_workspace(source, read_manifest(manifest))

    kinds = [person.kind for person in workspace.people.values()]
    assert {kind: kinds.count(kind) for kind in kinds} == {"member": 11, "guest": 1, "external": 4, "bot": 1}
    assert all(workspace.bot_user in channel.members for channel in workspace.channels.values())
    assert len({person.color for person in workspace.people.values()}) == len(kinds)


def test_a_channel_cannot_name_a_stranger(manifest: Json, workspace: Json) -> None:
    workspace["channels"][0]["members"].append("U0NOBODY")

    with pytest.raises(ValueError, match="U0NOBODY"):
        build_workspace(workspace, read_manifest(manifest))
