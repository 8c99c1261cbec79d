"""How rooms bring their notices to people: those of bot/<room>/notices.py by the `notices.py` of that room in a door.

Such a module has up to three functions, each of which is given the door and the notice:

- `rendered(door, notice)` returns what is shown, as things stand;
- `before(door, notice, place)` looks at what the notice needs before it is sent, and returns where it goes;
- `after(door, notice, sent)` finishes what was sent or rendered again, and returns how it went.

Each may raise Undeliverable. The last two may be left out.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any

from bot.kit.rooms import modules_named
from bot.messaging.notices import Notice
from bot.messaging.outbox import Outcome, Sent, Undeliverable
from storage.messaging.notices import Place


def _as_queued(door: object, notice: Notice, place: Place) -> Place:
    return place


def _as_sent(door: object, notice: Notice, sent: Sent) -> Outcome:
    return sent


@dataclass(frozen=True)
class Renderer:
    """What a room says of its notices in one door."""

    rendered: Callable[[Any, Any], Any]
    before: Callable[[Any, Any, Place], Place]
    after: Callable[[Any, Any, Sent], Outcome]


@cache
def renderer_of(notice: type[Notice], door: str) -> Renderer:
    """Return what renders this class of notice; `door` is a package, e.g. `handlers.mail`. Raises Undeliverable."""
    room = notice.__module__.split(".")[1]
    found = modules_named("notices", door).get(room)
    if found is None:
        raise Undeliverable(f"{door} has nothing to show for {notice.kind()}")
    return Renderer(found.rendered, getattr(found, "before", _as_queued), getattr(found, "after", _as_sent))
