"""Reading the policy form, with a message for each field that has a problem."""

import re
from collections.abc import Sequence
from datetime import date, time

from bot.errors import FieldErrors, UsageError
from bot.model import Model
from bot.rules.kit.holidays import public_holidays, read_place
from bot.rules.people.policies import Binds, OfficePolicy, OwnDay, WhenLate

_HOUR = re.compile(r"(\d{1,2})(?:[:.](\d{2}))?", re.ASCII)
_OWN_DAY = re.compile(r"(\d{4}-\d{2}-\d{2})\s*(.*)", re.ASCII)
SPAN = re.compile(r"\s*(?:-|–|—|to)\s*")
# A holiday may fall on other days next year, so a name counts if it's in any of these years.
YEARS_LOOKED_AT = range(2024, 2032)


class PolicyRequest(Model):
    """The submitted form."""

    window: str
    weekdays: Sequence[int]
    place: str
    own_days: str
    works_on: str
    binds: Binds
    when_late: WhenLate
    short_percent: str
    hours: str
    morning: str
    last_call: str
    names_in_summary: bool
    approve_weeks: bool = False


def read_policy(request: PolicyRequest, kept: OfficePolicy) -> OfficePolicy:
    """Return the policy in a form; settings without a field stay. Raises one UsageError with every field's message."""
    errors = FieldErrors()
    ask = errors.ask
    country, subdivision = ask("place", lambda: read_place(request.place)) or (None, None)
    begins, ends = ask("hours", lambda: _span(request.hours)) or (kept.day_begins, kept.day_ends)
    asked = {
        "window": ask("window", lambda: _number(request.window, 1, 20)),
        "weekdays": ask("weekdays", lambda: _weekdays(request.weekdays)),
        "country": country,
        "subdivision": subdivision,
        "own_days": ask("own_days", lambda: _own_days(request.own_days)),
        "works_on": ask("works_on", lambda: _works_on(request.works_on, country, subdivision)),
        "binds": request.binds,
        "when_late": request.when_late,
        "short_percent": ask("short_percent", lambda: _number(request.short_percent.rstrip("% "), 1, 100)),
        "day_begins": begins,
        "day_ends": ends,
        "morning": ask("morning", lambda: _within(request.morning, begins, ends)),
        "last_call": ask("last_call", lambda: _last_call(request, begins, ends)),
        "names_in_summary": request.names_in_summary,
        "approve_weeks": request.approve_weeks,
    }
    errors.require_none()
    return OfficePolicy.model_validate(kept.model_dump() | asked)


def read_hour(text: str) -> time:
    """Return a time of day: `9`, `09:00`, `15:30`. Raises UsageError."""
    match = _HOUR.fullmatch(text.strip())
    if not match or int(match[1]) > 23 or int(match[2] or 0) > 59:
        raise UsageError(f"I can't read “{text.strip()}” as a time of day. Try 09:00 or 15:30.")
    return time(int(match[1]), int(match[2] or 0))


def _number(text: str, least: int, most: int) -> int:
    word = text.strip()
    if not (word.isascii() and word.isdigit() and len(word) < 4 and least <= int(word) <= most):
        raise UsageError(f"Please write a whole number from {least} to {most}.")
    return int(word)


def _weekdays(days: Sequence[int]) -> Sequence[int]:
    if not days:
        raise UsageError("Please choose at least one working day.")
    return sorted(set(days))


def _own_days(text: str) -> list[OwnDay]:
    found = []
    for line in filter(None, map(str.strip, text.splitlines())):
        match = _OWN_DAY.fullmatch(line)
        try:
            day = date.fromisoformat(match[1]) if match else None
        except ValueError:
            day = None
        if match is None or day is None:
            raise UsageError(
                f"I can't read “{line[:60]}” as a day. Write one per line, date first: 2026-12-24 Christmas Eve."
            )
        found.append(OwnDay(day=day, name=match[2].strip()))
    return found


def _works_on(text: str, country: str | None, subdivision: str | None) -> list[str]:
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    known = _names(country, subdivision) if lines else {}
    for line in lines:
        if line.casefold() not in known:
            near = ", ".join(list(known.values())[:4]) or "none, as no country is set"
            raise UsageError(
                f"I can't find a public holiday “{line[:60]}” here. Write its name or date, such as {near} …"[:300]
            )
    return [known[line.casefold()] for line in lines]


def _names(country: str | None, subdivision: str | None) -> dict[str, str]:
    """Return the names and ISO dates of the public holidays, each by its lower-case form."""
    known: dict[str, str] = {}
    for year in YEARS_LOOKED_AT if country else ():
        for day, name in public_holidays(country or "", subdivision, year).items():
            known |= {part.casefold(): part for part in name.split("; ")}
            known[day.isoformat()] = day.isoformat()
    return dict(sorted(known.items(), key=lambda item: item[1][:1].isdigit()))


def _span(text: str) -> tuple[time, time]:
    words = SPAN.split(text.strip())
    if len(words) != 2:
        raise UsageError("Please write two times of day, e.g. 08:00-18:00.")
    begins, ends = map(read_hour, words)
    if begins >= ends:
        raise UsageError("The first time has to be before the second, e.g. 08:00-18:00.")
    return begins, ends


def _within(text: str, begins: time, ends: time) -> time:
    hour = read_hour(text)
    if not begins <= hour < ends:
        raise UsageError(f"{hour:%H:%M} is outside the hours above, {begins:%H:%M}-{ends:%H:%M}.")
    return hour


def _last_call(request: PolicyRequest, begins: time, ends: time) -> time | None:
    text = request.last_call.strip()
    return None if text.lower() in ("", "off", "none", "no") else _within(text, begins, ends)
