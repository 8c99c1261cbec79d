"""Client contacts: the people at a client who give sign-off, and what each of them may approve."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ForeignKey, UniqueConstraint, func, or_, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from storage.base import Base, Key, PlatformId, Words
from storage.people.people import Address
from storage.words.accounts import ContactChannel
from storage.words.platforms import Platform


class Contact(Base):
    """A person at a client; never staff.

    `approves` lists the kinds of sign-off they may decide (empty: none), and `limit_cents` (in the client's currency)
    caps the amount; None for any. `removed_at` is set once we no longer ask them. After erasure the name is empty.
    """

    __tablename__ = "contacts"
    __table_args__ = (UniqueConstraint("client_id", "platform", "workspace", "user"),)

    id: Mapped[Key]
    client_id: Mapped[str] = mapped_column(ForeignKey("clients.id"), index=True)
    name: Mapped[Words]
    email: Mapped[Words | None] = mapped_column(default=None)
    platform: Mapped[Platform | None] = mapped_column(default=None)
    workspace: Mapped[PlatformId | None] = mapped_column(default=None)
    user: Mapped[PlatformId | None] = mapped_column(default=None)
    prefers: Mapped[ContactChannel] = mapped_column(default=ContactChannel.EMAIL)
    approves: Mapped[list[str]] = mapped_column(default_factory=list)
    limit_cents: Mapped[int | None] = mapped_column(default=None)
    removed_at: Mapped[datetime | None] = mapped_column(default=None)

    @property
    def address(self) -> Address | None:
        """Their chat address; None if we don't know it."""
        if self.platform and self.workspace and self.user:
            return Address(self.platform, self.workspace, self.user)
        return None


def by_id(session: Session, contact_id: str) -> Contact | None:
    """Return the contact with that id, even one who was removed."""
    return session.get(Contact, contact_id)


def of_client(session: Session, client_id: str) -> Sequence[Contact]:
    """Return the current contacts of a client, by name."""
    query = select(Contact).where(Contact.client_id == client_id, Contact.removed_at.is_(None))
    return session.scalars(query.order_by(Contact.name, Contact.id)).all()


def at_address(session: Session, address: Address) -> Sequence[Contact]:
    """Return the current contacts, of any client, that chat from that address."""
    query = select(Contact).where(
        Contact.platform == address.platform,
        Contact.workspace == address.workspace,
        Contact.user == address.user,
        Contact.removed_at.is_(None),
    )
    return session.scalars(query).all()


def with_email(session: Session, email: str) -> Sequence[Contact]:
    """Return the contacts, of any client, with that e-mail address in any case; removed ones too."""
    return session.scalars(select(Contact).where(func.lower(Contact.email) == email.lower()).order_by(Contact.id)).all()


def known_by(session: Session, word: str) -> Sequence[Contact]:
    """Return contacts of any client with that e-mail address (in any case), chat account or id; removed ones too."""
    is_known = or_(func.lower(Contact.email) == word.lower(), Contact.user == word, Contact.id == word)
    return session.scalars(select(Contact).where(is_known).order_by(Contact.id)).all()
