"""The table of methods: name, kind of token, scopes, and arguments."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from sandbox.core import Core
from sandbox.values import Json, JsonValue, Refused
from sandbox.workspace import Channel

# Bolt's clients name their workspace in every call.
TAKEN_EVERYWHERE = frozenset({"team_id"})

TokenKind = Literal["bot", "app"]


@dataclass(frozen=True)
class Call:
    """One call: the sandbox, and the arguments as they came (text from a form, anything from JSON)."""

    core: Core
    arguments: Json

    def text(self, name: str) -> str:
        """A required string."""
        value = self.maybe_text(name)
        if not value:
            raise _missing(name)
        return value

    def maybe_text(self, name: str) -> str | None:
        """A string, or None if it is missing or empty."""
        value = self.arguments.get(name)
        if isinstance(value, (dict, list)):
            raise _wrong(name, "must be a string")
        return str(value) if value not in (None, "") else None

    def flag(self, name: str) -> bool:
        """A boolean, as JSON or as a form has it."""
        return str(self.arguments.get(name, "")).lower() in ("true", "1")

    def number(self, name: str, default: int, most: int) -> int:
        """A whole number from 1 to `most`."""
        try:
            value = int(self.arguments.get(name) or default)
        except (TypeError, ValueError):
            raise _wrong(name, "must be an integer") from None
        if not 1 <= value <= most:
            raise Refused("invalid_limit")
        return value

    def json(self, name: str) -> JsonValue:
        """A JSON value, perhaps as a string; None if it is missing."""
        value = self.arguments.get(name)
        if isinstance(value, str) and value:
            try:
                return json.loads(value)
            except ValueError:
                raise _wrong(name, "must be valid JSON") from None
        return value or None

    def channel(self) -> Channel:
        """The channel that the call names."""
        return self.core.workspace.channel(self.text("channel"))

    def page(self, items: list[Json], default: int = 100, most: int = 999) -> tuple[list[Json], str]:
        """One page of a list, and the cursor of the next one (empty at the end)."""
        limit = self.number("limit", default, most)
        cursor = self.maybe_text("cursor") or "0"
        if not cursor.isdecimal() or int(cursor) > len(items):
            raise Refused("invalid_cursor")
        end = int(cursor) + limit
        return items[int(cursor) : end], str(end) if end < len(items) else ""

    def need_scope(self, *scopes: str) -> None:
        """Refuses unless all of these are granted."""
        provided = self.core.scopes
        if not provided.issuperset(scopes):
            raise Refused("missing_scope", needed=",".join(scopes), provided=",".join(sorted(provided)))


Work = Callable[[Call], Json]


@dataclass(frozen=True)
class Method:
    """One row of the table."""

    name: str
    token: TokenKind
    scopes: tuple[str, ...]
    takes: frozenset[str]
    work: Work


METHODS: dict[str, Method] = {}


def method(
    name: str,
    *,
    takes: str = "",
    scopes: tuple[str, ...] = (),
    token: TokenKind = "bot",  # noqa: S107 - a kind
) -> Callable[[Work], Work]:
    """Registers a function as a Web API method."""

    def register(work: Work) -> Work:
        METHODS[name] = Method(name, token, scopes, frozenset(takes.split()), work)
        return work

    return register


def perform(core: Core, name: str, token: str | None, arguments: Json) -> Json:
    """Slack's answer to one call."""
    try:
        return {"ok": True, **_perform(core, name, token, arguments)}
    except Refused as refused:
        return {"ok": False, "error": refused.error, **refused.more}


def _perform(core: Core, name: str, token: str | None, arguments: Json) -> Json:
    found = METHODS.get(name)
    if found is None:
        raise Refused("unknown_method", req_method=name)
    _check_token(core, token, found.token)
    call = Call(core, arguments)
    if found.token == "bot":  # noqa: S105 - a kind of token, not a token
        call.need_scope(*found.scopes)
    if strangers := sorted(set(arguments) - found.takes - TAKEN_EVERYWHERE):
        messages = [f"[ERROR] not supported here: {stranger}" for stranger in strangers]
        raise Refused("invalid_arg_name", response_metadata={"messages": messages})
    return found.work(call)


def _check_token(core: Core, token: str | None, kind: TokenKind) -> None:
    tokens = {core.secrets.bot_token: "bot", core.secrets.app_token: "app"}
    if not token:
        raise Refused("not_authed")
    if token not in tokens:
        raise Refused("invalid_auth")
    if tokens[token] != kind:
        raise Refused("not_allowed_token_type")


def _missing(name: str) -> Refused:
    return Refused("invalid_arguments", response_metadata={"messages": [f"[ERROR] missing required field: {name}"]})


def _wrong(name: str, problem: str) -> Refused:
    messages = [f"[ERROR] {problem} [json-pointer:/{name}]"]
    return Refused("invalid_arguments", response_metadata={"messages": messages})
