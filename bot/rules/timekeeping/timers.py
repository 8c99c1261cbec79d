"""Possible ends of a forgotten timer."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

A_QUARTER = timedelta(minutes=15)
A_DAY = timedelta(days=1)


def ends_offered(started_at: datetime, now: datetime, zone: str) -> Sequence[datetime]:
    """Return the quarter hours, by that zone's clock, at which a timer may have ended: at most a day's, in UTC."""
    local = started_at.astimezone(ZoneInfo(zone))
    begin = local.replace(minute=local.minute // 15 * 15, second=0, microsecond=0).astimezone(UTC)
    until = min(now, started_at + A_DAY)
    offered = (begin + A_QUARTER * step for step in range(1, A_DAY // A_QUARTER + 1))
    return [end for end in offered if started_at < end <= until]
