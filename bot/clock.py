"""The one place that reads the clock and makes ids; all else is given them."""

import secrets
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

Clock = Callable[[], datetime]
NewId = Callable[[], str]


def real_clock() -> datetime:
    """The instant, aware and in UTC."""
    return datetime.now(UTC)  # noqa: TID251  # this is the one place


class ShiftedClock:
    """A clock that runs ahead of real time by `ahead`: for trying the bot out, where time can be moved forward."""

    def __init__(self) -> None:
        self.ahead = timedelta()

    def __call__(self) -> datetime:
        """The instant, aware and in UTC."""
        return real_clock() + self.ahead


def new_id() -> str:
    """32 hexadecimal digits that nobody guesses; later ones sort after earlier ones, which keeps indexes compact."""
    milliseconds = time.time_ns() // 1_000_000
    return f"{milliseconds:012x}{secrets.token_hex(10)}"
