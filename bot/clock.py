"""The only place that reads the clock and makes ids; everything else gets them passed in."""

import secrets
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

Clock = Callable[[], datetime]
NewId = Callable[[], str]


def real_clock() -> datetime:
    """Return the current time, aware and in UTC."""
    return datetime.now(UTC)  # noqa: TID251  # this is the one place


class ShiftedClock:
    """A clock that runs ahead of real time by `ahead`, so that people can try the bot out and move time forward."""

    def __init__(self) -> None:
        self.ahead = timedelta()

    def __call__(self) -> datetime:
        """Return the current time, aware and in UTC."""
        return real_clock() + self.ahead


def new_id() -> str:
    """Return 32 hex digits that can't be guessed; later ids sort after earlier ones, which keeps indexes compact."""
    milliseconds = time.time_ns() // 1_000_000
    return f"{milliseconds:012x}{secrets.token_hex(10)}"
