"""Finding the client that a person names."""

from sqlalchemy.orm import Session

from bot.clients.clients import require_client
from storage.clients import clients
from storage.clients.clients import Client


def client_named(session: Session, named: str) -> Client:
    """Return the client that a person names: by code, by name, or by words that only one current client's name has.

    An id will do, too. Loaded like `require_client`. Raises NotFound.
    """
    words = named.lower().split()
    found = clients.named(session, [named.strip().lower()]) if words else ()
    if not found and words:
        near = clients.page(session, clients.chosen(archived=False, words=words), 0, 2)
        found = near if len(near) == 1 else ()
    return require_client(session, found[0].id if found else named)
