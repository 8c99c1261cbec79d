"""The hash chain of the log of sign-offs: what is hashed, and how the chain is checked. See docs/signoff-log.md."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

# What stands before the first event.
GENESIS = "0" * 64
# What every body has besides its own facts.
ENVELOPE = ("at", "event", "signoff")


@dataclass(frozen=True)
class Link:
    """One event as it is kept: `at` is aware UTC, `body` the exact text that was hashed."""

    position: int
    at: datetime
    event: str
    signoff_id: str
    body: str
    previous: str
    hash: str


@dataclass(frozen=True)
class Break:
    """The first place at which the log is not what it was: the event's position, and what is wrong with it."""

    position: int
    problem: str


def canonical(body: Mapping[str, Any]) -> str:
    """A body as the one text that is hashed: JSON with sorted keys, without spaces. Raises ValueError for a float."""
    _check(body)
    return json.dumps(body, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def sealed(previous: str, position: int, body: str) -> str:
    """The hash of an event: SHA-256 (hex) of the hash before, the position and the body, a line each, in UTF-8."""
    return digest(f"{previous}\n{position}\n{body}")


def digest(text: str) -> str:
    """The SHA-256 (hex) of a text in UTF-8."""
    return hashlib.sha256(text.encode()).hexdigest()


def written(at: datetime) -> str:
    """An instant as bodies have it: `2026-03-12T15:00:00.000000Z`."""
    return f"{at.astimezone(UTC):%Y-%m-%dT%H:%M:%S.%f}Z"


@dataclass
class Chain:
    """Checks a log event by event, in the order of their positions. `head` is a hash that must be met on the way."""

    head: str | None = None
    position: int = 0
    hash: str = GENESIS
    head_position: int | None = None
    broken: Break | None = field(default=None)

    def take(self, link: Link) -> bool:
        """Check the next event; whether the chain is whole up to here. After the first break nothing is looked at."""
        if self.broken is None and (problem := self._problem(link)):
            self.broken = Break(self.position + 1, problem)
        if self.broken:
            return False
        self.position, self.hash = link.position, link.hash
        if link.hash == self.head:
            self.head_position = link.position
        return True

    def _problem(self, link: Link) -> str:
        if link.position != self.position + 1:
            return f"the event is missing: the next one is {link.position}"
        if link.previous != self.hash:
            return "it does not follow the event before it"
        if link.hash != sealed(link.previous, link.position, link.body):
            return "what it says is not what was hashed"
        if _envelope(link.body) != (written(link.at), link.event, link.signoff_id):
            return "its columns do not say what its body says"
        return ""


def _envelope(body: str) -> tuple[object, ...]:
    try:
        facts = json.loads(body)
    except ValueError:
        return ()
    return tuple(facts.get(name) for name in ENVELOPE) if isinstance(facts, dict) else ()


def _check(value: object) -> None:
    if isinstance(value, float):
        raise ValueError("a float has no one text; say it in whole numbers")  # noqa: TRY004  # its value is refused
    if isinstance(value, Mapping):
        for each in value.values():
            _check(each)
    elif isinstance(value, list | tuple):
        for each in value:
            _check(each)
