"""Durations as people type them, in whole minutes."""

import re
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal

from bot.errors import UsageError
from bot.rules.kit.lines import HEAD_WORDS, Segment
from bot.rules.kit.tokens import Instead, Kind, Token, Trouble, longest, words_in

MINUTES_A_DAY = 24 * 60
FORMS = ("2h", "90m", "1h30", "1.5", "1:30")

# A whole number without a unit above this could be minutes or hours.
MOST_BARE_HOURS = 12

Read = int | Trouble
Reader = Callable[[re.Match[str]], Read]

_COUNTS = dict(
    zip(
        ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"],
        range(1, 13),
        strict=True,
    )
)
_COUNTS |= {"a": 1, "an": 1, "fifteen": 15, "twenty": 20, "thirty": 30, "forty": 40, "forty-five": 45, "fifty": 50}
_SHARES = {"half": Decimal("0.5"), "1/2": Decimal("0.5"), "½": Decimal("0.5"), "quarter": Decimal("0.25")}
_SHARES |= {"1/4": Decimal("0.25"), "¼": Decimal("0.25"), "3/4": Decimal("0.75"), "¾": Decimal("0.75")}
_SHARES |= {"three quarters": Decimal("0.75"), "three-quarters": Decimal("0.75"), "three quarter": Decimal("0.75")}

_H = r"(?:h|hrs?|hours?)"
_M = r"(?:m|mins?|minutes?)"
_NUMBER = r"(?:\d{1,6}(?:\.\d{1,9}|,\d{1,2})?|[.,]\d{1,9})"
_COUNT = rf"(?:\d{{1,6}}|{'|'.join(sorted(_COUNTS, key=len, reverse=True))})"
_SHARE = r"(?:half|quarter|three[ -]quarters?)"
_FRACTION = r"(?:1/2|1/4|3/4)"


def _pattern(text: str) -> re.Pattern[str]:
    return re.compile(rf"(?:{text})(?!\S)", re.ASCII)


def read_durations(segment: Segment, at: int, workday: int) -> list[Token]:
    """Return the duration at that word, or the trouble with it, as a list; empty if there's none.

    `workday` is the minutes expected on the person's day: `all day` asks whether it was that long.
    """
    return longest(_found(segment.ahead(at), workday, (*_AMONG_DATES, *_READERS)))


def duration_at_end(note: str) -> int | None:
    """Return the minutes of a duration with a unit at the end of a short note; None if it ends with something else."""
    segment = Segment(note)
    for at in range(max(0, len(segment.spans) - 4), len(segment.spans)) if len(segment.spans) <= HEAD_WORDS else ():
        for token in read_durations(segment, at, 0):
            if isinstance(token.value, int) and not token.is_loose and at + token.words == len(segment.spans):
                return token.value
    return None


def parse_duration(text: str) -> int:
    """Return the minutes of a text that is one duration. Raises UsageError for anything else."""
    segment = Segment(text)
    read = longest(_found(segment.ahead(0), 0, _READERS)) if segment.spans else []
    if not read or read[0].words != len(segment.spans):
        raise UsageError(f"I can't read “{text.strip()}” as a duration. Try {', '.join(FORMS)}.", example=FORMS[0])
    value = read[0].value
    if isinstance(value, Trouble):
        raise UsageError(value.message, example=value.example)
    assert isinstance(value, int)  # noqa: S101  # durations are always one or the other
    return value


def format_duration(minutes: int) -> str:
    """Return minutes as people say them: `45m`, `1h 30m`, `1,031h`."""
    hours, rest = divmod(minutes, 60)
    parts = [f"{hours:,}h"] if hours else []
    if rest or not hours:
        parts.append(f"{rest}m")
    return " ".join(parts)


def instead_of_minutes(minutes: int) -> Instead:
    """Return a duration that the person may have meant."""
    return Instead(format_duration(minutes), format_duration(minutes))


def _found(text: str, workday: int, readers: Sequence[tuple[re.Pattern[str], Reader, bool]]) -> Iterator[Token]:
    for pattern, read, is_loose in readers:
        if match := pattern.match(text):
            value = read(match)
            yield Token(Kind.DURATION, words_in(match[0]), _in_a_day(match[0], value), is_loose)
    if match := _PART_OF_DAY.match(text):
        yield Token(Kind.DURATION, words_in(match[0]), _part_of_day(match, workday), is_loose=True)
    if match := _SIGNED.match(text):
        yield from (_signed(match[0], token) for token in longest(_found(text[1:], workday, readers)))
    if match := _DAYS.match(text):
        message = f"I can't log “{match[0]}”. Please write it in hours and minutes."
        yield Token(Kind.DURATION, words_in(match[0]), Trouble(message, "8h"), is_loose=True)


def _in_a_day(text: str, value: Read) -> Read:
    if value == 0:
        return Trouble(f"{text} is zero minutes.", "15m")
    if isinstance(value, int) and value > MINUTES_A_DAY:
        return Trouble(f"{text} is more than the 24 hours of a day.", "8h")
    return value


def _signed(text: str, token: Token) -> Token:
    example = format_duration(token.value) if isinstance(token.value, int) else "2h"
    trouble = Trouble(f"{text} has a sign. Please write a plain duration.", example)
    return Token(Kind.DURATION, token.words, trouble, token.is_loose)


def _part_of_day(match: re.Match[str], workday: int) -> Trouble:
    share = Decimal("0.5") if match[0].startswith("half") else Decimal(1)
    minutes = int(workday * share)
    instead = (instead_of_minutes(minutes),) if minutes else ()
    return Trouble(f"How long is “{match[0]}”?", format_duration(minutes or 450), instead, asks=True)


def _number(text: str) -> Decimal:
    return Decimal(text.replace(",", "."))


def _count(text: str | None) -> int:
    return _COUNTS.get(text or "a") or int(text or 0)


def _hours(match: re.Match[str]) -> Read:
    return _whole_minutes(_number(match[1]) * 60, match[0])


def _minutes(match: re.Match[str]) -> Read:
    return _whole_minutes(_number(match[1]), match[0])


def _whole_minutes(minutes: Decimal, text: str) -> Read:
    if minutes == minutes.to_integral_value():
        return int(minutes)
    shown = f"{minutes:.2f}".rstrip("0").rstrip(".")
    unit = "" if re.search("[a-z]", text) else " hours"
    example = format_duration(max(1, int(minutes)))
    return Trouble(f"{text}{unit} is {shown} minutes. Please log whole minutes.", example)


def _hours_and_minutes(match: re.Match[str]) -> Read:
    hours, minutes = _count(match[1]), _count(match[2])
    if minutes >= 60:
        return Trouble(f"{match[0]} has {minutes} minutes after the hours, but an hour has 60.", "1h30")
    return hours * 60 + minutes


def _clock(match: re.Match[str]) -> Read:
    if len(match[2]) != 2:
        return Trouble(f"{match[0]} needs two digits after the colon.", "1:30")
    if int(match[2]) >= 60:
        return Trouble(f"{match[0]} has {int(match[2])} minutes after the hours, but an hour has 60.", "1h30")
    return int(match[1] or 0) * 60 + int(match[2])


def _counted(match: re.Match[str]) -> Read:
    return _count(match[1]) * 60


def _counted_minutes(match: re.Match[str]) -> Read:
    return _count(match[1])


def _counted_and_share(match: re.Match[str]) -> Read:
    return int((_count(match[1]) + _SHARES[match[2].replace("-", " ")]) * 60)


def _share(match: re.Match[str]) -> Read:
    whole = int(match["whole"] or 0) if "whole" in match.re.groupindex else 0
    return int((whole + _SHARES[match["share"].replace("-", " ")]) * 60)


def _bare_fraction(match: re.Match[str]) -> Read:
    minutes = _share(match)
    assert isinstance(minutes, int)  # noqa: S101  # a share always is
    message = f"“{match[0]}” could be {format_duration(minutes)} or a date."
    return Trouble(message, format_duration(minutes), (instead_of_minutes(minutes),), asks=True)


def _dated_decimal(match: re.Match[str]) -> Read:
    minutes = _whole_minutes(_number(match[0]) * 60, match[0])
    instead = (instead_of_minutes(minutes),) if isinstance(minutes, int) else ()
    message = f"“{match[0]}” could be a date or {match[0]} hours."
    return Trouble(message, instead[0].text if instead else "2h", instead, asks=True)


def _bare(match: re.Match[str]) -> Read:
    text = match[0]
    if not text.isdigit() or int(text) <= MOST_BARE_HOURS:
        return _whole_minutes(_number(text) * 60, text)
    if int(text) > MINUTES_A_DAY:
        return Trouble(f"{text} is more than the minutes of a day.", "8h")
    either = (Instead(f"{text} minutes", f"{text}m"), Instead(f"{text} hours", f"{text}h"))
    return Trouble(f"{text} could be minutes or hours.", f"{text}m", either, asks=True)


def _not_readable(match: re.Match[str]) -> Read:
    return Trouble(f"I can't read “{match[0]}” as a duration. Try {', '.join(FORMS)}.", "1h30")


_READERS: tuple[tuple[re.Pattern[str], Reader, bool], ...] = (
    (_pattern(rf"({_NUMBER}) ?{_H}"), _hours, False),
    (_pattern(rf"({_NUMBER}) ?{_M}"), _minutes, False),
    (_pattern(rf"({_COUNT}) ?{_H} ?(?:and )?({_COUNT}) ?{_M}"), _hours_and_minutes, False),
    (_pattern(rf"(\d{{1,6}}){_H}(\d{{1,3}})"), _hours_and_minutes, False),
    (_pattern(rf"({_COUNT}) (?:hours?|hrs?)"), _counted, False),
    (_pattern(rf"({_COUNT}) (?:minutes?|mins?)"), _counted_minutes, False),
    (_pattern(rf"(?:({_COUNT}) )?(?:hours?|hrs?) and (?:a )?({_SHARE})"), _counted_and_share, False),
    (_pattern(rf"({_COUNT}) and (?:a )?({_SHARE}) (?:hours?|hrs?)"), _counted_and_share, False),
    (_pattern(rf"(?:a |one )?(?P<share>{_SHARE})(?: of)?(?: an?)?[ -](?:hours?|hrs?)"), _share, False),
    (_pattern(rf"(?:(?P<whole>\d{{1,2}}) )?(?P<share>{_FRACTION}) ?{_H}"), _share, False),
    (_pattern(rf"(?P<whole>\d{{0,2}})(?P<share>[½¼¾]) ?{_H}?"), _share, False),
    (_pattern(rf"(?:(?P<whole>\d{{1,2}}) )?(?P<share>{_FRACTION})"), _share, True),
    (_pattern(r"(\d{0,6}):(\d{1,3})"), _clock, True),
    (_pattern(_NUMBER), _bare, True),
    (_pattern(r"\d[\d.,:]*"), _not_readable, True),
)
# Durations that could also be dates, for lines that may have dates.
_AMONG_DATES: tuple[tuple[re.Pattern[str], Reader, bool], ...] = (
    (_pattern(rf"(?:(?P<whole>\d{{1,2}}) )?(?P<share>{_FRACTION})"), _bare_fraction, True),
    (_pattern(r"0[1-9]\.\d{1,2}|[1-9]\d?\.0[1-9]"), _dated_decimal, True),
)
_SIGNED = re.compile(r"[-+](?=[\d.,:])\S+", re.ASCII)
_DAYS = _pattern(r"\d{1,6} ?(?:d|days?|w|weeks?)(?! ago)")
_PART_OF_DAY = _pattern(r"all day|allday|all-day|(?:the |a )?(?:whole|full|entire) day|half(?: a)?[ -]day")
