"""Client contacts: the people at a client who are asked, and what each of them may approve."""

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

    `approves` has the kinds of sign-off that they may decide (none where it is empty), and `limit_cents` (of the
    client's currency) up to which amount; None for any. `removed_at` is set once they are asked no more. One whose
    data was erased has an empty name.
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
        """Where they chat; None where that is not known."""
        if self.platform and self.workspace and self.user:
            return Address(self.platform, self.workspace, self.user)
        return None


def by_id(session: Session, contact_id: str) -> Contact | None:
    """The contact with that id, one who was removed too."""
    return session.get(Contact, contact_id)


def of_client(session: Session, client_id: str) -> Sequence[Contact]:
    """The contacts of a client that are asked, by name."""
    query = select(Contact).where(Contact.client_id == client_id, Contact.removed_at.is_(None))
    return session.scalars(query.order_by(Contact.name, Contact.id)).all()


def at_address(session: Session, address: Address) -> Sequence[Contact]:
    """The contacts, of whichever clients, that chat from there and are asked."""
    query = select(Contact).where(
        Contact.platform == address.platform,
        Contact.workspace == address.workspace,
        Contact.user == address.user,
        Contact.removed_at.is_(None),
    )
    return session.scalars(query).all()


def with_email(session: Session, email: str) -> Sequence[Contact]:
    """The contacts, of whichever clients, with that e-mail address in any case; those who were removed too."""
    return session.scalars(select(Contact).where(func.lower(Contact.email) == email.lower()).order_by(Contact.id)).all()


def known_by(session: Session, word: str) -> Sequence[Contact]:
    """The contacts, of any client, with that e-mail address (in any case), chat account or id; removed ones too."""
    is_known = or_(func.lower(Contact.email) == word.lower(), Contact.user == word, Contact.id == word)
    return session.scalars(select(Contact).where(is_known).order_by(Contact.id)).all()
