"""The rate of a time entry: fixed when the entry is made, even if the rate card changes later."""

from typing import Any

from sqlalchemy.orm import Session

from bot.rules.people.rates import choose_rate
from storage.people import rates
from storage.people.people import Person
from storage.timekeeping.time_entries import TimeEntry


def fix_rate(session: Session, person: Person, entry: TimeEntry) -> None:
    """Give an entry its current rate; none if the rate card has none."""
    work = (entry.service, person.role, person.id, entry.worked_on)
    rate = choose_rate(rates.begun_for(session, *work), *work)
    entry.rate_cents, entry.currency = (rate.cents, rate.currency) if rate else (None, None)


def fix_rate_anew(session: Session, person: Person, entry: TimeEntry, before: dict[str, Any]) -> None:
    """Fix the rate of an edited entry again if its day or its service differs from `before`."""
    if (before["worked_on"], before["service"]) != (entry.worked_on.isoformat(), entry.service):
        fix_rate(session, person, entry)
