"""Notices: what the bot has to say, as data. Doors turn them into messages; the outbox sends them."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from typing import Annotated, Literal, NamedTuple

from pydantic import Field, TypeAdapter
from sqlalchemy.orm import Session

from bot.core import Bot
from bot.digests.notices import DigestNotice
from bot.errors import Refusal
from bot.estimates.notices import EstimateFile
from bot.jobs.notices import JobNotice, job_subject
from bot.messaging.desk_notices import DeskNotice, override_subject
from bot.messaging.told import desk_subject
from bot.model import Model
from bot.signoffs.notices import SignoffNotice, signoff_subject
from bot.status.notices import StatusNotice
from bot.timekeeping.answers import Answer
from storage.messaging import notices
from storage.messaging import unprompted as news
from storage.messaging.notices import Place, Slot, Window
from storage.people import people

# A Home that nobody asked for within this time is not kept fresh: it is rendered anew when it is opened again.
HOME_KEPT_FRESH = timedelta(hours=1)
# What somebody was told unasked shows the truth for this long; an older message does when it is clicked.
TOLD_KEPT_FRESH = timedelta(hours=36)
# Nothing that was told so long ago is told again, or changes any more where it stands.
KEPT_FOR = timedelta(days=90)


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
    """The answer to a direct message that could not be done; its choices carry the notice's own key."""

    kind: Literal["line_refused_reply"] = "line_refused_reply"
    refusal: Refusal
    key: str = ""

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


class BatchFiles(Model):
    """The files of an export, for finance; `asked_at` is set where they are sent again (aware UTC)."""

    kind: Literal["batch_files"] = "batch_files"
    batch_id: str
    asked_at: datetime | None = None

    @property
    def subject(self) -> str:
        """Files never change."""
        return "nothing"


class TimesheetFile(Model):
    """A person's week as a file, for who asked for it at that instant (aware UTC)."""

    kind: Literal["timesheet_file"] = "timesheet_file"
    person_id: str
    monday: date
    asked_at: datetime

    @property
    def subject(self) -> str:
        """Files never change."""
        return "nothing"


Reply = TimeLoggedReply | LineRefusedReply | LineAnsweredReply
FileNotice = TimesheetFile | EstimateFile | BatchFiles
Notice = Annotated[
    Reply | HomeShown | FileNotice | JobNotice | DeskNotice | SignoffNotice | DigestNotice | StatusNotice,
    Field(discriminator="kind"),
]
NOTICE: TypeAdapter[Notice] = TypeAdapter(Notice)


def line_subject(line_id: str) -> str:
    """The subject of messages that show the time entries of one line."""
    return f"time_entries:{line_id}"


def home_subject(person_id: str) -> str:
    """The subject of a person's Home."""
    return f"home:{person_id}"


def queue(
    bot: Bot,
    session: Session,
    notice: Notice,
    place: Place,
    key: str,
    window: Window | None = None,
    slot: Slot | None = None,
) -> bool:
    """Put a notice in the outbox in the transaction of the change that caused it; once for each key.

    Whether it was put there now. What nobody asked for goes through bot.messaging.unprompted.
    """
    payload = NOTICE.dump_python(notice, mode="json")
    return notices.queue(session, key, notice.subject, payload, place, bot.real(), window, slot)


def queue_for(bot: Bot, session: Session, person_id: str, notice: Notice, key: str) -> bool:
    """Queue a direct message that a person asked for, once for each key; false where no chat address is known."""
    address = people.address_of(session, person_id)
    if address:
        queue(bot, session, notice, Place(address.platform, address.workspace, address.user), f"{key}:{person_id}")
    return address is not None


def override_changed(bot: Bot, session: Session, override_id: str, reader_ids: Iterable[str]) -> None:
    """Have all that shows this override rendered anew, the morning messages of its readers too."""
    notices.touch(session, override_subject(override_id))
    told_changed(bot, session, *reader_ids)


def answer(bot: Bot, notice: Notice, place: Place, delivery: str) -> None:
    """Queue the answer to a message that changed nothing; once for each delivery."""
    with bot.store.begin() as session:
        queue(bot, session, notice, place, reply_key(delivery))


class Standing(NamedTuple):
    """A message that stands: where, and the platform's id of it."""

    place: Place
    message: str


def becomes(session: Session, key: str, notice: Notice) -> None:
    """Have the message of the notice with that key, which asked something, become the answer."""
    notices.becomes(session, key, notice.subject, NOTICE.dump_python(notice, mode="json"))


def touch_standing(session: Session, standing: Standing) -> None:
    """Have a message that was clicked rendered anew, however old it is."""
    notices.touch_standing(session, standing.place, standing.message)


def become(bot: Bot, key: str, notice: Notice) -> None:
    """Have the message of the notice with that key become the answer to a choice that changed nothing more."""
    with bot.store.begin() as session:
        becomes(session, key, notice)


def reply_key(delivery: str) -> str:
    """The key of the one answer to a delivery."""
    return f"reply:{delivery}"


def entry_changed(bot: Bot, session: Session, person_id: str, line_id: str) -> None:
    """Have all that shows an entry of this line rendered anew."""
    notices.touch(session, line_subject(line_id), shown_since=_of_person(bot, session, person_id))


def home_changed(bot: Bot, session: Session, person_id: str) -> None:
    """Have a person's Home rendered anew, if they use it, and what they and their supervisor were told of it."""
    notices.touch(session, shown_since=_of_person(bot, session, person_id))


def told_changed(bot: Bot, session: Session, *person_ids: str) -> None:
    """Have what these people were lately told unasked rendered anew."""
    notices.touch(session, shown_since=_told(bot, *person_ids))


def _of_person(bot: Bot, session: Session, person_id: str) -> Mapping[str, datetime]:
    supervisor_id = people.supervisor_of(session, person_id)
    told = _told(bot, person_id, *([supervisor_id] if supervisor_id else []))
    return {home_subject(person_id): bot.now() - HOME_KEPT_FRESH, **told}


def _told(bot: Bot, *person_ids: str) -> Mapping[str, datetime]:
    return dict.fromkeys(map(desk_subject, person_ids), bot.now() - TOLD_KEPT_FRESH)


def show_home(bot: Bot, session: Session, person_id: str, place: Place) -> None:
    """Have a person's Home shown as things stand."""
    notice = HomeShown(person_id=person_id)
    notices.shown(session, notice.subject, bot.now())
    if not notices.touch(session, notice.subject):
        key = f"home:{person_id}:{place.channel}"
        queue(bot, session, notice, place, key)
        notices.send_again(session, key, bot.real())


def forget_old_notices(bot: Bot) -> None:
    """Drop what was told long ago, and where it stands (scan). Homes, sign-offs, jobs and what is set aside stay."""
    with bot.store.begin() as session:
        keep = (home_subject(""), signoff_subject(""), job_subject(""))
        notices.forget_before(session, bot.real() - KEPT_FOR, keep=keep)
        news.forget_told_before(session, bot.now() - KEPT_FOR)
