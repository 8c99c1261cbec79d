"""Revenue goals: the money towards each, added up without ever mixing currencies. Money is integer cents."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from bot.errors import UsageError
from bot.model import Model
from bot.rules.accounts.goal_facts import GoalFacts, Rate
from bot.rules.clients.retainers import RetainerTerms, is_active, monthly_cents
from bot.rules.kit.amounts import MILLIONTHS
from bot.rules.kit.fields import Amount, Form
from bot.rules.kit.figures import rounded
from bot.rules.kit.imports import Currency
from bot.rules.kit.periods import days_of

# Cents by currency.
Money = Mapping[str, int]


class Chance(NamedTuple):
    """Money that may still come, with its chance in percent."""

    currency: str
    cents: int
    percent: int


@dataclass(frozen=True)
class Books:
    """One client's money in a quarter: booked, forecast, and actual work and expenses.

    `unpriced` says in words which contracted work has no amount.
    """

    booked: Money = field(default_factory=dict)
    actual: Money = field(default_factory=dict)
    forecast: Sequence[Chance] = ()
    unpriced: Sequence[str] = ()


class Approval(NamedTuple):
    """An approved version of a job's estimate: the day by the client's office, and cents without tax."""

    day: date
    cents: int
    currency: str


class GoalRequest(Model):
    """The goal's submitted form; `whose` is `owner:<person's id>` or `client:<client's id>`."""

    quarter: str = ""
    whose: str = ""
    amount: str
    currency: str = ""


class GoalRead(Form):
    """The values of the form."""

    quarter: str
    whose: str
    amount: Amount
    currency: Currency


def newly_approved(versions: Sequence[Approval], first: date, last: date) -> Money:
    """Return how much the approvals of those days added to a job's approved amount; versions in order."""
    added: Counter[str] = Counter()
    by_end = [each for each in versions if each.day <= last]
    before = [each for each in by_end if each.day < first]
    for sign, which in ((1, by_end), (-1, before)):
        if which:
            added[which[-1].currency] += sign * which[-1].cents
    return added


def retained(retainers: Iterable[RetainerTerms], months: Iterable[str]) -> int | None:
    """Return the money of retainers in those months, partial months in full; None if one has no amount."""
    every = list(retainers)
    amounts = [monthly_cents(each) for month in months for each in every if is_active(each, *days_of(month))]
    return None if None in amounts else sum(amount for amount in amounts if amount is not None)


def exchanged(cents: int, rate: Rate) -> int:
    """Return cents in another currency; half cents round away from zero."""
    return rounded(Fraction(cents * rate.millionths, MILLIONTHS))


def goal_facts(
    whose: str, currency: str, cents: int, books: Iterable[Books], rates: Mapping[str, Rate], goal_id: str = ""
) -> GoalFacts:
    """Return a goal with all the money towards it, in its currency; `rates` are those into it.

    Amounts in a currency without a rate are left out, and named in `missing`.
    """
    every = list(books)
    chances = [chance for each in every for chance in each.forecast]
    booked, actual = added_up(each.booked for each in every), added_up(each.actual for each in every)
    found = sorted({*booked, *actual, *(chance.currency for chance in chances)} - {currency})
    used = {each: rates[each] for each in found if each in rates}

    def taken(money: Money) -> int:
        return sum(_into(each, amount) for each, amount in money.items() if each == currency or each in used)

    def _into(each: str, amount: int) -> int:
        return amount if each == currency else exchanged(amount, used[each])

    missing = [f"amounts in {each}: there's no rate from {each} to {currency}" for each in found if each not in used]
    return GoalFacts(
        id=goal_id,
        whose=whose,
        currency=currency,
        cents=cents,
        booked=taken(booked),
        actual=taken(actual),
        rates=used,
        missing=[*missing, *(words for each in every for words in each.unpriced)],
        forecast=[
            (_into(chance.currency, chance.cents), chance.percent)
            for chance in chances
            if chance.currency == currency or chance.currency in used
        ],
    )


def check_goal(read: GoalRead) -> None:
    """Raise UsageError by field for a goal of zero."""
    if not read.amount:
        message = "Please give an amount above zero. To delete the goal, use *Remove*."
        raise UsageError(message, fields={"amount": message.replace("*", "")})


def added_up(amounts: Iterable[Money]) -> Money:
    """Return each currency's sum; zero sums are left out."""
    total: Counter[str] = Counter()
    for each in amounts:
        for currency, cents in each.items():
            total[currency] += cents
    return {currency: cents for currency, cents in total.items() if cents}
