"""Lists of clients' requests by a line, a page at a time."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from bot.clients.names import client_named
from bot.core import Actor, Bot
from bot.errors import NotFound
from bot.model import Model
from bot.people.people import require_staff
from bot.requests.requests import RequestShown, shown
from bot.rules.permissions import Act
from bot.rules.requests.requests import RequestsAsked, is_overdue, order, read_requests
from storage.clients.clients import Client
from storage.requests import requests

PAGE = 10


class RequestsListed(Model):
    """A page of the requests that a line asks for, the soonest due first; pages count from 0.

    `about` names whose they are, empty for the asker's own; `said` is the line.
    """

    about: str
    asked: RequestsAsked
    said: str
    requests: Sequence[RequestShown]
    total: int
    page: int
    pages: int


def list_requests(bot: Bot, actor: Actor, text: str, page: int = 0) -> RequestsListed:
    """Return a page of the requests that a line asks for. Raises NotFound, NotAllowed, Unknown."""
    with bot.read(actor) as work:
        staff = require_staff(work, Act.KEEP_REQUESTS)
        asked = read_requests(text)
        client = _client(staff.session, asked.named) if asked.named else None
        own = staff.id if asked.is_own or not (client or asked.is_all or asked.overdue) else None
        rows = list(
            requests.chosen(staff.session, closed=asked.closed, owner_id=own, client_id=client.id if client else None)
        )
        if asked.overdue:
            today = staff.today
            rows = [row for row in rows if is_overdue(row.due_on, row.status, today)]
        if not asked.closed:
            rows.sort(key=lambda row: order(row.due_on, row.scope, row.id))
        pages = max(1, -(-len(rows) // PAGE))
        page = max(0, min(page, pages - 1))
        return RequestsListed(
            about=client.name if client else "" if own else "all clients",
            asked=asked,
            said=text.strip(),
            requests=[shown(staff, row, staff.person) for row in rows[page * PAGE : (page + 1) * PAGE]],
            total=len(rows),
            page=page,
            pages=pages,
        )


def _client(session: Session, named: str) -> Client:
    try:
        return client_named(session, named)
    except NotFound:
        raise NotFound(f"I can't find a client “{named[:60]}”.", example="ACME overdue") from None
