"""Rates: choosing the one for a time entry, and the money for its minutes. Money is integer cents."""

from collections.abc import Iterable
from datetime import date
from typing import Protocol, TypeVar

MINUTES_AN_HOUR = 60


class RateLine(Protocol):
    """One line of the rate card: from a date on, for a service, a role or a person; None counts for all."""

    service: str | None
    role: str | None
    person_id: str | None
    starts_on: date


Line = TypeVar("Line", bound=RateLine)


def rate_scope(person_id: str | None, role: str | None, service: str | None) -> str:
    """Return a rate's person, role and service as one key."""
    return f"{person_id or ''}|{role or ''}|{service or ''}"


def choose_rate(lines: Iterable[Line], service: str, role: str, person_id: str, day: date) -> Line | None:
    """Return the rate for that work on that day; None if the card has none.

    The most specific wins: person and service, person, role and service, role, service, then the agency's default.
    Among equals, the latest that has begun by that day.
    """
    wanted = {"service": service, "role": role, "person_id": person_id}

    def counts(line: Line) -> bool:
        return line.starts_on <= day and all(getattr(line, name) in (None, wanted[name]) for name in wanted)

    return max(filter(counts, lines), key=_particular, default=None)


def _particular(line: RateLine) -> tuple[bool, bool, bool, date]:
    return line.person_id is not None, line.role is not None, line.service is not None, line.starts_on


def amount_cents(minutes: int, rate_cents: int) -> int:
    """Return minutes at a rate an hour, in whole cents; half cents round away from zero. Minutes may be negative."""
    sign = -1 if minutes < 0 else 1
    return sign * ((2 * abs(minutes) * rate_cents + MINUTES_AN_HOUR) // (2 * MINUTES_AN_HOUR))


def format_cents(cents: int) -> str:
    """Return cents as a plain number: `1250.00`, `-0.05`."""
    return f"{'-' if cents < 0 else ''}{abs(cents) // 100}.{abs(cents) % 100:02d}"


def format_money(cents: int, currency: str) -> str:
    """Return money as people read it: `USD 1,250.00`."""
    return f"{currency} {'-' if cents < 0 else ''}{abs(cents) // 100:,}.{abs(cents) % 100:02d}"
