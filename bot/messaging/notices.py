"""Notices: messages to people and channels, as data. Each room's `notices.py` has the room's own.

A door turns it into a message, and the outbox sends it.
"""

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from inspect import isabstract
from typing import Annotated, Any, ClassVar, Self

from pydantic import BeforeValidator, SerializeAsAny, SerializerFunctionWrapHandler, model_serializer
from sqlalchemy.orm import Session

from bot.core import Bot, Work
from bot.kit.rooms import modules_named
from bot.model import Model
from storage.messaging import notices
from storage.messaging.notices import Destination, Slot, Window
from storage.people import people
from storage.people.people import Address, ChatAddress
from storage.words.platforms import ChannelRef

NOTHING = "nothing"


class Notice(Model, ABC):
    """Base class of messages as data. Its kind, the name of its class, is stored with its fields.

    `kept_fresh`: its message is rendered again at any age, and is never deleted.
    """

    kept_fresh: ClassVar[bool] = False

    @classmethod
    def kind(cls) -> str:
        """Return the name that a notice of this class is stored under."""
        return cls.__name__

    @property
    def subject(self) -> str:
        """Return the subject whose current state the message shows; by default nothing that changes."""
        return NOTHING

    @abstractmethod
    def still_relevant(self, bot: Bot) -> bool:
        """Return whether it is still worth sending. The outbox asks just before it does."""

    @classmethod
    def read(cls, payload: Mapping[str, Any]) -> Self:
        """Return the notice stored as `payload`. Raises KeyError for an unknown kind, TypeError for another."""
        found = notice_kinds()[payload["kind"]]
        if not issubclass(found, cls):
            raise TypeError(f"{found.kind()} is not {cls.kind()}")
        return found.model_validate(payload)

    @model_serializer(mode="wrap")
    def _with_kind(self, fields: SerializerFunctionWrapHandler) -> dict[str, Any]:
        return {"kind": self.kind(), **fields(self)}


class AlwaysRelevant:
    """Mix-in for notices that are worth sending at any time; it comes before Notice among a class's bases."""

    def still_relevant(self, bot: Bot) -> bool:
        """Return True."""
        return True


class Unprompted(Notice):
    """A notice that `person_id`, its reader, didn't ask for. It comes alone, or in the reader's morning message.

    `rank` orders a morning message: the lowest comes first.
    """

    rank: ClassVar[int] = 0

    person_id: str

    @property
    def subject(self) -> str:
        """Return the subject whose current state the message shows."""
        return unprompted_subject(self.person_id)

    def merged_with(self, other: "Unprompted") -> "Unprompted | None":
        """Return one notice that combines this one and a later one; None if they stay two."""
        return self if self == other else None


def _held(item: object) -> object:
    return Unprompted.read(item) if isinstance(item, Mapping) else item


class MorningMessage(Unprompted):
    """All of the reader's notices that could wait for their morning, in one message."""

    day: date
    items: Sequence[Annotated[SerializeAsAny[Unprompted], BeforeValidator(_held)]]

    def still_relevant(self, bot: Bot) -> bool:
        """Return whether any of it is still worth sending."""
        return any(item.still_relevant(bot) for item in self.items)


@cache
def notice_kinds() -> Mapping[str, type[Notice]]:
    """Return every class of notice by its kind, from the `notices.py` of every room."""
    classes = [
        each
        for module in modules_named("notices", "bot").values()
        for each in vars(module).values()
        if isinstance(each, type) and issubclass(each, Notice) and each.__module__ == module.__name__
    ]
    return {each.kind(): each for each in classes if not isabstract(each)}


def unprompted_subject(person_id: str) -> str:
    """Return the subject of a person's unprompted messages."""
    return f"unprompted:{person_id}"


def queue(
    work: Work,
    notice: Notice,
    destination: Destination,
    key: str,
    window: Window | None = None,
    slot: Slot | None = None,
) -> bool:
    """Put a notice in the outbox in the transaction of the change that caused it; once for each key.

    Return True if it was queued now. Unprompted notices go through bot.messaging.unprompted.
    """
    payload = notice.model_dump(mode="json")
    return notices.queue(
        work.session, key, notice.kind(), notice.subject, payload, destination, work.bot.real(), window, slot
    )


def queue_for(work: Work, person_id: str, notice: Notice, key: str) -> bool:
    """Queue a direct message that a person asked for, once for each key; return False without a known chat address."""
    destination = destination_of(work.session, person_id)
    if destination:
        queue(work, notice, destination, f"{key}:{person_id}")
    return destination is not None


def destination_of(session: Session, person_id: str) -> Destination | None:
    """Return where a person gets direct messages; None if there is no chat address."""
    address = address_for(session, person_id)
    return Destination(address.platform, address.workspace, address.user) if address else None


def address_for(session: Session, person_id: str) -> Address | None:
    """The chat address at which a person is written to; None where none is known."""
    return preferred(people.addresses_of(session, person_id))


def preferred(addresses: Sequence[ChatAddress]) -> Address | None:
    """Which of a person's chat addresses gets a message: the one that its platform spoke of last."""
    last = max(addresses, key=lambda each: each.checked_at, default=None)
    return last.address if last else None


def destination_in(channel: ChannelRef | None) -> Destination | None:
    """A channel to post in; None for none, and for one of which we have only the name."""
    if channel is None or channel.platform is None or channel.workspace is None or channel.channel is None:
        return None
    return Destination(channel.platform, channel.workspace, channel.channel)


def answer(bot: Bot, notice: Notice, destination: Destination, delivery: str) -> None:
    """Queue the answer to a message that changed nothing; once for each delivery."""
    with bot.begin() as work:
        queue(work, notice, destination, reply_key(delivery))


def becomes(session: Session, key: str, notice: Notice) -> None:
    """Replace the message of the notice with that key, a question, by the answer."""
    notices.becomes(session, key, notice.kind(), notice.subject, notice.model_dump(mode="json"))


def become(bot: Bot, key: str, notice: Notice) -> None:
    """Replace the message of the notice with that key by the answer to a choice that changed nothing else."""
    with bot.store.begin() as session:
        becomes(session, key, notice)


def reply_key(delivery: str) -> str:
    """Return the key of the one answer to a delivery."""
    return f"reply:{delivery}"
