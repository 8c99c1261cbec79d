"""Reminders of clients' overdue requests: one to the owner, and one to the lead if nothing happens for a day."""

from datetime import timedelta

from bot.clients.clients import require_client
from bot.clients.leads import lead_of_client
from bot.core import Bot, Work
from bot.messaging.unprompted import tell
from bot.people.calendars import calendar_of
from bot.people.people import today_of
from bot.requests.notices import RequestOverdue
from bot.requests.requests import RequestShown, shown
from bot.rules.people.deadlines import next_business_day
from storage.messaging import unprompted
from storage.people import people
from storage.people.people import Person
from storage.requests import requests
from storage.requests.requests import ClientRequest
from storage.words.accounts import RequestStatus

# An office can be a day ahead of UTC.
A_DAY = timedelta(days=1)


def queue_overdue_requests(bot: Bot) -> None:
    """Remind owners, then leads, of overdue requests, once each for each due date (scan)."""
    with bot.read() as work:
        overdue = requests.open_due_before(work.session, (bot.now() + A_DAY).date())
        due = [row.id for row in overdue if _untold(work, row)]
    for request_id in due:
        with bot.begin() as work:
            row = requests.by_id(work.session, request_id, locked=True)
            for person, key in _untold(work, row) if row else ():
                tell(work, person, RequestOverdue(person_id=person.id, request_id=request_id), key)


def overdue_shown(bot: Bot, notice: RequestOverdue) -> RequestShown:
    """Return the current state of a request for the reader of a notice. For the outbox only."""
    with bot.read() as work:
        row = requests.by_id(work.session, notice.request_id)
        if row is None:
            raise LookupError(f"no request {notice.request_id}")
        return shown(work, row, people.by_id(work.session, notice.person_id))


def _untold(work: Work, row: ClientRequest) -> list[tuple[Person, str]]:
    """Return who to remind of a request now, each with a key; skip people who left or have been reminded.

    The owner on the day after the due date, the lead once the owner's next business day has passed, too.
    """
    owner = people.by_id(work.session, row.owner_id)
    today = today_of(work.bot, owner)
    if row.status != RequestStatus.OPEN or row.due_on is None or row.due_on >= today:
        return []
    told = [owner] if owner.left_at is None else []
    lead = lead_of_client(work, require_client(work.session, row.client_id))
    calendar, _ = calendar_of(work.session, owner, row.due_on)
    waited = owner.left_at is not None or today > next_business_day(row.due_on, calendar)
    told += [lead] if lead and lead.id != owner.id and waited else []
    keys = [(person, f"request-overdue:{row.id}:{row.due_on.isoformat()}:{person.id}") for person in told]
    return [(person, key) for person, key in keys if not unprompted.with_key(work.session, key)]
