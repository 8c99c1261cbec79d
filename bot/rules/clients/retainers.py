"""Retainers: a month's hours, with hours rolled over, and a client's monthly payments."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Protocol

from bot.rules.kit.periods import days_of, month_of
from bot.rules.people.rates import amount_cents
from storage.words.accounts import RollOver


class RetainerTerms(Protocol):
    """See storage.clients.clients.Retainer."""

    starts_on: date
    ends_on: date | None
    minutes_a_month: int | None
    fee_cents: int | None
    rate_cents: int | None
    roll_over: RollOver
    cap_minutes: int | None


def is_active(terms: RetainerTerms, first: date, last: date) -> bool:
    """Return whether a retainer counts on any day from `first` to `last`, both included; months count in full."""
    return terms.starts_on <= last and (terms.ends_on is None or terms.ends_on >= first)


def monthly_cents(terms: RetainerTerms) -> int | None:
    """Return a retainer's money a month: its fee, else its hours at its rate; None if neither is known."""
    if terms.fee_cents is not None:
        return terms.fee_cents
    if terms.minutes_a_month is not None and terms.rate_cents is not None:
        return amount_cents(terms.minutes_a_month, terms.rate_cents)
    return None


def recurring_cents(every: Iterable[RetainerTerms], day: date) -> int | None:
    """Return the money a month of a client's retainers that count on a day; None if one has no amount."""
    amounts = [monthly_cents(terms) for terms in every if is_active(terms, day, day)]
    return None if None in amounts else sum(amount for amount in amounts if amount is not None)


def cents_of_month(every: Sequence[RetainerTerms], month: str) -> int | None:
    """Return the money of a client's retainers for a month, in full; None if there's none, or one has no amount."""
    amounts = [monthly_cents(terms) for terms in every if is_active(terms, *days_of(month))]
    return sum(amount for amount in amounts if amount is not None) if amounts and None not in amounts else None


def minutes_of_month(every: Sequence[RetainerTerms], month: str, used: Mapping[str, int]) -> int | None:
    """Return the minutes of a client's retainers for a month, with those rolled over; None if none has hours.

    `used` has the minutes worked on retainer in each month. With several retainers at once, unused minutes roll over
    by the terms of the one that began last.
    """
    first, last = days_of(month)
    with_hours = [terms for terms in every if terms.minutes_a_month is not None and terms.starts_on <= last]
    if not any(is_active(terms, first, last) for terms in with_hours):
        return None
    carried, each = 0, month_of(min(terms.starts_on for terms in with_hours))
    while each < month:
        carried = _left_over(with_hours, each, carried, used.get(each, 0))
        each = month_of(days_of(each)[1] + timedelta(days=1))
    return _minutes(with_hours, month) + carried


def _left_over(every: Sequence[RetainerTerms], month: str, carried: int, used: int) -> int:
    counting = [terms for terms in every if is_active(terms, *days_of(month))]
    if not counting:
        return 0
    unused = max(_minutes(every, month) + carried - used, 0)
    terms = max(counting, key=lambda each: each.starts_on)
    if terms.roll_over == RollOver.ALL:
        return unused
    return min(unused, terms.cap_minutes or 0) if terms.roll_over == RollOver.CAPPED else 0


def _minutes(every: Iterable[RetainerTerms], month: str) -> int:
    first, last = days_of(month)
    return sum(terms.minutes_a_month or 0 for terms in every if is_active(terms, first, last))
