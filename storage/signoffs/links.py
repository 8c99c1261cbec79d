"""Approvers' links to the sign-off page. The link carries the token; we store only the proof of it."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, Update, func, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from storage.base import Base, Key, lock


class SignoffLink(Base):
    """A link of one approver. Only the SHA-256 (hex) of its token is stored.

    `shows_receipt`: it shows its approver's decision, and asks nothing. `opened_at` is when anybody first opened it;
    `used_at` when its approver decided.
    """

    __tablename__ = "signoff_links"

    id: Mapped[Key]
    approver_id: Mapped[str] = mapped_column(ForeignKey("signoff_approvers.id"), index=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    made_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    shows_receipt: Mapped[bool] = mapped_column(default=False)
    opened_at: Mapped[datetime | None] = mapped_column(default=None)
    used_at: Mapped[datetime | None] = mapped_column(default=None)
    revoked_at: Mapped[datetime | None] = mapped_column(default=None)


def by_hash(session: Session, token_hash: str, *, locked: bool = False) -> SignoffLink | None:
    """Return the link whose token has that hash; `locked` locks it until the transaction ends, and reads it again."""
    query = select(SignoffLink).where(SignoffLink.token_hash == token_hash)
    return session.scalar(lock(query) if locked else query)


def open_first(session: Session, link_id: str, now: datetime) -> bool:
    """Record that a link was opened; return whether this was the first time."""
    opened = update(SignoffLink).where(SignoffLink.id == link_id, SignoffLink.opened_at.is_(None))
    return session.execute(opened.values(opened_at=now).returning(SignoffLink.id)).first() is not None


def first_opened(session: Session, approver_id: str) -> datetime | None:
    """Return when anybody first opened a link of an approver."""
    asks = (SignoffLink.approver_id == approver_id) & SignoffLink.shows_receipt.is_(False)
    return session.scalar(select(func.min(SignoffLink.opened_at)).where(asks))


def use(session: Session, approver_id: str, now: datetime) -> None:
    """Mark the approver's links as used after their decision, so that none can be used to decide again."""
    session.execute(_that_ask(approver_id).values(used_at=now))


def revoke(session: Session, approver_id: str, now: datetime) -> int:
    """Revoke each link of an approver that was still valid; return how many."""
    revoked = _that_ask(approver_id).where(SignoffLink.expires_at > now).values(revoked_at=now)
    return len(session.execute(revoked.returning(SignoffLink.id)).all())


def _that_ask(approver_id: str) -> Update:
    return update(SignoffLink).where(
        SignoffLink.approver_id == approver_id,
        SignoffLink.shows_receipt.is_(False),
        SignoffLink.used_at.is_(None),
        SignoffLink.revoked_at.is_(None),
    )
