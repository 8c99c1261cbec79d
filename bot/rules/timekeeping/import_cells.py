"""Readers for the cells of a time file: durations and dates as tools write them."""

import re
from datetime import date
from decimal import Decimal
from functools import lru_cache

from bot.rules.kit.durations import MINUTES_A_DAY
from bot.rules.timekeeping.import_tools import DateOrder

_CLOCK = re.compile(r"(\d{1,4}):([0-5]\d)(?::([0-5]\d))?", re.ASCII)
_DECIMAL = re.compile(r"\d{1,6}(?:[.,]\d{1,10})?", re.ASCII)
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})", re.ASCII)
_PARTS = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})", re.ASCII)

YES = ("yes", "y", "true", "1", "billable")
NO = ("no", "n", "false", "0", "non-billable")


@lru_cache(maxsize=65_536)
def read_minutes(text: str) -> int:
    """Return whole minutes from decimal hours (`1.5`, `1,5`) or from `1:30` and `01:30:00`; 0 for no time.

    Seconds and fractions round to the nearest minute, half a minute up; anything above zero is at least one minute.
    Raises ValueError for anything else, and for more than a day.
    """
    if match := _CLOCK.fullmatch(text):
        seconds = Decimal(int(match[1]) * 3600 + int(match[2]) * 60 + int(match[3] or 0))
    elif _DECIMAL.fullmatch(text):
        seconds = Decimal(text.replace(",", ".")) * 3600
    else:
        raise ValueError(f"I can't read “{text[:40]}” as a duration. Try 1.5 or 1:30:00")
    if seconds == 0:
        return 0
    minutes = max(1, int((seconds + 30) // 60))
    if minutes > MINUTES_A_DAY:
        raise ValueError(f"“{text[:40]}” is more than 24 hours")
    return minutes


@lru_cache(maxsize=65_536)
def read_day(text: str, order: DateOrder | None) -> date:
    """Return the day of `2026-03-10`, or of `3/10/2026` in the given order. Raises ValueError for anything else."""
    try:
        if match := _ISO.fullmatch(text):
            return date(int(match[1]), int(match[2]), int(match[3]))
        if (match := _PARTS.fullmatch(text)) and order:
            month, day = (1, 2) if order == DateOrder.MONTH_FIRST else (2, 1)
            return date(int(match[3]), int(match[month]), int(match[day]))
    except ValueError:
        other = next(each for each in DateOrder if each != order)
        hint = "" if _ISO.fullmatch(text) else f"; if the file's dates are {other}, say --dates {other}"
        raise ValueError(f"“{text}” isn't a day in the calendar{hint}") from None
    if _PARTS.fullmatch(text):
        raise ValueError(f"“{text}” could be read two ways: say --dates month-first or --dates day-first")
    raise ValueError(f"I can't read “{text[:40]}” as a date. Try 2026-03-10")


def read_billable(text: str) -> bool:
    """Return whether a cell says billable. Raises ValueError if it says neither."""
    lower = text.lower()
    if lower not in YES + NO:
        raise ValueError(f"“{text[:40]}” is neither yes nor no")
    return lower in YES
