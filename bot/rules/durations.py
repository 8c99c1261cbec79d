"""Durations as people type them, in whole minutes."""

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from bot.errors import UsageError

MINUTES_A_DAY = 24 * 60
FORMS = ("2h", "90m", "1h30", "1.5", "1:30")

# A bare whole number above this could be minutes as well as hours.
MOST_BARE_HOURS = 12

_HOURS = re.compile(r"(\d{1,6}(?:\.\d{1,9})?|\.\d{1,9})(?:h|hrs?|hours?)", re.ASCII | re.IGNORECASE)
_MINUTES = re.compile(r"(\d{1,6})(?:m|mins?|minutes?)", re.ASCII | re.IGNORECASE)
_HOURS_MINUTES = re.compile(r"(\d{1,6})h(\d{1,3})m?", re.ASCII | re.IGNORECASE)
_CLOCK = re.compile(r"(\d{1,6}):(\d{1,3})", re.ASCII)
_BARE = re.compile(r"\d{0,6}\.\d{1,9}|\d{1,6}", re.ASCII)
_SIGNED = re.compile(r"[-+\N{MINUS SIGN}](?=[\d.])", re.ASCII)


class Duration(NamedTuple):
    """A duration that was read: its minutes, how many words it took, and whether it named its unit."""

    minutes: int
    words: int
    has_unit: bool


def read_duration(words: Sequence[str]) -> Duration | None:
    """The duration that these words begin with; None where they begin with something else.

    Raises UsageError for what is meant as a duration and is none: `1:75`, `-2h`, `0h`, `1.33`, a bare `45`.
    """
    first = words[0]
    sign = _SIGNED.match(first)
    read = _read([first[1:], *words[1:2]] if sign else words)
    if read is None:
        return None
    if sign:
        raise UsageError(
            f"{first} has a sign; time is logged as a plain duration.", example=format_duration(read.minutes)
        )
    if read.minutes == 0:
        raise UsageError(f"{first} is no time at all.", example="15m")
    if read.minutes > MINUTES_A_DAY:
        raise UsageError(f"{first} is more than the 24 hours of a day.", example="8h")
    return read


def parse_duration(text: str) -> int:
    """The minutes of a duration that stands alone. Raises UsageError when it is none, or more than one."""
    words = text.split()
    read = read_duration(words) if words else None
    if read is None or read.words != len(words):
        raise UsageError(f"“{text.strip()}” is not a duration I can read. Try {', '.join(FORMS)}.", example=FORMS[0])
    return read.minutes


def format_duration(minutes: int) -> str:
    """Minutes as people say them: `2h`, `45m`, `1h 30m`."""
    hours, rest = divmod(minutes, 60)
    parts = [f"{hours}h"] if hours else []
    if rest or not hours:
        parts.append(f"{rest}m")
    return " ".join(parts)


def _read(words: Sequence[str]) -> Duration | None:
    first = words[0]
    if match := _HOURS.fullmatch(first):
        following = _MINUTES.fullmatch(words[1]) if len(words) > 1 and match[1].isdigit() else None
        if following:
            text = f"{first} {words[1]}"
            return Duration(_hours_and_minutes(match[1], following[1], text), 2, has_unit=True)
        return Duration(_decimal_hours(match[1], first), 1, has_unit=True)
    if match := _MINUTES.fullmatch(first):
        return Duration(int(match[1]), 1, has_unit=True)
    if match := _HOURS_MINUTES.fullmatch(first):
        return Duration(_hours_and_minutes(match[1], match[2], first), 1, has_unit=True)
    if match := _CLOCK.fullmatch(first):
        if len(match[2]) != 2:
            raise UsageError(f"{first} needs two digits after the colon.", example="1:30")
        return Duration(_hours_and_minutes(match[1], match[2], first), 1, has_unit=False)
    if _BARE.fullmatch(first):
        return Duration(_bare(first), 1, has_unit=False)
    return None


def _hours_and_minutes(hours: str, minutes: str, text: str) -> int:
    if int(minutes) >= 60:
        raise UsageError(f"{text} has {int(minutes)} minutes after its hours; an hour has 60.", example="1h30")
    return int(hours) * 60 + int(minutes)


def _decimal_hours(hours: str, text: str) -> int:
    minutes = Decimal(hours) * 60
    if minutes != minutes.to_integral_value():
        shown = f"{minutes:.2f}".rstrip("0").rstrip(".")
        example = format_duration(max(1, int(minutes)))
        raise UsageError(f"{text} hours is {shown} minutes; time is logged in whole minutes.", example=example)
    return int(minutes)


def _bare(text: str) -> int:
    if text.isdigit() and int(text) > MOST_BARE_HOURS:
        raise UsageError(f"{text} could be minutes or hours.", example=f"{text}m")
    return _decimal_hours(text, text)
