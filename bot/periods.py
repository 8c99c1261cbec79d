"""Periods: what is in a closed one is locked, and how finance closes one."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy.orm import Session

from bot import exports, history
from bot.core import Actor, Bot, once
from bot.errors import Conflict, Locked
from bot.exports import BatchTotals
from bot.model import Model
from bot.notices import BatchFiles, queue_for
from bot.people import require_person, zone_of
from bot.rules.dates import local_date
from bot.rules.periods import days_of, describe_month, month_before, month_of, read_month, require_over, weekdays_in
from bot.rules.permissions import Act
from storage import overrides, people, periods, time_entries, time_imports
from storage.enums import Change, Role
from storage.periods import Period


class Missing(Model):
    """Somebody who logged less than expected, in minutes."""

    name: str
    logged: int
    expected: int


class ClosePreview(Model):
    """What closing a month would do, and what is missing and pending before."""

    month: str
    totals: BatchTotals
    missing: Sequence[Missing]
    pending_overrides: int
    open_before: Sequence[str]


class PeriodClosed(Model):
    """A month was closed: its entries are locked, and its export is on its way to these people."""

    month: str
    batch_number: int
    totals: BatchTotals
    sent_to: Sequence[str]


class PeriodShown(Model):
    """A closed month; the date is that of who looks."""

    month: str
    closed_on: date
    closed_by: str


def preview_close(bot: Bot, actor: Actor, text: str) -> ClosePreview:
    """What closing the month that the text names would do. Raises UsageError, Conflict, Unknown, NotAllowed."""
    with bot.store.read() as session:
        person = require_person(session, actor, Act.CLOSE_PERIODS)
        month = _closable(bot, session, text)
        _require_no_import(session)
        if period := periods.by_id(session, month):
            _require_not_closed(session, period, zone_of(person))
        return ClosePreview(
            month=month,
            totals=exports.planned(session, month),
            missing=missing_time(session, *days_of(month)),
            pending_overrides=len(overrides.pending(session)),
            open_before=_open_before(session, month),
        )


def close_period(bot: Bot, actor: Actor, month: str) -> PeriodClosed:
    """Close a month: lock its entries, and export them. Raises UsageError, Conflict, Unknown, NotAllowed."""

    def work(session: Session) -> PeriodClosed:
        person = require_person(session, actor, Act.CLOSE_PERIODS)
        _closable(bot, session, month)
        (period,) = periods.hold(session, [month], alone=True)
        _require_no_import(session)
        _require_not_closed(session, period, zone_of(person))
        before = history.state_of(period)
        period.closed_at, period.closed_by = bot.now(), person.id
        history.record(bot, session, person.id, period, Change.CLOSED, before)
        batch, totals = exports.make_batch(bot, session, person, month)
        notice, key = BatchFiles(batch_id=batch.id), f"batch-files:{batch.number}"
        finance = people.with_role(session, Role.FINANCE)
        sent_to = [each.name for each in finance if queue_for(bot, session, each.id, notice, key)]
        return PeriodClosed(month=month, batch_number=batch.number, totals=totals, sent_to=sent_to)

    return once(bot, actor, PeriodClosed, work)


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


def missing_time(session: Session, first: date, last: date) -> list[Missing]:
    """Who logged less than expected from `first` to `last`, by name: their expected minutes on each weekday."""
    logged = time_entries.by_person(session, first, last)
    found = []
    for person in sorted(people.everyone(session), key=lambda person: person.name):
        until = min(last, local_date(person.left_at, zone_of(person))) if person.left_at else last
        expected = person.expected_minutes * weekdays_in(first, until)
        if logged.get(person.id, 0) < expected:
            found.append(Missing(name=person.name, logged=logged.get(person.id, 0), expected=expected))
    return found


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


def _closable(bot: Bot, session: Session, text: str) -> str:
    today = min(local_date(bot.now(), zone_of(person)) for person in people.everyone(session))
    month = read_month(text, today)
    require_over(month, today)
    return month


def _require_no_import(session: Session) -> None:
    """Half an import is never exported. Asked once the month is held: an import that came first is seen by then."""
    if unfinished := time_imports.unfinished(session):
        raise Conflict(
            f"An import of time from {unfinished.file} has not come to its end. "
            "Your operator runs it again, or takes it back; after that the month can be closed."
        )


def _require_not_closed(session: Session, period: Period, zone: str) -> None:
    if period.closed_at:
        who = people.by_id(session, period.closed_by).name if period.closed_by else "Somebody"
        day = local_date(period.closed_at, zone)
        raise Conflict(f"{who} closed {describe_month(period.id)} already, on {day:%a} {day.day} {day:%b} {day.year}.")


def _open_before(session: Session, month: str) -> list[str]:
    """The months before this one that have time and are not closed, the latest first."""
    first, closed = time_entries.first_day(session), periods.closed_months(session)
    found, earlier = [], month_before(days_of(month)[0])
    while first and earlier >= month_of(first):
        if earlier not in closed and time_entries.any_between(session, *days_of(earlier)):
            found.append(earlier)
        earlier = month_before(days_of(earlier)[0])
    return found
