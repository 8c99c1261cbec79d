"""Clients: the one that is meant."""

from sqlalchemy.orm import Session

from bot.errors import NotFound
from storage import clients
from storage.clients import Client


def require_client(session: Session, client_id_or_code: str) -> Client:
    """The client with that id or code (in any case), with its office, its owner and its leads. Raises NotFound."""
    named = client_id_or_code.strip()
    found = clients.by_id(session, named) or clients.by_code(session, named.upper())
    if found is None:
        raise NotFound(f"I know no client {named or 'without a name'}. /client lists all of them.")
    return found
