"""The app's manifest: its name, scopes, commands, shortcuts, events and addresses."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sandbox.values import Json

_COMMAND = re.compile(r"/[a-z0-9_-]{1,31}")

_SLACKS_OWN = (
    "active apps archive away call collapse dm dnd expand feed invite join kick leave me msg mute open part prefs "
    "remind remove rename search shortcuts shrug star status topic unarchive who"
)
SLACKS_OWN_COMMANDS = frozenset(f"/{name}" for name in _SLACKS_OWN.split())

SCOPES_OF_EVENTS = {
    "app_home_opened": None,
    "app_mention": "app_mentions:read",
    "app_uninstalled": None,
    "channel_archive": "channels:read",
    "channel_id_changed": "groups:read",
    "channel_rename": "channels:read",
    "channel_unarchive": "channels:read",
    "file_shared": "files:read",
    "group_archive": "groups:read",
    "group_rename": "groups:read",
    "group_unarchive": "groups:read",
    "team_join": "users:read",
    "tokens_revoked": None,
    "user_change": "users:read",
    "message.channels": "channels:history",
    "message.groups": "groups:history",
    "message.im": "im:history",
}


class ManifestError(ValueError):
    """Slack would not take this manifest; the text lists every reason."""


@dataclass(frozen=True)
class Manifest:
    """The parts of a manifest that the sandbox uses; it ignores everything else."""

    name: str
    description: str
    bot_name: str
    scopes: frozenset[str]
    optional_scopes: frozenset[str]
    commands: dict[str, Json]
    shortcuts: dict[str, Json]
    events: frozenset[str]
    home_tab: bool
    messages_tab: bool
    events_url: str | None
    interactive: bool
    interactivity_url: str | None
    options_url: str | None
    socket_mode: bool


def read_manifest(source: Json) -> Manifest:
    """Reads a manifest as Slack takes it, or raises `ManifestError`."""
    features, settings = source.get("features", {}), source.get("settings", {})
    home = features.get("app_home", {})
    interactivity = settings.get("interactivity", {})
    subscriptions = settings.get("event_subscriptions", {})
    info = source.get("display_information", {})
    scopes = source.get("oauth_config", {}).get("scopes", {})
    manifest = Manifest(
        name=info.get("name", "App"),
        description=info.get("description", ""),
        bot_name=features.get("bot_user", {}).get("display_name", info.get("name", "App")),
        scopes=frozenset(scopes.get("bot", [])),
        optional_scopes=frozenset(scopes.get("bot_optional", [])),
        commands={one.get("command", ""): one for one in features.get("slash_commands", [])},
        shortcuts={one.get("callback_id", ""): one for one in features.get("shortcuts", [])},
        events=frozenset(subscriptions.get("bot_events", [])),
        home_tab=bool(home.get("home_tab_enabled", False)),
        messages_tab=bool(home.get("messages_tab_enabled", True)) and not home.get("messages_tab_read_only_enabled"),
        events_url=subscriptions.get("request_url"),
        interactive=bool(interactivity.get("is_enabled", False)),
        interactivity_url=interactivity.get("request_url"),
        options_url=interactivity.get("message_menu_options_url"),
        socket_mode=bool(settings.get("socket_mode_enabled", False)),
    )
    if problems := [*_problems(manifest), *_doubles(features)]:
        raise ManifestError("; ".join(problems))
    return manifest


def _doubles(features: Json) -> Iterator[str]:
    for feature, key in (("slash_commands", "command"), ("shortcuts", "callback_id")):
        names: list[Any] = [one.get(key) for one in features.get(feature, [])]
        yield from (f"{name} stands twice in {feature}" for name in set(names) if names.count(name) > 1)


def _problems(manifest: Manifest) -> Iterator[str]:
    yield from _problems_of_scopes(manifest)
    if (manifest.commands or manifest.shortcuts) and "commands" not in manifest.scopes:
        yield "slash commands and shortcuts need the scope commands"
    for name, command in manifest.commands.items():
        if not _COMMAND.fullmatch(name) or name in SLACKS_OWN_COMMANDS:
            yield f"{name!r} cannot be the name of a slash command"
        if not command.get("description"):
            yield f"{name} has no description"
    for callback_id, shortcut in manifest.shortcuts.items():
        if shortcut.get("type") not in ("global", "message") or not shortcut.get("name"):
            yield f"the shortcut {callback_id!r} needs a name, and the type global or message"
    for event in sorted(manifest.events - set(SCOPES_OF_EVENTS)):
        yield f"the event {event} is not one that is sent here"


def _problems_of_scopes(manifest: Manifest) -> Iterator[str]:
    for scope in sorted(manifest.optional_scopes - manifest.scopes):
        yield f"the optional scope {scope} is not among the bot's scopes"
    for event in sorted(manifest.events & set(SCOPES_OF_EVENTS)):
        needed = SCOPES_OF_EVENTS[event]
        if needed and needed not in manifest.scopes:
            yield f"the event {event} needs the scope {needed}"
