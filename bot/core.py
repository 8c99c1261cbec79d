"""The objects that every use case gets: the bot, the person who asks and, while it runs, its transaction."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache, wraps
from typing import Concatenate, ParamSpec, TypeVar, get_type_hints

from pydantic import BaseModel
from sqlalchemy.orm import Session

from bot.clock import Clock, NewId, new_id, real_clock
from storage.kit import deliveries
from storage.people.people import Address
from storage.store import Store

Params = ParamSpec("Params")
Result = TypeVar("Result", bound=BaseModel)

REMEMBERED_FOR = timedelta(days=3)


@dataclass(frozen=True)
class Actor:
    """The person who asks, and the delivery they ask by. `address` is empty for the operator at the terminal."""

    address: Address | None
    delivery: str | None = None


OPERATOR = Actor(address=None)


@dataclass(frozen=True)
class Bot:
    """The bot: its store, its clock and its ids. `real` is real time, for leases and for waits that others ask of us.

    `can_mail` says whether client contacts can be asked by e-mail.
    """

    store: Store
    clock: Clock = real_clock
    real: Clock = real_clock
    new_id: NewId = new_id
    can_mail: bool = False

    def now(self) -> datetime:
        """Return the current time by the bot's clock, aware and in UTC."""
        return self.clock()

    @contextmanager
    def begin(self, actor: Actor = OPERATOR) -> Iterator["Work"]:
        """Run a block in one write transaction: committed when the block ends, rolled back when it raises."""
        with self.store.begin() as session:
            yield Work(self, session, actor)

    @contextmanager
    def read(self, actor: Actor = OPERATOR) -> Iterator["Work"]:
        """Run a block in one read transaction, which sees one state of the store and changes nothing."""
        with self.store.read() as session:
            yield Work(self, session, actor)


@dataclass(frozen=True)
class Work:
    """A running use case: the bot, its one transaction, and the person who asks (the operator for the bot's scans)."""

    bot: Bot
    session: Session
    actor: Actor

    def now(self) -> datetime:
        """Return the current time by the bot's clock, aware and in UTC."""
        return self.bot.now()

    def new_id(self) -> str:
        """Return a new id for a row."""
        return self.bot.new_id()


def once(use_case: Callable[Concatenate[Work, Params], Result]) -> Callable[Concatenate[Bot, Actor, Params], Result]:
    """Make a use case run in one write transaction, and once per delivery; callers pass the bot and the actor.

    The delivery's key and the result are written in the same transaction as the change. If this delivery was already
    handled, even by another process at the same moment, `once` returns the stored result and does nothing. A refusal is
    raised and not stored, so a retry runs the use case again. A delivery may run several use cases, each once; the
    annotated result type tells them apart.
    """

    @cache
    def result_type() -> type[Result]:
        returned: type[Result] = get_type_hints(use_case)["return"]
        return returned

    @wraps(use_case)
    def run(bot: Bot, actor: Actor, /, *args: Params.args, **kwargs: Params.kwargs) -> Result:
        with bot.begin(actor) as work:
            if actor.delivery is None:
                return use_case(work, *args, **kwargs)
            key = _key(actor, result_type())
            if not deliveries.claim(work.session, key, work.now()):
                return result_type().model_validate_json(deliveries.result_of(work.session, key) or "{}")
            result = use_case(work, *args, **kwargs)
            deliveries.keep(work.session, key, result.model_dump_json())
            return result

    return run


def handled(bot: Bot, actor: Actor, returned: type[Result]) -> Result | None:
    """Return this delivery's result if it was already handled, else None (also if the result was deleted since)."""
    with bot.store.read() as session:
        kept = deliveries.result_of(session, _key(actor, returned))
        return returned.model_validate_json(kept) if kept else None


def _key(actor: Actor, returned: type[BaseModel]) -> str:
    return f"{actor.delivery}:{returned.__name__}"


def forget_old_deliveries(bot: Bot) -> None:
    """Delete stored results that the platform will no longer ask for (scan)."""
    with bot.store.begin() as session:
        deliveries.forget_before(session, bot.now() - REMEMBERED_FOR)
