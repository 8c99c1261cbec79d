"""A line of an estimate in one line of text: `design 12h 145 key visual`, `print 2,400 +15%`."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from bot.errors import UsageError
from bot.rules.estimates.estimates import Line
from bot.rules.kit.amounts import read_hours, read_money, read_share
from bot.rules.kit.services import DEFAULT_SERVICE, SERVICES
from storage.words.signoffs import EstimateLineKind
from storage.words.time import Role

MOST_NAME_WORDS = 3
LONGEST_DESCRIPTION = 300
# A price of more than eleven times the cost must be a slip.
MOST_MARKUP_PERCENT = 1_000
EXAMPLES = "`design 12h 145 key visual` or `print 2,400 +15%`"

_NUMBER = re.compile(r"[^\w\s+]{0,1}\d[\d.,:]*k?%?", re.IGNORECASE)
_SPACES = re.compile(r"\s+")
_UNIT = re.compile(r"(\d) (?=(?:h|hrs?|hours?|m|mins?|minutes?)(?!\S))", re.IGNORECASE)

Rates = Callable[[str, str], int | None]


@dataclass(frozen=True)
class Named:
    """The meaning of a name at the start of a line: a service, or a role with its own rate."""

    service: str
    role: str = ""


@dataclass(frozen=True)
class Defaults:
    """Defaults for a line: `rate(service, role)` gives the rate card's cents, or None; and the mark-up."""

    currency: str
    markup_bp: int
    rate: Rates = field(repr=False)


def _names() -> Mapping[str, Named]:
    named = {name: Named(service) for service, short in SERVICES.items() for name in (service, *short)}
    return named | {str(role): Named(DEFAULT_SERVICE[role], role) for role in Role if role != Role.FINANCE}


NAMES = _names()


def read_lines(text: str, defaults: Defaults) -> list[Line]:
    """Return the lines of a text, skipping blank ones. Raises one UsageError that names each bad line."""
    found, problems = [], []
    for line in filter(None, map(str.strip, text.splitlines())):
        try:
            found.append(read_line(line, defaults))
        except UsageError as error:
            problems.append(f"“{line[:60]}”: {error}")
    if problems:
        raise UsageError("\n".join(problems))
    return found


def read_line(text: str, defaults: Defaults) -> Line:
    """Return a line of agency time, or of an expense. Raises UsageError.

    Time: a service or role, hours with their unit, a rate unless it's the card's, a description. An expense: its name,
    its cost, a mark-up unless it's the usual one.
    """
    words = _UNIT.sub(r"\1", _SPACES.sub(" ", text.strip().lstrip("-•*#").strip())).split(" ")
    for count in range(min(MOST_NAME_WORDS, len(words) - 1), 0, -1):
        named = NAMES.get(" ".join(words[:count]).lower().replace("-", " "))
        if named and _has_unit(words[count]):
            return _fee(named, words[count:], defaults)
    if any(map(_has_unit, words)):
        known = ", ".join(SERVICES)
        raise UsageError(f"A line with hours begins with a service or a role. The services are: {known}.")
    return _expense(words, defaults)


def _fee(named: Named, words: list[str], defaults: Defaults) -> Line:
    minutes, rest = read_hours(words[0], bare=False), words[1:]
    if rest and rest[0].lower() in ("at", "@", "x", "×"):
        rest = rest[1:]
    if rest and _NUMBER.fullmatch(rest[0].removesuffix("/h")):
        rate: int | None = read_money(rest[0].removesuffix("/h"), defaults.currency, least=1)
        rest = rest[1:]
    else:
        rate = defaults.rate(named.service, named.role)
    if rate is None:
        example = f"{named.service} {words[0]} 145"
        raise UsageError(f"The rate card has no {defaults.currency} rate for that. Add one an hour: `{example}`")
    description = " ".join(rest) or (named.role.capitalize() if named.role else "")
    fee = EstimateLineKind.FEE
    return Line(fee, named.service, check_description(description), minutes=minutes, rate_cents=rate)


def _expense(words: list[str], defaults: Defaults) -> Line:
    markup, last = defaults.markup_bp, words[-1]
    if last.endswith("%"):
        markup, words = read_share(last, most_percent=MOST_MARKUP_PERCENT), words[:-1]
        words = words[:-1] if words and words[-1] == "+" else words
    if len(words) < 2 or not _NUMBER.fullmatch(words[-1]):
        raise UsageError(f"I can't find a cost or hours in it. Try {EXAMPLES}.")
    name = " ".join(words[:-1])
    name = name[:1].upper() + name[1:] if words[0].islower() else name
    if len(words) == 3 and words[0].lower() in NAMES and _NUMBER.fullmatch(words[1]):
        hours = f"{words[0]} {words[1]}h {words[2]}"
        raise UsageError(f"If these are hours and a rate, write `{hours}`. For an expense, write its name and a cost.")
    cost = read_money(words[-1], defaults.currency, least=1)
    return Line(EstimateLineKind.EXPENSE, "", check_description(name), cost_cents=cost, markup_bp=markup)


def check_description(text: str) -> str:
    """Return the description without space around it. Raises UsageError if it's too long."""
    words = text.strip()
    if len(words) > LONGEST_DESCRIPTION:
        raise UsageError(f"That description is {len(words)} characters; the limit is {LONGEST_DESCRIPTION}.")
    return words


def _has_unit(word: str) -> bool:
    try:
        read_hours(word, bare=False)
    except UsageError:
        return bool(re.fullmatch(r"\d[\d.,]*h\d*m?|\d+m", word, re.IGNORECASE))
    return True
