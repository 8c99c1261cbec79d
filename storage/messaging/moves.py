"""Notices and messages of a channel that got another id, or takes messages again."""

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, update
from sqlalchemy.orm import Session

from storage.messaging.notices import QueuedNotice, SentMessage
from storage.words.platforms import ChannelRef

TABLES = (QueuedNotice, SentMessage)


def move(session: Session, channel: ChannelRef, new: str) -> None:
    """Have what is queued for a channel, and what was posted in it, follow it to its new id."""
    for table in TABLES:
        session.execute(update(table).where(*_in(table, channel)).values(channel=new))


def try_now(session: Session, channel: ChannelRef, now: datetime) -> None:
    """Have what waits for a channel tried right now (real time)."""
    for table in TABLES:
        session.execute(update(table).where(*_in(table, channel), table.try_after > now).values(try_after=now))
    session.info["queued"] = True


def _in(table: type[QueuedNotice] | type[SentMessage], channel: ChannelRef) -> tuple[ColumnElement[Any], ...]:
    return (
        table.platform == channel.platform,
        table.workspace == channel.workspace,
        table.channel == channel.channel,
    )
