"""The review of an account: one page on a client's current month, with six months of trends."""

from datetime import date, datetime

from bot.clients.clients import require_client
from bot.clients.names import client_named
from bot.core import Actor, Bot, Work, once
from bot.digests.account_document import account_document
from bot.digests.months import agency_of, completeness_of, figures_of_client
from bot.digests.notices import AccountReviewFile
from bot.messaging.notices import queue_for
from bot.model import Model
from bot.people.people import require_person, require_staff
from bot.periods.exports import BatchFile
from bot.rules.digests.account_trends import AccountReviewed
from bot.rules.digests.figures import ClientFigures
from bot.rules.kit.periods import days_of, month_before, month_of
from bot.rules.permissions import Act
from storage.clients.clients import Client
from storage.digests import reports

TREND_MONTHS = 6


class ReviewSent(Model):
    """The PDF of a review is on its way to the asker."""

    code: str


def review_account(bot: Bot, actor: Actor, code: str) -> AccountReviewed:
    """Return the review of the client with that code, name or id. Raises NotFound, Unknown, NotAllowed."""
    with bot.read(actor) as work:
        staff = require_staff(work, Act.SEE_ACCOUNT)
        return _review(staff, client_named(staff.session, code), staff.today)


@once
def send_review(work: Work, client_id: str) -> ReviewSent:
    """Send the review as a PDF to the asker. Raises NotFound, Unknown, NotAllowed."""
    person = require_person(work, Act.SEE_ACCOUNT)
    client = require_client(work.session, client_id)
    notice = AccountReviewFile(client_id=client.id, asked_at=work.now())
    key = f"account-review:{client.id}:{work.actor.delivery or work.new_id()}"
    queue_for(work, person.id, notice, key)
    return ReviewSent(code=client.code)


def review_file(bot: Bot, client_id: str, asked_at: datetime) -> BatchFile:
    """Return the PDF of a client's review. For the outbox only."""
    with bot.read() as work:
        client = require_client(work.session, client_id)
        shown = _review(work, client, min(agency_of(work).today, asked_at.date()))
    name = f"account-review-{shown.code}-{shown.day.isoformat()}.pdf"
    return BatchFile(name=name, title=f"Account review: {shown.code} {shown.name}", content=account_document(shown))


def _review(work: Work, client: Client, today: date) -> AccountReviewed:
    """Return a review. A month before anybody kept time has no data, rather than zeros."""
    month = month_of(today)
    begun = reports.first_month(work.session) or month
    trend: list[tuple[str, ClientFigures | None]] = []
    each = month
    for _ in range(TREND_MONTHS):
        each = month_before(days_of(each)[0])
        trend.append((each, figures_of_client(work, each, client) if each >= begun else None))
    return AccountReviewed(
        client_id=client.id,
        code=client.code,
        name=client.name,
        day=today,
        month=month,
        now=figures_of_client(work, month, client),
        trend=trend[::-1],
        completeness=completeness_of(work, [month, *(each for each, _ in trend)]),
    )
