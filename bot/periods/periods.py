"""Periods: a closed one is locked; finance closes them."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy.orm import Session

from bot import history
from bot.core import Actor, Bot, Work, once
from bot.errors import Conflict
from bot.messaging.notices import queue_for
from bot.messaging.unprompted import tell
from bot.model import Model
from bot.people.people import Staff, require_person, require_staff, today_of, zone_of
from bot.periods import exports
from bot.periods.exports import BatchTotals
from bot.periods.notices import BatchFiles, BatchMade
from bot.rules.kit.dates import local_date
from bot.rules.kit.periods import describe_month, read_month, require_over
from bot.rules.permissions import Act
from storage.people import people
from storage.periods import periods
from storage.periods.exports import ExportBatch
from storage.periods.periods import Period
from storage.timekeeping import time_imports
from storage.words.time import Change, Role


class PeriodClosed(Model):
    """A month was closed: its entries are locked, its export goes to the person who closed it, finance is notified."""

    month: str
    batch_number: int
    totals: BatchTotals
    told: Sequence[str] = ()


class PeriodShown(Model):
    """A closed month, dated in the reader's time zone."""

    month: str
    closed_on: date
    closed_by: str


@once
def close_period(work: Work, month: str) -> PeriodClosed:
    """Close a month: lock its entries, and export them. Raises UsageError, Conflict, Unknown, NotAllowed."""
    staff = require_staff(work, Act.CLOSE_PERIODS)
    closable(staff, month)
    period = periods.hold_alone(staff.session, month)
    require_no_import(staff.session)
    require_not_closed(staff.session, period, staff.zone)
    before = history.state_of(period)
    period.closed_at, period.closed_by = staff.now(), staff.id
    history.record(staff, staff.id, period, Change.CLOSED, before)
    batch, totals = exports.make_batch(staff, month)
    told = _hand_over(staff, batch)
    return PeriodClosed(month=month, batch_number=batch.number, totals=totals, told=told)


def _hand_over(staff: Staff, batch: ExportBatch) -> Sequence[str]:
    """Send the files to the person who closed it; tell the others in finance where they are."""
    queue_for(staff, staff.id, BatchFiles(batch_id=batch.id), f"batch-files:{batch.number}")
    others = [each for each in people.with_role(staff.session, Role.FINANCE) if each.id != staff.id]
    for each in others:
        notice = BatchMade(person_id=each.id, batch_id=batch.id)
        tell(staff, each, notice, f"batch:{batch.id}:{each.id}")
    return [each.name for each in others]


def closed_periods(bot: Bot, actor: Actor) -> Sequence[PeriodShown]:
    """Return all closed months, the latest first. Raises Unknown, NotAllowed."""
    with bot.read(actor) as work:
        zone = zone_of(require_person(work, Act.GET_EXPORTS))
        return [
            PeriodShown(
                month=period.id,
                closed_on=local_date(period.closed_at, zone),
                closed_by=period.closer.name if period.closer else "",
            )
            for period in periods.closed(work.session)
            if period.closed_at
        ]


def closable(work: Work, text: str) -> str:
    """Return the month that a text names, if it is over in every office. Raises UsageError."""
    today = min(today_of(work.bot, person) for person in people.everyone(work.session))
    month = read_month(text, today)
    require_over(month, today)
    return month


def require_no_import(session: Session) -> None:
    """Raise Conflict if an import of time is unfinished: half an import is never exported.

    Called once the month is locked, so that an earlier import is seen.
    """
    if unfinished := time_imports.unfinished(session):
        raise Conflict(
            f"An import of time from {unfinished.file} is unfinished. "
            "Your operator runs it again, or takes it back; after that the month can be closed."
        )


def require_not_closed(session: Session, period: Period, zone: str) -> None:
    """Raise Conflict if a month is closed, naming who closed it and when."""
    if period.closed_at:
        who = people.by_id(session, period.closed_by).name if period.closed_by else "Somebody"
        day = local_date(period.closed_at, zone)
        raise Conflict(f"{who} closed {describe_month(period.id)} already, on {day:%a} {day.day} {day:%b} {day.year}.")
