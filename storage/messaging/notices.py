"""Notices on their way out (the outbox), and where the resulting messages are."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import (
    ColumnElement,
    ForeignKey,
    Index,
    String,
    delete,
    exists,
    func,
    or_,
    select,
    text,
    update,
)
from sqlalchemy.orm import Mapped, MappedAsDataclass, Session, mapped_column, relationship

from storage.base import Base, Key, OnceKey, PlatformId, Words, insert_once
from storage.words.platforms import Platform
from storage.words.time import Sending


class Destination(NamedTuple):
    """A message's destination: a channel (or a person's own page) of a workspace, and the thread in it, if any."""

    platform: Platform
    workspace: str
    channel: str
    thread: str | None = None


class Leased(MappedAsDataclass, kw_only=True):
    """Base of the outbox's work items. Instants here are real time, even if the bot's clock differs."""

    platform: Mapped[Platform]
    workspace: Mapped[PlatformId]
    channel: Mapped[PlatformId]
    thread: Mapped[PlatformId | None] = mapped_column(default=None)
    try_after: Mapped[datetime]
    lease: Mapped[str | None] = mapped_column(String(32), default=None)
    leased_until: Mapped[datetime | None] = mapped_column(default=None)
    problem: Mapped[Words | None] = mapped_column(default=None)

    @property
    def destination(self) -> Destination:
        """Return the destination it goes to, or is at."""
        return Destination(self.platform, self.workspace, self.channel, self.thread)


class QueuedNotice(Leased, Base):
    """A notice, as data, under a key that is used once.

    `maybe_sent`: a try started and we don't know how it ended. `wanted` counts changes of its subject while it was
    queued. `not_before` and `expires_at` use the bot's clock. An unprompted direct message names the person that it is
    for, and takes one of the few slots of their day; the index enforces that even if several are queued at the same
    time.
    """

    __tablename__ = "notices"
    __table_args__ = (
        Index("ix_notices_sending", "sending", "workspace", "channel", "id"),
        Index("uq_notices_unprompted", "unprompted_on", "unprompted_for", "slot", unique=True),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    key: Mapped[OnceKey] = mapped_column(unique=True)
    kind: Mapped[str] = mapped_column(String(60))
    subject: Mapped[str] = mapped_column(String(80), index=True)
    payload: Mapped[dict[str, Any]]
    queued_at: Mapped[datetime]
    sending: Mapped[Sending] = mapped_column(default=Sending.QUEUED)
    maybe_sent: Mapped[bool] = mapped_column(default=False)
    wanted: Mapped[int] = mapped_column(default=0)
    not_before: Mapped[datetime | None] = mapped_column(default=None)
    expires_at: Mapped[datetime | None] = mapped_column(default=None)
    unprompted_for: Mapped[str | None] = mapped_column(ForeignKey("people.id"), default=None)
    unprompted_on: Mapped[date | None] = mapped_column(default=None)
    slot: Mapped[int | None] = mapped_column(default=None)


class Slot(NamedTuple):
    """One of the unprompted direct messages that a person may get on a day; the columns of a notice."""

    unprompted_for: str
    unprompted_on: date
    slot: int


class Window(NamedTuple):
    """When a notice may be sent, by the bot's clock; the columns of a notice."""

    not_before: datetime | None = None
    expires_at: datetime | None = None


# The few messages to render again have an index of their own: the outbox looks for them every second.
STALE = text("rendered < wanted AND gone_at IS NULL")


class SentMessage(Leased, Base):
    """A message that was posted. The outbox renders it again while `rendered` is behind `wanted`.

    `shown_at` is when it was sent, or last requested, by the bot's clock.
    """

    __tablename__ = "messages"
    __table_args__ = (Index("ix_messages_stale", "id", sqlite_where=STALE, postgresql_where=STALE),)

    id: Mapped[Key]
    notice_id: Mapped[int] = mapped_column(ForeignKey("notices.id"), unique=True)
    subject: Mapped[str] = mapped_column(String(80), index=True)
    message: Mapped[PlatformId]
    shown_at: Mapped[datetime]
    wanted: Mapped[int] = mapped_column(default=0)
    rendered: Mapped[int] = mapped_column(default=0)
    gone_at: Mapped[datetime | None] = mapped_column(default=None)

    notice: Mapped[QueuedNotice] = relationship(lazy="raise", init=False)


def queue(
    session: Session,
    key: str,
    kind: str,
    subject: str,
    payload: dict[str, Any],
    destination: Destination,
    now: datetime,
    window: Window | None = None,
    slot: Slot | None = None,
) -> bool:
    """Queue a notice; return False if that key was queued before or the slot is taken.

    `now` is real time.
    """
    values = destination._asdict() | {"key": key, "kind": kind, "subject": subject, "payload": payload}
    values |= {"queued_at": now, "try_after": now, "sending": Sending.QUEUED, "maybe_sent": False, "wanted": 0}
    values |= (window._asdict() if window else {}) | (slot._asdict() if slot else {})
    session.info["queued"] = True
    return insert_once(session, QueuedNotice, values)


def is_queued(session: Session, key: str) -> bool:
    """Whether a notice with that key was ever queued."""
    return session.scalar(select(exists().where(QueuedNotice.key == key))) or False


def shown_message(session: Session, key: str) -> SentMessage | None:
    """Return the message made from the notice with that key; None if it isn't there (yet, or any longer)."""
    query = select(SentMessage).join(SentMessage.notice).where(QueuedNotice.key == key, SentMessage.gone_at.is_(None))
    return session.scalar(query)


def told_on(session: Session, days: Collection[date], key_begins: str) -> set[tuple[str, date]]:
    """Return who got a message with that key on those days of theirs, as pairs of person and day."""
    query = select(QueuedNotice.unprompted_for, QueuedNotice.unprompted_on).where(
        QueuedNotice.unprompted_on.in_(days), QueuedNotice.key.startswith(key_begins, autoescape=True)
    )
    return {(person_id, day) for person_id, day in session.execute(query) if person_id and day}


def undelivered(session: Session) -> Sequence[QueuedNotice]:
    """Return all undelivered notices, the oldest first."""
    query = select(QueuedNotice).where(QueuedNotice.sending == Sending.SET_ASIDE)
    return session.scalars(query.order_by(QueuedNotice.id)).all()


def count_undelivered(session: Session) -> int:
    """Return how many notices are undelivered."""
    query = select(func.count()).select_from(QueuedNotice).where(QueuedNotice.sending == Sending.SET_ASIDE)
    return session.scalar(query) or 0


def send_again(session: Session, key: str, now: datetime) -> bool:
    """Queue an undelivered notice again; return whether there was one."""
    found = session.execute(
        update(QueuedNotice)
        .where(QueuedNotice.key == key, QueuedNotice.sending == Sending.SET_ASIDE)
        .values(sending=Sending.QUEUED, try_after=now, problem=None)
        .returning(QueuedNotice.id)
    ).first()
    session.info["queued"] = True
    return found is not None


def touch(session: Session, *subjects: str, shown_since: Mapping[str, datetime] | None = None) -> bool:
    """Have the outbox render the messages that show these subjects again; return whether there are any.

    For subjects in `shown_since`, messages last requested before that instant stay as they are. Notices that are being
    sent are counted first: if the sender marks one in between, the second statement finds its message.
    """
    lately = shown_since or {}
    if not subjects and not lately:
        return False
    waiting = QueuedNotice.subject.in_([*subjects, *lately]) & (QueuedNotice.sending == Sending.QUEUED)
    shown: list[ColumnElement[bool]] = [SentMessage.subject.in_(subjects)] if subjects else []
    shown += [(SentMessage.subject == each) & (SentMessage.shown_at >= since) for each, since in lately.items()]
    shown_now = or_(*shown) & SentMessage.gone_at.is_(None)
    found = [_counted(session, QueuedNotice, waiting), _counted(session, SentMessage, shown_now)]
    if found[1]:
        session.info["queued"] = True
    return any(found)


def _counted(session: Session, table: type[QueuedNotice] | type[SentMessage], which: ColumnElement[bool]) -> bool:
    change = update(table).where(which).values(wanted=table.wanted + 1).returning(table.id)
    return session.execute(change, execution_options={"synchronize_session": False}).all() != []


def becomes(session: Session, key: str, kind: str, subject: str, payload: dict[str, Any]) -> None:
    """Make the notice with that key show another one from now on, wherever its message is or will be.

    The notice comes first: while it is being sent we don't know its message yet, which will then be rendered again.
    """
    changed = update(QueuedNotice).where(QueuedNotice.key == key).returning(QueuedNotice.id)
    values = {"kind": kind, "subject": subject, "payload": payload, "wanted": QueuedNotice.wanted + 1}
    notice_id = session.scalar(changed.values(**values))
    shown_now = update(SentMessage).where(SentMessage.notice_id == notice_id)
    session.execute(shown_now.values(subject=subject, wanted=SentMessage.wanted + 1))
    session.info["queued"] = True


def touch_message(session: Session, destination: Destination, message: str) -> None:
    """Have one message rendered again, by its place."""
    session.execute(
        update(SentMessage)
        .where(
            SentMessage.platform == destination.platform,
            SentMessage.workspace == destination.workspace,
            SentMessage.channel == destination.channel,
            SentMessage.message == message,
        )
        .values(wanted=SentMessage.wanted + 1)
    )
    session.info["queued"] = True


def shown(session: Session, subject: str, now: datetime) -> None:
    """Note that somebody is looking at the messages that show this subject; retry those we had given up on."""
    looked_at = update(SentMessage).where(SentMessage.subject == subject)
    session.execute(looked_at.values(shown_at=now, gone_at=None, problem=None))


def forget_before(session: Session, instant: datetime, keep: Collection[str]) -> None:
    """Delete notices queued before that instant (real time) that are done with, and the destinations of their messages.

    Messages that still need rendering stay, and so does each notice of a kind in `keep`.
    """
    done = QueuedNotice.sending.in_((Sending.SENT, Sending.DROPPED)) & (QueuedNotice.queued_at < instant)
    old = done & QueuedNotice.kind.not_in(keep)
    up_to_date = (SentMessage.rendered >= SentMessage.wanted) | SentMessage.gone_at.is_not(None)
    session.execute(
        delete(SentMessage).where(SentMessage.notice_id.in_(select(QueuedNotice.id).where(old)), up_to_date)
    )
    stands = exists().where(SentMessage.notice_id == QueuedNotice.id)
    session.execute(delete(QueuedNotice).where(old, ~stands))
