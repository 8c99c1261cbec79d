"""Hours, money and shares as people type them into forms, read strictly as whole minutes, cents and parts."""

import re
from decimal import Decimal

from bot.errors import UsageError

# The largest amount that money columns can hold.
MOST_CENTS = 2_000_000_000
MOST_HOURS = 20_000
MOST_DECIMALS = 6
MINUTES_AN_HOUR = 60
BASIS_POINTS = 10_000
MILLIONTHS = 1_000_000

SIGNS = {"€": ("EUR",), "£": ("GBP",), "¥": ("JPY", "CNY"), "₹": ("INR",), "₽": ("RUB",), "₩": ("KRW",)}
DOLLARS = ("USD", "CAD", "AUD", "NZD", "SGD", "HKD", "MXN", "TWD")

_WHOLE = r"\d{1,9}|\d{1,3}(?:,\d{3}){1,3}"
_NUMBER = re.compile(rf"({_WHOLE})(?:\.(\d+))?", re.ASCII)
# One comma followed by one or two digits is a decimal comma: 12,5.
_DECIMAL_COMMA = re.compile(r"(\d{1,9}),(\d{1,2})", re.ASCII)
_EITHER = re.compile(r"(?<![\d.,])\d{1,3}\.\d{3}(?![\d,])", re.ASCII)
_HOURS = re.compile(
    r"(?P<hours>[\d.,]+) ?(?:h|hrs?|hours?)(?: ?(?P<minutes>\d{1,2}) ?(?:m|mins?|minutes?)?)?", re.ASCII
)
_MINUTES = re.compile(r"(\d{1,6}) ?(?:m|mins?|minutes?)", re.ASCII)
_CLOCK = re.compile(r"(\d{1,5}):(\d{2})", re.ASCII)
_MONEY = re.compile(r"(?P<sign>[^\d\s.,+-]{0,3}) ?(?P<number>[\d.,]+)(?P<thousands>k)? ?(?P<after>[^\d\s.,]{0,3})")


def read_hours(text: str, *, bare: bool = True) -> int:
    """Return the minutes of `12`, `12.5`, `12h`, `12h30`, `12:30` or `90m`; with `bare`, a number alone is hours.

    Raises UsageError for zero, for fractions of a minute, and for more than 20,000 hours.
    """
    word = text.strip().lower()
    _refuse_either(word)
    minutes = _minutes_of(word, bare=bare)
    if minutes is None:
        raise UsageError(f"I can't read “{text.strip()}” as hours. Try 12, 12.5, 12h30 or 90m.")
    if minutes != int(minutes):
        near = int(minutes)
        whole = f"{near // MINUTES_AN_HOUR}h{near % MINUTES_AN_HOUR:02d}"
        raise UsageError(f"{word} is {_plain(minutes)} minutes, and I only keep whole minutes. Try {whole}.")
    if not 0 < minutes <= MOST_HOURS * MINUTES_AN_HOUR:
        raise UsageError(f"{word} isn't between one minute and {MOST_HOURS:,} hours.")
    return int(minutes)


def read_money(text: str, currency: str, *, least: int = 0) -> int:
    """Return the cents of `2400`, `2,400.50`, `$145`, `USD 145` or `2.4k`. Raises UsageError (other currencies too)."""
    word = text.strip().replace("\N{NO-BREAK SPACE}", " ")
    _refuse_either(word)
    match = _MONEY.fullmatch(word)
    amount = _number(match["number"]) if match else None
    if match is None or amount is None or (match["sign"] and match["after"]):
        raise UsageError(f"I can't read “{text.strip()}” as an amount. Try 2400, 2,400.50 or 2.4k.")
    _check_currency((match["sign"] or match["after"]).upper(), currency, text.strip())
    cents = amount * (100_000 if match["thousands"] else 100)
    if cents != int(cents):
        raise UsageError(
            f"{text.strip()} isn't a whole number of cents. Try {_plain(amount.quantize(Decimal('0.01')))}."
        )
    if not least <= cents <= MOST_CENTS:
        raise UsageError(f"{text.strip()} isn't between {_money(least)} and {_money(MOST_CENTS)}.")
    return int(cents)


def read_share(text: str, whole: int = BASIS_POINTS, most_percent: int = 100) -> int:
    """Return a percentage in parts of `whole`: `15`, `+15%`, `7.5 %` in basis points are 1500, 1500, 750.

    Raises UsageError for fractions of a part, and for more than `most_percent`.
    """
    word = text.strip().removeprefix("+").removesuffix("%").strip()
    percent = _number(word)
    if percent is None:
        raise UsageError(f"I can't read “{text.strip()}” as a percentage. Try 15% or 7.5%.")
    if not percent <= most_percent:
        raise UsageError(f"{_plain(percent)}% is more than {most_percent}%.")
    parts = percent * whole / 100
    if parts != int(parts):
        raise UsageError(f"{_plain(percent)}% has too many decimals. Try {_plain(percent.quantize(Decimal('0.01')))}%.")
    return int(parts)


def format_share(parts: int, whole: int = BASIS_POINTS) -> str:
    """Return parts of `whole` as a percentage: `15%`, `7.5%`, `8.875%`."""
    return f"{_plain(Decimal(parts) * 100 / whole)}%"


def format_hours(minutes: int) -> str:
    """Return minutes as estimates write hours: `12h`, `1,200h`, `12h 30m`."""
    hours, rest = divmod(minutes, MINUTES_AN_HOUR)
    return f"{hours:,}h {rest:02d}m" if rest else f"{hours:,}h"


def _minutes_of(word: str, *, bare: bool) -> Decimal | None:
    if match := _HOURS.fullmatch(word):
        hours, minutes = _number(match["hours"]), int(match["minutes"] or 0)
        is_mixed = match["minutes"] and (hours != (hours and int(hours)) or minutes >= MINUTES_AN_HOUR)
        return None if hours is None or is_mixed else hours * MINUTES_AN_HOUR + minutes
    if match := _MINUTES.fullmatch(word):
        return Decimal(match[1])
    if match := _CLOCK.fullmatch(word):
        return Decimal(match[1]) * MINUTES_AN_HOUR + int(match[2]) if int(match[2]) < MINUTES_AN_HOUR else None
    number = _number(word) if bare else None
    return None if number is None else number * MINUTES_AN_HOUR


def _number(text: str) -> Decimal | None:
    """Return a number; None if the text isn't one."""
    if match := _DECIMAL_COMMA.fullmatch(text):
        return Decimal(f"{match[1]}.{match[2]}")
    match = _NUMBER.fullmatch(text)
    if match is None or len(match[2] or "") > MOST_DECIMALS:
        return None
    return Decimal(f"{match[1].replace(',', '')}.{match[2] or 0}")


def _refuse_either(text: str) -> None:
    """Raise UsageError for `2.400`, which could be 2,400 or 2.40."""
    if match := _EITHER.search(text):
        comma, point = match[0].replace(".", ","), match[0][:-1]
        raise UsageError(f"{match[0]} could be {comma} or {point}. Please write one of these.")


def _check_currency(sign: str, currency: str, text: str) -> None:
    fits = (currency, *(mark for mark, codes in SIGNS.items() if currency in codes))
    fits += ("$", f"{currency[:2]}$", f"{currency[:1]}$") if currency in DOLLARS else ()
    if sign and sign not in fits:
        raise UsageError(
            f"This client is billed in {currency}, and {text} isn't. Please write the amount in {currency}."
        )


def _plain(number: Decimal) -> str:
    text = f"{number:.6f}".rstrip("0").rstrip(".")
    return text or "0"


def _money(cents: int) -> str:
    return f"{cents // 100:,}" if cents % 100 == 0 else f"{cents // 100:,}.{cents % 100:02d}"
