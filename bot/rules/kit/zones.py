"""Time zones by name."""

from functools import cache
from zoneinfo import available_timezones


@cache
def time_zones() -> frozenset[str]:
    """The names of all time zones there are. They are looked up once: that reads hundreds of files."""
    return frozenset(available_timezones())
