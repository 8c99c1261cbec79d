"""Finance's views of closing a period."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from slack_sdk.models.blocks import Block

from bot.periods.exports import BatchTotals
from bot.periods.periods import PeriodClosed, PeriodShown
from bot.periods.previews import ClosePreview, Missing, WeekPending
from bot.rules.kit.durations import format_duration
from bot.rules.kit.periods import describe_month
from bot.rules.people.rates import format_money
from handlers.slack.kit.blocks import Message, actions, button, context, cut, escape, section
from handlers.slack.kit.commands import typed
from handlers.slack.timesheets.approvals_views import describe_week

MOST_NAMES = 20


def preview(preview: ClosePreview) -> Message:
    """The missing and pending time, the coming export, and the question."""
    name = describe_month(preview.month)
    blocks: list[Block] = [
        section(f"*Close {name}?*\n{totals(preview.totals)}"),
        section("\n".join(_open_points(preview))),
        context("Closing locks each entry of the month. After that it takes an override to change one."),
        actions(
            button(f"Close {name}", "periods.close_month", preview.month, style="primary"),
            button("Not yet", "periods.leave_open", preview.month),
        ),
    ]
    missing = f"{_count(len(preview.missing), 'person has', 'people have')} missing time" if preview.missing else ""
    return Message(text=f"Close {name}? {missing or 'No time is missing'}.", blocks=blocks)


def closed(done: PeriodClosed, prefix: str) -> Message:
    """Confirm that the month is closed, and say where its export goes."""
    name = describe_month(done.month)
    others = f" {escape(' and '.join(done.told))} will be told." if done.told else ""
    where = f"Its files are on their way to you.{others}"
    again = f"`{typed('timesheet', prefix)} exports` sends them again."
    return Message(
        text=f"{name} is closed. Export {done.batch_number} has {_count(done.totals.lines, 'line')}.",
        blocks=[
            section(f":lock: *{name} is closed* and its entries are locked.\n{totals(done.totals)}"),
            context(f"Export {done.batch_number}. {where} {again}"),
        ],
    )


def left_open(month: str) -> Message:
    """Confirm that the month stays open."""
    text = f"{describe_month(month)} stays open. Nothing was changed."
    return Message(text=text, blocks=[section(text)])


def closed_periods(shown: Sequence[PeriodShown], prefix: str) -> Message:
    """The closed months, since when and who closed them."""
    if not shown:
        text = f"No month is closed yet. `{typed('timesheet', prefix)} close` and a month closes one."
        return Message(text="No month is closed yet.", blocks=[section(text)])
    lines = [
        f":lock: *{describe_month(period.month)}*  {period.closed_on:%a} {period.closed_on.day} "
        f"{period.closed_on:%b %Y}, {escape(period.closed_by)}"
        for period in shown[:MOST_NAMES]
    ]
    return Message(text=f"{_count(len(shown), 'month')} closed.", blocks=[section("\n".join(lines))])


def totals(totals: BatchTotals) -> str:
    """An export's totals in two lines: counts and time, then money and time without a rate."""
    parts = [_count(totals.lines, "line")]
    if totals.reversals:
        parts.append(_count(totals.reversals, "reversal"))
    parts += [
        f"*{format_duration_signed(totals.minutes)}*",
        f"{format_duration_signed(totals.billable_minutes)} billable",
    ]
    parts += [format_money(cents, currency) for currency, cents in totals.amounts.items()]
    text = "  ·  ".join(parts)
    if totals.without_rate:
        verb = "has" if totals.without_rate == 1 else "have"
        text += f"\n:warning: {_count(totals.without_rate, 'billable line')} {verb} no rate: the amount stays empty."
    return text


def format_duration_signed(minutes: int) -> str:
    """Minutes as people say them, also below zero when corrections took back more than there was."""
    return f"-{format_duration(-minutes)}" if minutes < 0 else format_duration(minutes)


def _open_points(preview: ClosePreview) -> Iterator[str]:
    if preview.missing:
        yield f"*Missing time*: {_count(len(preview.missing), 'person', 'people')}"
        yield from map(_missing, preview.missing[:MOST_NAMES])
        if len(preview.missing) > MOST_NAMES:
            yield f"•  and {len(preview.missing) - MOST_NAMES} more"
    else:
        yield ":large_green_circle: Nobody has missing time."
    yield from _pending(preview)
    if preview.open_before:
        names = ", ".join(describe_month(month) for month in preview.open_before[:MOST_NAMES])
        yield f":warning: Still open before it: {names}."


def _pending(preview: ClosePreview) -> Iterator[str]:
    counts = (
        (preview.pending_overrides, "override waits", "overrides wait", "for a decision of finance"),
        (preview.late_pending, "late entry waits", "late entries wait", "for a supervisor's approval"),
        (preview.reasons_missing, "late entry has", "late entries have", "no reason yet"),
    )
    for number, one, many, what in counts:
        if number:
            yield f":hourglass: {_count(number, one, many)} {what}."
    if preview.weeks_pending:
        head = _count(len(preview.weeks_pending), "week is", "weeks are")
        yield f":hourglass: {head} not approved: {_listed(list(_weeks(preview.weeks_pending)))}."
    if preview.timers:
        head = _count(len(preview.timers), "timer that began then still runs", "timers that began then still run")
        yield f":stopwatch: {head}: {_listed([escape(name) for name in preview.timers])}."


def _weeks(pending: Sequence[WeekPending]) -> Iterator[str]:
    """The people with pending weeks: the week if there is one, otherwise how many."""
    for name, weeks in groupby(pending, key=lambda week: week.name):
        mondays = [week.monday for week in weeks]
        which = describe_week(mondays[0]) if len(mondays) == 1 else f"{len(mondays)} weeks"
        yield f"{escape(cut(name, 60))} ({which})"


def _listed(names: Sequence[str]) -> str:
    more = f" and {len(names) - MOST_NAMES} more" if len(names) > MOST_NAMES else ""
    return f"{', '.join(names[:MOST_NAMES])}{more}"


def _missing(missing: Missing) -> str:
    short = format_duration(missing.missing)
    logged, expected = format_duration(missing.logged), format_duration(missing.expected)
    return f"•  {escape(cut(missing.name, 60))}: *{short}* on {_count(missing.days, 'day')}  ({logged} of {expected})"


def _count(number: int, one: str, many: str = "") -> str:
    return f"{number:,} {one if number == 1 else many or one + 's'}"
