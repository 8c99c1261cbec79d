"""Overdue requests of clients: the owner is told once, and the lead once where nothing has happened a day later."""

from datetime import timedelta

from sqlalchemy.orm import Session

from bot.calendars import calendar_of
from bot.clients import require_client
from bot.core import Bot
from bot.desk_notices import RequestOverdue
from bot.leads import lead_of_client
from bot.news import tell
from bot.people import zone_of
from bot.requests import RequestShown, shown
from bot.rules.dates import local_date
from bot.rules.deadlines import next_business_day
from storage import people, requests
from storage.enums import RequestStatus
from storage.requests import ClientRequest

# An office may be a day ahead of UTC.
A_DAY = timedelta(days=1)


def queue_overdue_requests(bot: Bot) -> None:
    """Tell owners, then leads, of requests that are overdue, once each for each due date (scan)."""
    with bot.store.read() as session:
        due = [row.id for row in requests.open_due_before(session, (bot.now() + A_DAY).date())]
    for request_id in due:
        with bot.store.begin() as session:
            row = requests.by_id(session, request_id, locked=True)
            if row and row.status == RequestStatus.OPEN and row.due_on:
                _tell(bot, session, row)


def overdue_shown(bot: Bot, notice: RequestOverdue) -> RequestShown:
    """A request for who is told of it, as it stands. Asked by the outbox alone."""
    with bot.store.read() as session:
        row = requests.by_id(session, notice.request_id)
        if row is None:
            raise LookupError(f"no request {notice.request_id}")
        return shown(bot, session, row, people.by_id(session, notice.person_id))


def _tell(bot: Bot, session: Session, row: ClientRequest) -> None:
    """The owner on the day after the due date, the lead on the owner's next business day; who left is passed over."""
    owner = people.by_id(session, row.owner_id)
    today = local_date(bot.now(), zone_of(owner))
    if row.due_on is None or row.due_on >= today:
        return
    key = f"request-overdue:{row.id}:{row.due_on.isoformat()}"
    if owner.left_at is None:
        tell(bot, session, owner, RequestOverdue(person_id=owner.id, request_id=row.id), f"{key}:{owner.id}")
    lead = lead_of_client(bot, session, require_client(session, row.client_id))
    calendar, _ = calendar_of(session, owner, row.due_on)
    first = next_business_day(row.due_on, calendar)
    waited = owner.left_at is not None or today > first
    if lead and lead.id != owner.id and waited:
        tell(bot, session, lead, RequestOverdue(person_id=lead.id, request_id=row.id), f"{key}:{lead.id}")
