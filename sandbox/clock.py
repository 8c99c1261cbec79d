"""Real time, and the bot's own clock, which can start at any instant and which a person can move forward."""

import asyncio
import calendar
import math
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from sandbox.values import Json, Refused

MORNING_HOUR = 9
MONTH_END_HOUR = 17


class Clock:
    """`offset` is how many seconds ahead the bot should be, `reached` how far ahead it says it is.

    Both are negative if the bot's clock started before real time.

    `walking` is the target of its current step; messages sent meanwhile show that time.
    """

    def __init__(self, real: Callable[[], float] = time.time) -> None:
        self.real = real
        self.offset = 0
        self.reached = 0
        self.walking = 0
        self._last_stamp = 0
        self._moved = asyncio.Event()

    def stamp(self) -> str:
        """A message's `ts`: real time in microseconds, never given twice."""
        self._last_stamp = max(int(self.real() * 1_000_000), self._last_stamp + 1)
        return f"{self._last_stamp // 1_000_000}.{self._last_stamp % 1_000_000:06d}"

    def shown_at(self) -> str:
        """Returns the bot's current time, as ISO UTC."""
        return self._at(self.walking).isoformat(timespec="seconds")

    def describe(self) -> Json:
        """Returns the answer of `/clock`."""
        return {"offset": self.offset, "reached": self.reached, "now": self.shown_at()}

    def begin(self, offset: int, reached: int) -> None:
        """Set where the clock starts, before anybody asks for the time. It may be before real time."""
        self.offset = offset
        self.reached = self.walking = reached

    def begin_at(self, instant: datetime) -> None:
        """Start at that instant (aware), or less than a second after it."""
        ahead = math.ceil(instant.timestamp() - self.real())
        self.begin(ahead, ahead)

    def forward_by(self, seconds: int) -> None:
        """Moves the wanted time forward; never back."""
        if seconds < 0:
            raise Refused("invalid_arguments", "The clock only goes forward.")
        self.offset += seconds
        self._moved.set()
        self._moved = asyncio.Event()

    def forward_to(self, goal: str, zone: ZoneInfo) -> None:
        """Moves to the next `hour`, `morning` or `month_end` in that zone."""
        wanted = self._at(self.offset)
        local = wanted.astimezone(zone)
        match goal:
            case "hour":
                target = wanted + timedelta(hours=1)
            case "morning":
                target = _next_morning(local)
            case "month_end":
                target = _next_month_end(local)
            case _:
                raise Refused("invalid_arguments", f"No such time: {goal}.")
        self.forward_by(math.ceil((target.astimezone(UTC) - wanted).total_seconds()))

    def has_reached(self, offset: int) -> None:
        """Records how far the bot says it has got; it can't be ahead of the wanted offset."""
        self.reached = max(self.reached, min(offset, self.offset))
        self.walks_to(self.reached)

    def walks_to(self, offset: int) -> None:
        """Records where the bot says its next step leads."""
        self.walking = max(self.walking, min(offset, self.offset))

    async def wait_until_wanted_differs(self, offset: int, patience: float) -> None:
        """Returns as soon as the wanted offset differs from the given one, or after `patience` seconds."""
        if self.offset == offset:
            try:
                await asyncio.wait_for(self._moved.wait(), patience)
            except TimeoutError:
                return

    def release_waiters(self) -> None:
        """Releases everybody who is waiting for the clock to move."""
        self._moved.set()

    def _at(self, offset: int) -> datetime:
        return datetime.fromtimestamp(self.real() + offset, UTC)


def _next_morning(local: datetime) -> datetime:
    morning = local.replace(hour=MORNING_HOUR, minute=0, second=0, microsecond=0, fold=0)
    return morning if morning > local else morning + timedelta(days=1)


def _next_month_end(local: datetime) -> datetime:
    end = _month_end(local.replace(day=1))
    return end if end > local else _month_end((local.replace(day=1) + timedelta(days=32)).replace(day=1))


def _month_end(first: datetime) -> datetime:
    day = calendar.monthrange(first.year, first.month)[1]
    return first.replace(day=day, hour=MONTH_END_HOUR, minute=0, second=0, microsecond=0, fold=0)
