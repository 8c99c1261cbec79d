"""Exchange rates as people type them: the worth of one unit of a currency in another, from a day on."""

import re
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from bot.errors import UsageError
from bot.rules.kit.amounts import MILLIONTHS
from bot.rules.kit.currencies import read_currency

PAIR_EXAMPLE = "EUR USD from 2026-10-01"
EXAMPLE = "rate EUR 1.08 USD from 2026-10-01"
MOST = 1_000_000

_RATE = re.compile(r"\d{1,7}(?:\.\d{1,6})?", re.ASCII)
_LINE = re.compile(
    r"(?:1 )?([a-z]{3})(?: =| is)? ([\d.,]+) ([a-z]{3})(?:(?: from| since)? (\d{4}-\d{2}-\d{2}|today))?",
    re.ASCII | re.IGNORECASE,
)
_PAIR = re.compile(
    r"([a-z]{3}) (?:into |to )?([a-z]{3}) (?:from |since )?(\d{4}-\d{2}-\d{2})", re.ASCII | re.IGNORECASE
)


class ExchangeRead(NamedTuple):
    """One unit of `currency` is worth `millionths` of `into`, from a day on."""

    currency: str
    into: str
    millionths: int
    starts_on: date


def read_exchange(text: str, today: date) -> ExchangeRead:
    """Return the rate in a line: `EUR 1.08 USD from 2026-10-01`; without a day, from today. Raises UsageError."""
    match = _LINE.fullmatch(" ".join(text.split()))
    if match is None:
        raise UsageError(f"I can't read “{text.strip()[:60]}” as an exchange rate.", example=EXAMPLE)
    currency, into, named = *_pair(match[1], match[3]), match[4]
    if currency == into:
        raise UsageError(f"One {currency} is always one {currency}. Please name two currencies.", example=EXAMPLE)
    try:
        day = today if named in (None, "today") else date.fromisoformat(named)
        return ExchangeRead(currency, into, read_worth(match[2]), day)
    except ValueError as error:
        message = str(error) if "rate" in str(error) else f"{named} isn't a day in the calendar."
        raise UsageError(message, example=EXAMPLE) from None


def read_exchange_pair(text: str) -> tuple[str, str, date]:
    """Return the pair and the day in a line that removes a rate: `EUR USD from 2026-10-01`. Raises UsageError."""
    match = _PAIR.fullmatch(" ".join(text.split()))
    try:
        if match:
            return match[1].upper(), match[2].upper(), date.fromisoformat(match[3])
    except ValueError:
        pass
    raise UsageError(f"I can't read which rate “{text.strip()[:60]}” is.", example=f"rate remove {PAIR_EXAMPLE}")


def _pair(currency: str, into: str) -> tuple[str, str]:
    try:
        return read_currency(currency), read_currency(into)
    except ValueError as unread:
        raise UsageError(f"{unread}.", example=EXAMPLE) from None


def read_worth(text: str) -> int:
    """Return the worth of a unit in millionths: `1.08` is 1,080,000. Raises ValueError."""
    text = text.strip()
    if not _RATE.fullmatch(text) or not 0 < Decimal(text) <= MOST:
        raise ValueError(f"I can't read “{text}” as a rate. Try a number with up to six decimals, e.g. 1.08")
    return int(Decimal(text) * MILLIONTHS)


def format_worth(millionths: int) -> str:
    """Return the worth of a unit as a plain number: `1.08`."""
    whole, part = divmod(millionths, MILLIONTHS)
    return f"{whole}.{part:06d}".rstrip("0") if part else str(whole)
