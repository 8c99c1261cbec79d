"""Clients, known by their short code."""

from collections.abc import Collection, Sequence

from sqlalchemy import String, func, or_, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from storage.base import Base, Key, Words


class Client(Base):
    """A customer of the agency; `code` is upper case, e.g. ACME."""

    __tablename__ = "clients"

    id: Mapped[Key]
    code: Mapped[str] = mapped_column(String(20), unique=True)
    name: Mapped[Words]


def named(session: Session, names: Collection[str]) -> Sequence[Client]:
    """The clients with those codes or names (lower case)."""
    is_named = or_(func.lower(Client.code).in_(names), func.lower(Client.name).in_(names))
    return session.scalars(select(Client).where(is_named)).all()


def every_client(session: Session) -> Sequence[Client]:
    """All clients, by code."""
    return session.scalars(select(Client).order_by(Client.code)).all()
