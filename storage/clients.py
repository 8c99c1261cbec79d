"""Clients, known by their short code."""

from collections.abc import Sequence

from sqlalchemy import String, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from storage.base import Base, Key, Words


class Client(Base):
    """A customer of the agency; `code` is upper case, e.g. ACME."""

    __tablename__ = "clients"

    id: Mapped[Key]
    code: Mapped[str] = mapped_column(String(20), unique=True)
    name: Mapped[Words]


def every_client(session: Session) -> Sequence[Client]:
    """All clients, by code."""
    return session.scalars(select(Client).order_by(Client.code)).all()
