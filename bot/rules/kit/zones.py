"""Time zones by name."""

from functools import cache
from zoneinfo import available_timezones


@cache
def time_zones() -> frozenset[str]:
    """Return the names of all time zones. Looked up once, as that reads hundreds of files."""
    return frozenset(available_timezones())
