"""Periods: what is in a closed one is locked, and how finance closes one."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy.orm import Session

from bot import history
from bot.core import Actor, Bot, once
from bot.errors import Conflict, Locked
from bot.messaging.notices import queue_for
from bot.messaging.unprompted import tell
from bot.model import Model
from bot.people.people import require_person, zone_of
from bot.periods import exports
from bot.periods.exports import BatchTotals
from bot.periods.notices import BatchFiles, BatchMade
from bot.rules.kit.dates import local_date
from bot.rules.kit.periods import describe_month, month_of, read_month, require_over
from bot.rules.permissions import Act
from storage.people import people
from storage.people.people import Person
from storage.periods import periods
from storage.periods.exports import ExportBatch
from storage.periods.periods import Period
from storage.timekeeping import time_imports
from storage.words.time import Change, Role


class PeriodClosed(Model):
    """A month was closed: its entries are locked, its export is on its way to who closed it, and others are told."""

    month: str
    batch_number: int
    totals: BatchTotals
    told: Sequence[str] = ()


class PeriodShown(Model):
    """A closed month; the date is that of who looks."""

    month: str
    closed_on: date
    closed_by: str


def close_period(bot: Bot, actor: Actor, month: str) -> PeriodClosed:
    """Close a month: lock its entries, and export them. Raises UsageError, Conflict, Unknown, NotAllowed."""

    def work(session: Session) -> PeriodClosed:
        person = require_person(session, actor, Act.CLOSE_PERIODS)
        closable(bot, session, month)
        (period,) = periods.hold(session, [month], alone=True)
        require_no_import(session)
        require_not_closed(session, period, zone_of(person))
        before = history.state_of(period)
        period.closed_at, period.closed_by = bot.now(), person.id
        history.record(bot, session, person.id, period, Change.CLOSED, before)
        batch, totals = exports.make_batch(bot, session, person, month)
        told = _hand_over(bot, session, person, batch)
        return PeriodClosed(month=month, batch_number=batch.number, totals=totals, told=told)

    return once(bot, actor, PeriodClosed, work)


def _hand_over(bot: Bot, session: Session, person: Person, batch: ExportBatch) -> Sequence[str]:
    """Send the files to who asked for them by closing; tell the others in finance, who did not, where they are."""
    queue_for(bot, session, person.id, BatchFiles(batch_id=batch.id), f"batch-files:{batch.number}")
    others = [each for each in people.with_role(session, Role.FINANCE) if each.id != person.id]
    for each in others:
        tell(bot, session, each, BatchMade(person_id=each.id, batch_id=batch.id), f"batch:{batch.id}:{each.id}")
    return [each.name for each in others]


def closed_periods(bot: Bot, actor: Actor) -> Sequence[PeriodShown]:
    """All closed months, the latest first. Raises Unknown, NotAllowed."""
    with bot.store.read() as session:
        zone = zone_of(require_person(session, actor, Act.GET_EXPORTS))
        return [
            PeriodShown(
                month=period.id,
                closed_on=local_date(period.closed_at, zone),
                closed_by=period.closer.name if period.closer else "",
            )
            for period in periods.closed(session)
            if period.closed_at
        ]


def require_open(session: Session, *days: date) -> None:
    """Let time change on these days, and hold their months open to the end of the transaction. Raises Locked."""
    for period in periods.hold(session, map(month_of, days)):
        if period.closed_at:
            raise _locked(session, period)


def _locked(session: Session, period: Period) -> Locked:
    who = people.by_id(session, period.closed_by).name if period.closed_by else "Finance"
    message = (
        f"{describe_month(period.id)} was closed by {who}, so its time is locked. "
        "A supervisor can ask finance for an override with “timesheet override”."
    )
    return Locked(message, fields={"worked_on": message})


def closable(bot: Bot, session: Session, text: str) -> str:
    """The month that a text names, if it is over in every office. Raises UsageError."""
    today = min(local_date(bot.now(), zone_of(person)) for person in people.everyone(session))
    month = read_month(text, today)
    require_over(month, today)
    return month


def require_no_import(session: Session) -> None:
    """Let a close go on: half an import is never exported. Raises Conflict.

    Asked once the month is held: an import that came first is seen by then.
    """
    if unfinished := time_imports.unfinished(session):
        raise Conflict(
            f"An import of time from {unfinished.file} has not come to its end. "
            "Your operator runs it again, or takes it back; after that the month can be closed."
        )


def require_not_closed(session: Session, period: Period, zone: str) -> None:
    """Let a month that is open pass. Raises Conflict, which says who closed it and when."""
    if period.closed_at:
        who = people.by_id(session, period.closed_by).name if period.closed_by else "Somebody"
        day = local_date(period.closed_at, zone)
        raise Conflict(f"{who} closed {describe_month(period.id)} already, on {day:%a} {day.day} {day:%b} {day.year}.")
