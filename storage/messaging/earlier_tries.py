"""Earlier tries to send a notice: how far back they go, and the files that they uploaded."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ForeignKey, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from storage.base import Base
from storage.messaging.notices import QueuedNotice


class BegunUpload(Base):
    """The platform's ids of the files that the last try to send a notice uploaded, before it shared them."""

    __tablename__ = "begun_uploads"

    notice_id: Mapped[int] = mapped_column(ForeignKey("notices.id", ondelete="CASCADE"), primary_key=True)
    files: Mapped[list[str]]


def queued_at(session: Session, key: str) -> datetime:
    """Return when the notice with that key was queued (real time)."""
    return session.scalars(select(QueuedNotice.queued_at).where(QueuedNotice.key == key)).one()


def begin_upload(session: Session, key: str, files: Sequence[str]) -> None:
    """Note the files that are about to be shared for the notice with that key, in place of an earlier try's."""
    notice_id = session.scalars(select(QueuedNotice.id).where(QueuedNotice.key == key)).one()
    session.merge(BegunUpload(notice_id=notice_id, files=list(files)))


def begun_upload(session: Session, key: str) -> Sequence[str]:
    """Return the files that the last try uploaded for the notice with that key; empty if none got that far."""
    query = select(BegunUpload.files).join(QueuedNotice, QueuedNotice.id == BegunUpload.notice_id)
    return session.scalar(query.where(QueuedNotice.key == key)) or []
