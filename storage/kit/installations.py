"""The workspace that the bot is installed in: its row means that the first set-up is done."""

from datetime import datetime

from sqlalchemy.orm import Mapped, Session, mapped_column

from storage.base import Base, PlatformId, insert_once
from storage.words.platforms import Platform


class Installation(Base):
    """One workspace that was set up."""

    __tablename__ = "installations"

    platform: Mapped[Platform] = mapped_column(primary_key=True)
    workspace: Mapped[PlatformId] = mapped_column(primary_key=True)
    set_up_at: Mapped[datetime]


def claim(session: Session, platform: Platform, workspace: str, now: datetime) -> bool:
    """Whether this is the workspace's first set-up; if another one is under way, wait for it."""
    return insert_once(session, Installation, {"platform": platform, "workspace": workspace, "set_up_at": now})
