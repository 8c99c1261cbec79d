"""The outbox's next work, and the leases it holds while it does it."""

from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import Select, bindparam, exists, func, select
from sqlalchemy.orm import Session, aliased, joinedload

from storage.base import Instant, lock
from storage.messaging.notices import QueuedNotice, SentMessage
from storage.words.time import Sending


def is_anything_due(session: Session, real_now: datetime, now: datetime) -> bool:
    """Whether there is a notice to send or a message to render again: a cheap look that locks nothing."""
    times = {"real_now": real_now, "now": now}
    return session.scalar(_due(), times) is not None or session.scalar(_stale(), times) is not None


def next_notice(session: Session, real_now: datetime, now: datetime) -> QueuedNotice | None:
    """Return the next notice to send, locked; never one with an older one waiting in its channel, to keep their order.

    A notice that isn't due yet (`now` is by the bot's clock) doesn't hold up others.
    """
    query = lock(_due(), QueuedNotice, skip_locked=True)
    return session.scalar(query, {"real_now": real_now, "now": now})


def next_not_before(session: Session, now: datetime) -> datetime | None:
    """Return when, after `now` (both by the bot's clock), the next notice that has to wait may be sent."""
    waiting = (QueuedNotice.sending == Sending.QUEUED, QueuedNotice.not_before > now)
    return session.scalar(select(func.min(QueuedNotice.not_before)).where(*waiting))


def next_stale_message(session: Session, real_now: datetime) -> SentMessage | None:
    """Return the next message to render again, locked, with its notice."""
    query = _stale().options(joinedload(SentMessage.notice, innerjoin=True))
    return session.scalar(lock(query, SentMessage, skip_locked=True), {"real_now": real_now})


@cache  # every process runs this every second, and building it takes longer than running it
def _due() -> Select[QueuedNotice]:
    now, elder = bindparam("now", type_=Instant), aliased(QueuedNotice)
    has_elder = exists().where(
        elder.sending == Sending.QUEUED,
        (elder.not_before.is_(None)) | (elder.not_before <= now),
        elder.workspace == QueuedNotice.workspace,
        elder.channel == QueuedNotice.channel,
        elder.id < QueuedNotice.id,
    )
    return (
        select(QueuedNotice)
        .where(
            QueuedNotice.sending == Sending.QUEUED,
            (QueuedNotice.not_before.is_(None)) | (QueuedNotice.not_before <= now),
            *_free(QueuedNotice),
            ~has_elder,
        )
        .order_by(QueuedNotice.id)
        .limit(1)
    )


@cache
def _stale() -> Select[SentMessage]:
    is_stale = (SentMessage.rendered < SentMessage.wanted) & SentMessage.gone_at.is_(None)
    return select(SentMessage).where(is_stale, *_free(SentMessage)).order_by(SentMessage.id).limit(1)


def _free(table: type[QueuedNotice] | type[SentMessage]) -> tuple[Any, ...]:
    now = bindparam("real_now", type_=Instant)
    return (table.try_after <= now, (table.leased_until.is_(None)) | (table.leased_until < now))


def held_notice(session: Session, notice_id: int, lease: str) -> QueuedNotice | None:
    """Return the notice, if that lease still holds it."""
    query = select(QueuedNotice).where(QueuedNotice.id == notice_id, QueuedNotice.lease == lease)
    return session.scalar(lock(query))


def held_message(session: Session, message_id: str, lease: str) -> SentMessage | None:
    """Return the message, if that lease still holds it."""
    query = select(SentMessage).where(SentMessage.id == message_id, SentMessage.lease == lease)
    return session.scalar(lock(query))
