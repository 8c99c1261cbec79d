"""The due day of a client's weekly status report, and its jobs' changes since the last one."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from bot.rules.jobs.changes import describe_changes
from bot.rules.kit.dates import local_date
from bot.rules.people.deadlines import Calendar, is_business_day, next_business_day
from bot.rules.people.policies import OfficePolicy
from bot.rules.people.reminders import instant
from storage.words.time import TAKES_NO_TIME, Change

State = Mapping[str, Any]

# A report that couldn't go out on time is still useful for this long.
CATCH_UP = timedelta(days=2)
# Days. The report's day may move past a long row of holidays.
LOOK_BACK = 14
# The columns whose changes the agency sees, and those the client sees.
COLUMNS = ("status", "next_step", "waits_on", "due_on", "lead_id")
CLIENT_COLUMNS = ("status", "due_on")


def report_due(now: datetime, zone: str, policy: OfficePolicy) -> date | None:
    """Return the day of the report that is due at that instant, by the office's clock; None if none is.

    It's the policy's weekday, or the next business day if that one isn't a business day.
    """
    weekday = policy.reports.status_weekday
    if weekday is None:
        return None
    today = local_date(now, zone)
    calendar = Calendar(zone, frozenset(policy.weekdays), policy.holidays(today.year - 1, today.year + 1))
    for back in range(LOOK_BACK):
        named = today - timedelta(days=back)
        if named.weekday() == weekday:
            day = named if is_business_day(named, calendar) else next_business_day(named, calendar)
            at = instant(day, policy.reports.status_at, zone)
            if at <= now < at + CATCH_UP:
                return day
    return None


def net_changes(
    lines: Sequence[tuple[Change, State | None, State | None]],
    names: Mapping[str, str],
    today: date,
    columns: Sequence[str],
) -> list[str]:
    """Return one job's changes in words, from its history lines (change, before, after; earliest first).

    A change that was reverted doesn't count.
    """
    whole = [(change, before, after) for change, before, after in lines if after and "status" in after]
    if not whole:
        return []
    first, last = whole[0], whole[-1][2] or {}
    if first[0] == Change.MADE or first[1] is None:
        began = (first[2] or last)["status"]
        if began in TAKES_NO_TIME and last["status"] in TAKES_NO_TIME:
            return []  # imported as history
        due = [each for each in ("due_on",) if last.get(each)]
        blank = {**dict.fromkeys(columns), "status": began}
        return ["opened", *describe_changes(blank, _only(last, ["status", *due]), names, today)]
    return describe_changes(_only(first[1], columns), _only(last, columns), names, today)


def _only(state: State, columns: Sequence[str]) -> dict[str, Any]:
    return {column: state.get(column) for column in columns}
