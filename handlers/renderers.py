"""Finds the renderer of a notice: for bot/<room>/notices.py it is the `notices.py` of the same room in a door.

Such a module has up to three functions, each called with the door and the notice:

- `rendered(door, notice)` returns the message, from the current state;
- `before(door, notice, destination)` prepares the notice before it is sent, and returns where it goes;
- `after(door, notice, sent)` finishes a message that was sent or rendered again, and returns the outcome.

Each may raise Undeliverable. The last two are optional.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any

from bot.kit.rooms import modules_named
from bot.messaging.notices import Notice
from bot.messaging.outbox import Outcome, Sent, Undeliverable
from storage.messaging.notices import Destination


def _as_queued(door: object, notice: Notice, destination: Destination) -> Destination:
    return destination


def _as_sent(door: object, notice: Notice, sent: Sent) -> Outcome:
    return sent


@dataclass(frozen=True)
class Renderer:
    """A room's functions for its notices in one door."""

    rendered: Callable[[Any, Any], Any]
    before: Callable[[Any, Any, Destination], Destination]
    after: Callable[[Any, Any, Sent], Outcome]


@cache
def renderer_of(notice: type[Notice], door: str) -> Renderer:
    """Return the renderer of this class of notice; `door` is a package, e.g. `handlers.mail`. Raises Undeliverable."""
    room = notice.__module__.split(".")[1]
    found = modules_named("notices", door).get(room)
    if found is None:
        raise Undeliverable(f"{door} has nothing to show for {notice.kind()}")
    return Renderer(found.rendered, getattr(found, "before", _as_queued), getattr(found, "after", _as_sent))
