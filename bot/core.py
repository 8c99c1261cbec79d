"""What every use case is given: the bot, and who asks."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypeVar

from pydantic import BaseModel
from sqlalchemy.orm import Session

from bot.clock import Clock, NewId, new_id, real_clock
from storage.kit import deliveries
from storage.people.people import Address
from storage.store import Store

Result = TypeVar("Result", bound=BaseModel)

REMEMBERED_FOR = timedelta(days=3)


@dataclass(frozen=True)
class Bot:
    """The bot: its store, its clock and its ids. `real` is real time, for leases and what others told us to wait.

    `can_mail` says whether client contacts can be asked by e-mail.
    """

    store: Store
    clock: Clock = real_clock
    real: Clock = real_clock
    new_id: NewId = new_id
    can_mail: bool = False

    def now(self) -> datetime:
        """The instant by the bot's clock, aware and in UTC."""
        return self.clock()


@dataclass(frozen=True)
class Actor:
    """Who asks, and by which delivery. `address` is empty for the operator at the terminal."""

    address: Address | None
    delivery: str | None = None


OPERATOR = Actor(address=None)


def once(bot: Bot, actor: Actor, returns: type[Result], work: Callable[[Session], Result]) -> Result:
    """Run one use case in one write transaction, and once for each delivery.

    The delivery's key and the result are written in the same transaction as the change. When the delivery comes again,
    also to another process at the same moment, the kept result is returned and nothing is done. A refusal is raised,
    stores nothing, and is worked out again. A delivery may run several use cases, each once.
    """
    with bot.store.begin() as session:
        if actor.delivery is None:
            return work(session)
        key = f"{actor.delivery}:{returns.__name__}"
        if not deliveries.claim(session, key, bot.now()):
            return returns.model_validate_json(deliveries.result_of(session, key) or "{}")
        result = work(session)
        deliveries.keep(session, key, result.model_dump_json())
        return result


def handled(bot: Bot, actor: Actor, returned: type[Result]) -> Result | None:
    """What this delivery led to when it was handled before, None where it was not, or is forgotten."""
    with bot.store.read() as session:
        kept = deliveries.result_of(session, f"{actor.delivery}:{returned.__name__}")
        return returned.model_validate_json(kept) if kept else None


def forget_old_deliveries(bot: Bot) -> None:
    """Drop the results of deliveries that can come no more (scan)."""
    with bot.store.begin() as session:
        deliveries.forget_before(session, bot.now() - REMEMBERED_FOR)
