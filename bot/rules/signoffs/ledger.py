"""The hash chain of the sign-off log: hashing its events, and checking the chain. See docs/signoff-log.md."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

# The hash before the first event.
GENESIS = "0" * 64
# The fields that every body has in addition to its own facts.
ENVELOPE = ("at", "event", "signoff")


@dataclass(frozen=True)
class Link:
    """One stored event: `at` is aware UTC, `body` the exact text that was hashed."""

    position: int
    at: datetime
    event: str
    signoff_id: str
    body: str
    previous: str
    hash: str


@dataclass(frozen=True)
class Break:
    """The first break in the log: the event's position, and the problem."""

    position: int
    problem: str


def canonical(body: Mapping[str, Any]) -> str:
    """Return the text of a body to hash: JSON with sorted keys, without spaces. Raises ValueError for a float."""
    _check(body)
    return json.dumps(body, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def sealed(previous: str, position: int, body: str) -> str:
    """Return an event's hash: SHA-256 (hex) of the previous hash, the position and the body, a line each, in UTF-8."""
    return digest(f"{previous}\n{position}\n{body}")


def digest(text: str) -> str:
    """Return the SHA-256 (hex) of a text in UTF-8."""
    return hashlib.sha256(text.encode()).hexdigest()


def written(at: datetime) -> str:
    """Return an instant as bodies have it: `2026-03-12T15:00:00.000000Z`."""
    return f"{at.astimezone(UTC):%Y-%m-%dT%H:%M:%S.%f}Z"


@dataclass
class Chain:
    """Checks a log event by event, in order of position. `head` is a hash that has to come up on the way."""

    head: str | None = None
    position: int = 0
    hash: str = GENESIS
    head_position: int | None = None
    broken: Break | None = field(default=None)

    def take(self, link: Link) -> bool:
        """Check the next event; return whether the chain is intact up to here. Stops checking after the first break."""
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
            return "it doesn't follow the event before it"
        if link.hash != sealed(link.previous, link.position, link.body):
            return "its content isn't what was hashed"
        if _envelope(link.body) != (written(link.at), link.event, link.signoff_id):
            return "its columns don't match its body"
        return ""


def _envelope(body: str) -> tuple[object, ...]:
    try:
        facts = json.loads(body)
    except ValueError:
        return ()
    return tuple(facts.get(name) for name in ENVELOPE) if isinstance(facts, dict) else ()


def _check(value: object) -> None:
    if isinstance(value, float):
        raise ValueError("a float has more than one text form; use whole numbers")  # noqa: TRY004  # its value is refused
    if isinstance(value, Mapping):
        for each in value.values():
            _check(each)
    elif isinstance(value, list | tuple):
        for each in value:
            _check(each)
