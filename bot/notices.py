"""Notices: what the bot has to say, as data. Doors turn them into messages; the outbox sends them."""

from datetime import timedelta
from typing import Annotated, Literal, NamedTuple

from pydantic import Field, TypeAdapter
from sqlalchemy.orm import Session

from bot.answers import Answer
from bot.core import Bot
from bot.errors import Refusal
from bot.model import Model
from storage import notices
from storage.notices import Place

# A Home that nobody asked for within this time is not kept fresh: it is rendered anew when it is opened again.
HOME_KEPT_FRESH = timedelta(hours=1)


class TimeLoggedReply(Model):
    """The answer to a direct message that logged time; `named_by` says what named each entry's job."""

    kind: Literal["time_logged_reply"] = "time_logged_reply"
    line_id: str
    named_by: list[str] = Field(default_factory=list)

    @property
    def subject(self) -> str:
        """What the message shows the state of."""
        return line_subject(self.line_id)


class LineRefusedReply(Model):
    """The answer to a direct message that could not be done."""

    kind: Literal["line_refused_reply"] = "line_refused_reply"
    refusal: Refusal

    @property
    def subject(self) -> str:
        """It shows nothing that could change."""
        return "nothing"


class LineAnsweredReply(Model):
    """The answer to a direct message that asked for something else than logging time."""

    kind: Literal["line_answered_reply"] = "line_answered_reply"
    answer: Answer

    @property
    def subject(self) -> str:
        """It shows nothing that could change."""
        return "nothing"


class HomeShown(Model):
    """A person's own page."""

    kind: Literal["home_shown"] = "home_shown"
    person_id: str

    @property
    def subject(self) -> str:
        """What the page shows the state of."""
        return home_subject(self.person_id)


Notice = Annotated[TimeLoggedReply | LineRefusedReply | LineAnsweredReply | HomeShown, Field(discriminator="kind")]
NOTICE: TypeAdapter[Notice] = TypeAdapter(Notice)


def line_subject(line_id: str) -> str:
    """The subject of messages that show the time entries of one line."""
    return f"time_entries:{line_id}"


def home_subject(person_id: str) -> str:
    """The subject of a person's Home."""
    return f"home:{person_id}"


def queue(bot: Bot, session: Session, notice: Notice, place: Place, key: str) -> None:
    """Put a notice in the outbox in the transaction of the change that caused it; once for each key."""
    payload = NOTICE.dump_python(notice, mode="json")
    notices.queue(session, key, notice.subject, payload, place, bot.real())


def answer(bot: Bot, notice: Notice, place: Place, delivery: str) -> None:
    """Queue the answer to a message that changed nothing; once for each delivery."""
    with bot.store.begin() as session:
        queue(bot, session, notice, place, reply_key(delivery))


class Standing(NamedTuple):
    """A message that stands: where, and the platform's id of it."""

    place: Place
    message: str


def becomes(session: Session, standing: Standing, notice: Notice) -> None:
    """Have a message that asked something become the answer."""
    payload = NOTICE.dump_python(notice, mode="json")
    notices.becomes(session, standing.place, standing.message, notice.subject, payload)


def become(bot: Bot, standing: Standing, notice: Notice) -> None:
    """Have a message that asked something become the answer to a choice that changed nothing more."""
    with bot.store.begin() as session:
        becomes(session, standing, notice)


def reply_key(delivery: str) -> str:
    """The key of the one answer to a delivery."""
    return f"reply:{delivery}"


def entry_changed(bot: Bot, session: Session, person_id: str, line_id: str) -> None:
    """Have all that shows an entry of this line rendered anew."""
    notices.touch(session, line_subject(line_id))
    home_changed(bot, session, person_id)


def home_changed(bot: Bot, session: Session, person_id: str) -> None:
    """Have a person's Home rendered anew, if they use it."""
    notices.touch(session, home_subject(person_id), shown_since=bot.real() - HOME_KEPT_FRESH)


def show_home(bot: Bot, session: Session, person_id: str, place: Place) -> None:
    """Have a person's Home shown as things stand."""
    notice = HomeShown(person_id=person_id)
    notices.shown(session, notice.subject, bot.real())
    if not notices.touch(session, notice.subject):
        key = f"home:{person_id}:{place.channel}"
        queue(bot, session, notice, place, key)
        notices.send_again(session, key, bot.real())
