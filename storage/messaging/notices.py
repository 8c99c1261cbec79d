"""Notices on their way out (the outbox), and where the messages made of them stand."""

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


class Place(NamedTuple):
    """Where a message goes: a channel (or a person's own page) of a workspace, and the thread in it, if any."""

    platform: Platform
    workspace: str
    channel: str
    thread: str | None = None


class Leased(MappedAsDataclass, kw_only=True):
    """What work for the outbox has in common. Instants here are real time, whatever clock the bot goes by."""

    platform: Mapped[Platform]
    workspace: Mapped[PlatformId]
    channel: Mapped[PlatformId]
    thread: Mapped[PlatformId | None] = mapped_column(default=None)
    try_after: Mapped[datetime]
    lease: Mapped[str | None] = mapped_column(String(32), default=None)
    leased_until: Mapped[datetime | None] = mapped_column(default=None)
    problem: Mapped[Words | None] = mapped_column(default=None)

    @property
    def place(self) -> Place:
        """Where it goes, or stands."""
        return Place(self.platform, self.workspace, self.channel, self.thread)


class QueuedNotice(Leased, Base):
    """A notice, as data, under a key that is used once.

    `maybe_sent`: a try was begun whose end is not known. `wanted` counts changes of its subject while it was queued.
    `not_before` and `expires_at` go by the bot's clock. A direct message that nobody asked for says whom it is for, and
    takes one of the few slots of their day: the index makes that true whoever queues at the same time.
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
    """One of the direct messages that a person may get unasked on a day; the columns of a notice."""

    unprompted_for: str
    unprompted_on: date
    slot: int


class Window(NamedTuple):
    """When a notice may be sent, by the bot's clock; the columns of a notice."""

    not_before: datetime | None = None
    expires_at: datetime | None = None


# The few messages to render anew have an index of their own: the outbox looks for them every second.
STALE = text("rendered < wanted AND gone_at IS NULL")


class SentMessage(Leased, Base):
    """A message that stands somewhere. It is rendered anew while `rendered` is behind `wanted`.

    `shown_at` is when it was sent, or last asked for, by the bot's clock.
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
    place: Place,
    now: datetime,
    window: Window | None = None,
    slot: Slot | None = None,
) -> bool:
    """Put a notice in the outbox, unless one with that key was put there before, or the slot is taken; whether it was.

    `now` is real time.
    """
    values = place._asdict() | {"key": key, "kind": kind, "subject": subject, "payload": payload}
    values |= {"queued_at": now, "try_after": now, "sending": Sending.QUEUED, "maybe_sent": False, "wanted": 0}
    values |= (window._asdict() if window else {}) | (slot._asdict() if slot else {})
    session.info["queued"] = True
    return insert_once(session, QueuedNotice, values)


def is_queued(session: Session, key: str) -> bool:
    """Whether a notice with that key was ever queued."""
    return session.scalar(select(exists().where(QueuedNotice.key == key))) or False


def standing(session: Session, key: str) -> SentMessage | None:
    """The message that was made of the notice with that key; None where it is not there, or no more."""
    query = select(SentMessage).join(SentMessage.notice).where(QueuedNotice.key == key, SentMessage.gone_at.is_(None))
    return session.scalar(query)


def told_on(session: Session, days: Collection[date], key_begins: str) -> set[tuple[str, date]]:
    """Who was sent something of that key on those days of theirs, as pairs of person and day."""
    query = select(QueuedNotice.unprompted_for, QueuedNotice.unprompted_on).where(
        QueuedNotice.unprompted_on.in_(days), QueuedNotice.key.startswith(key_begins, autoescape=True)
    )
    return {(person_id, day) for person_id, day in session.execute(query) if person_id and day}


def set_aside(session: Session) -> Sequence[QueuedNotice]:
    """All notices that were set aside, the oldest first."""
    query = select(QueuedNotice).where(QueuedNotice.sending == Sending.SET_ASIDE)
    return session.scalars(query.order_by(QueuedNotice.id)).all()


def count_set_aside(session: Session) -> int:
    """How many notices are set aside."""
    query = select(func.count()).select_from(QueuedNotice).where(QueuedNotice.sending == Sending.SET_ASIDE)
    return session.scalar(query) or 0


def send_again(session: Session, key: str, now: datetime) -> bool:
    """Take up a notice that was set aside; whether there was one."""
    found = session.execute(
        update(QueuedNotice)
        .where(QueuedNotice.key == key, QueuedNotice.sending == Sending.SET_ASIDE)
        .values(sending=Sending.QUEUED, try_after=now, problem=None)
        .returning(QueuedNotice.id)
    ).first()
    session.info["queued"] = True
    return found is not None


def touch(session: Session, *subjects: str, shown_since: Mapping[str, datetime] | None = None) -> bool:
    """Have what shows these subjects rendered anew; whether there is anything.

    Of subjects in `shown_since`, those messages are left alone that were last asked for before that instant. A notice
    that is just being sent is counted first: where its sender marks it in between, the message is there for the second
    statement.
    """
    lately = shown_since or {}
    if not subjects and not lately:
        return False
    waiting = QueuedNotice.subject.in_([*subjects, *lately]) & (QueuedNotice.sending == Sending.QUEUED)
    shown: list[ColumnElement[bool]] = [SentMessage.subject.in_(subjects)] if subjects else []
    shown += [(SentMessage.subject == each) & (SentMessage.shown_at >= since) for each, since in lately.items()]
    standing = or_(*shown) & SentMessage.gone_at.is_(None)
    found = [_counted(session, QueuedNotice, waiting), _counted(session, SentMessage, standing)]
    if found[1]:
        session.info["queued"] = True
    return any(found)


def _counted(session: Session, table: type[QueuedNotice] | type[SentMessage], which: ColumnElement[bool]) -> bool:
    change = update(table).where(which).values(wanted=table.wanted + 1).returning(table.id)
    return session.execute(change, execution_options={"synchronize_session": False}).all() != []


def becomes(session: Session, key: str, kind: str, subject: str, payload: dict[str, Any]) -> None:
    """Let the notice with that key show another one from now on, wherever its message stands or will stand.

    The notice comes first: while it is being sent its message is not known yet, and will be rendered anew.
    """
    changed = update(QueuedNotice).where(QueuedNotice.key == key).returning(QueuedNotice.id)
    values = {"kind": kind, "subject": subject, "payload": payload, "wanted": QueuedNotice.wanted + 1}
    notice_id = session.scalar(changed.values(**values))
    standing = update(SentMessage).where(SentMessage.notice_id == notice_id)
    session.execute(standing.values(subject=subject, wanted=SentMessage.wanted + 1))
    session.info["queued"] = True


def touch_message(session: Session, place: Place, message: str) -> None:
    """Have one message rendered again, by where it stands."""
    session.execute(
        update(SentMessage)
        .where(
            SentMessage.platform == place.platform,
            SentMessage.workspace == place.workspace,
            SentMessage.channel == place.channel,
            SentMessage.message == message,
        )
        .values(wanted=SentMessage.wanted + 1)
    )
    session.info["queued"] = True


def shown(session: Session, subject: str, now: datetime) -> None:
    """Somebody looks at the messages that show this subject right now: one that was given up is tried anew."""
    looked_at = update(SentMessage).where(SentMessage.subject == subject)
    session.execute(looked_at.values(shown_at=now, gone_at=None, problem=None))


def forget_before(session: Session, instant: datetime, keep: Collection[str]) -> None:
    """Drop what was queued before that instant (real time) and is done with, and where it stands.

    What is still to be rendered again stays, and so does each notice of a kind in `keep`.
    """
    done = QueuedNotice.sending.in_((Sending.SENT, Sending.DROPPED)) & (QueuedNotice.queued_at < instant)
    old = done & QueuedNotice.kind.not_in(keep)
    up_to_date = (SentMessage.rendered >= SentMessage.wanted) | SentMessage.gone_at.is_not(None)
    session.execute(
        delete(SentMessage).where(SentMessage.notice_id.in_(select(QueuedNotice.id).where(old)), up_to_date)
    )
    stands = exists().where(SentMessage.notice_id == QueuedNotice.id)
    session.execute(delete(QueuedNotice).where(old, ~stands))
