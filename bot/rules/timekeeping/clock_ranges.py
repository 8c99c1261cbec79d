"""Ranges of clock times: `9-11:30`, `9:15am-10am`, over midnight, and correct across clock changes.

A range without am or pm is read within the working day, from seven to seven: `9-11` is in the morning, `1-3` in the
afternoon, `11-1` over noon. With a leading zero, or an hour past 12 (`09:00-11:30`, `13-15`), it's a 24-hour time.
"""

import re
from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from bot.rules.kit.durations import MINUTES_A_DAY, format_duration
from bot.rules.kit.lines import Segment
from bot.rules.kit.tokens import ClockTimes, Instead, Kind, Token, Trouble, words_in

NOON = 12 * 60
# Before this hour, a time without am or pm is in the afternoon.
WORKDAY_BEGINS = 7
# From this length on, we ask about a range without am or pm.
SURELY_NOT_MINUTES = 8 * 60

# `9a` is nine in the morning; after a space it needs its m, because in `1-3 a banner` the `a` begins a note.
_TIME = r"(\d{1,2})(?:[:.](\d{2}))?(?: ?([ap])(?:\.?m\.?|(?<=\d[ap])))?"
_GLUED = re.compile(rf"(?:from )?{_TIME}-{_TIME}(?!\S)", re.ASCII)
_WORDED = re.compile(rf"(?:from )?{_TIME} (?:to|till|until) {_TIME}(?!\S)", re.ASCII)
_SPACED = re.compile(rf"(?:from )?{_TIME} ?- ?{_TIME}(?!\S)", re.ASCII)


class Span(NamedTuple):
    """A span of time, as instants (aware, UTC)."""

    start: datetime
    end: datetime

    @property
    def minutes(self) -> int:
        """Return its whole minutes, in UTC, so that clock changes don't count."""
        return int((self.end - self.start).total_seconds()) // 60


class _Time(NamedTuple):
    """A time of day as it was written; `half` is `a`, `p` or empty."""

    hour: int
    minute: int
    half: str
    is_of_24: bool

    @property
    def after_midnight(self) -> int:
        hour = self.hour % 12 + (12 if self.half == "p" else 0) if self.half else self.hour
        return hour * 60 + self.minute

    @property
    def is_certain(self) -> bool:
        return bool(self.half) or self.is_of_24


def read_clock_ranges(segment: Segment, at: int) -> list[Token]:
    """Return the range of clock times at that word, or the trouble with it, as a list; empty if there's none."""
    text = segment.ahead(at)
    match = _GLUED.match(text) or _WORDED.match(text) or _SPACED.match(text)
    if not match:
        return []
    is_spaced = match.re is _SPACED
    if is_spaced and not (match[3] or match[6] or (match[2] and match[5])):
        return []  # `2 - 3 layouts`: a dash between spaces begins a note
    is_loose = not (match[2] or match[3] or match[5] or match[6] or match.re is _WORDED)
    return [Token(Kind.DURATION, words_in(match[0]), _read(match), is_loose)]


def text_of(times: ClockTimes) -> str:
    """Return clock times as they're unambiguous in a line: `9am-11:30am`."""
    return f"{_clock(times.start)}-{_clock(times.end)}"


def span_on(times: ClockTimes, day: date, zone: str) -> Span | Trouble:
    """Return the instants of clock times that begin on a date in a time zone, or the trouble with a clock change."""
    first, last = day, day + timedelta(days=times.end <= times.start)
    starts = _instants(first, times.start, zone)
    ends = _instants(last, times.end, zone)
    for found, minutes, on in ((starts, times.start, first), (ends, times.end, last)):
        if not found:
            return Trouble(
                f"There was no {_clock(minutes)} on {on:%a} {on.day} {on:%b}: the clocks went forward.", "2h"
            )
    lengths = sorted({Span(start, end).minutes for start in starts for end in ends if end > start})
    if len(starts) == len(ends) == 1:
        return Span(starts[0], ends[0])
    message = (
        f"{text_of(times)} is unclear on {day:%a} {day.day} {day:%b}: the clocks went back, so an hour came twice."
    )
    instead = tuple(Instead(format_duration(length), format_duration(length)) for length in lengths)
    return Trouble(message, instead[0].text, instead, asks=True)


def overlapping(span: Span, others: Sequence[Span]) -> Span | None:
    """Return the first of the others that overlaps a span."""
    return next((other for other in others if other.start < span.end and span.start < other.end), None)


def describe_span(start: datetime, end: datetime, zone: str) -> str:
    """Return two instants as clock times of a zone: `09:00–11:30`."""
    return "\N{EN DASH}".join(f"{instant.astimezone(ZoneInfo(zone)):%H:%M}" for instant in (start, end))


def _read(match: re.Match[str]) -> ClockTimes | Trouble:
    start, end = _time(*match.group(1, 2, 3)), _time(*match.group(4, 5, 6))
    if start is None or end is None:
        return Trouble(f"“{match[0]}” has a time that isn't on the clock.", "9-11:30")
    if start.half or end.half:
        return _checked(match[0], _with_halves(start, end))
    if start.is_of_24 or end.is_of_24:
        times = ClockTimes(start.after_midnight, end.after_midnight, is_certain=True)
    else:
        begin = start.after_midnight + (NOON if start.hour < WORKDAY_BEGINS else 0)
        finish = next(at for at in _twice(end) if at > begin)
        times = ClockTimes(begin, finish % MINUTES_A_DAY, is_certain=False)
    return _asked_if_long(match[0], times)


def _time(hour: str, minute: str | None, half: str | None) -> _Time | None:
    is_of_24 = not half and ((len(hour) == 2 and hour[0] == "0") or int(hour) > 12 or int(hour) == 0)
    read = _Time(int(hour), int(minute or 0), half or "", is_of_24)
    if read.minute > 59 or read.hour > (12 if half else 24) or (half and read.hour == 0):
        return None
    return read._replace(hour=read.hour % 24)


def _twice(end: _Time) -> list[int]:
    """Return the occurrences of a time without am or pm over two days, in minutes after the first midnight."""
    return [end.hour % 12 * 60 + end.minute + NOON * half for half in range(4)]


def _with_halves(start: _Time, end: _Time) -> ClockTimes:
    """Return clock times where a time without am or pm gets the one that makes the range shorter."""
    starts = [start.after_midnight] if start.is_certain else [at % MINUTES_A_DAY for at in _twice(start)]
    ends = [end.after_midnight] if end.is_certain else [at % MINUTES_A_DAY for at in _twice(end)]
    begin, finish = min(
        ((begin, finish) for begin in starts for finish in ends),
        key=lambda pair: (pair[1] - pair[0]) % MINUTES_A_DAY or MINUTES_A_DAY,
    )
    return ClockTimes(begin, finish, is_certain=True)


def _checked(text: str, times: ClockTimes) -> ClockTimes | Trouble:
    return Trouble(f"“{text}” ends when it begins, so it's zero minutes.", "9-11:30") if _same(times) else times


def _same(times: ClockTimes) -> bool:
    return times.start == times.end


def _asked_if_long(text: str, times: ClockTimes) -> ClockTimes | Trouble:
    if 0 < (times.end - times.start) % MINUTES_A_DAY < SURELY_NOT_MINUTES:
        return times
    begins = {times.start} if times.is_certain else {times.start % NOON, times.start % NOON + NOON}
    either = [
        ClockTimes(begin, (begin + times.end - times.start) % MINUTES_A_DAY, is_certain=True)
        for begin in sorted(begins, key=lambda at: at != times.start)
    ]
    either = [each for each in either if not _same(each)]
    instead = tuple(Instead(_label(each), text_of(each)) for each in either)
    return Trouble(
        f"“{text}” is a long time and doesn't say am or pm. Which is it?",
        instead[0].text if instead else "9-11:30",
        instead,
        asks=True,
    )


def _label(times: ClockTimes) -> str:
    return f"{_clock(times.start)} to {_clock(times.end)}, {format_duration((times.end - times.start) % MINUTES_A_DAY)}"


def _clock(minutes: int) -> str:
    hour, minute = divmod(minutes, 60)
    half = "am" if hour < 12 else "pm"
    return f"{hour % 12 or 12}{f':{minute:02}' if minute else ''}{half}"


def _instants(day: date, minutes: int, zone: str) -> list[datetime]:
    """Return the instants of a clock time on that day in a zone: one, or two or none if the clocks change."""
    local = datetime.combine(day, time(*divmod(minutes, 60)), ZoneInfo(zone))
    instants = {local.replace(fold=fold).astimezone(UTC) for fold in (0, 1)}
    return sorted(
        each
        for each in instants
        if each.astimezone(local.tzinfo).replace(tzinfo=None, fold=0) == local.replace(tzinfo=None)
    )
