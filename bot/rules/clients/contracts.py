"""Contracts and retainers: reading their forms, and choosing the one that counts."""

from collections.abc import Iterable
from datetime import date
from typing import Protocol, TypeVar

from bot.errors import UsageError
from bot.model import Model
from bot.rules.kit.fields import Amount, Day, Days, Form, MonthlyHours
from storage.words.accounts import PricingModel, RollOver


class ContractRequest(Model):
    """The contract's submitted form; `is_new` leaves the one before as it is."""

    starts_on: str
    renews_on: str = ""
    ends_on: str = ""
    notice_days: str = ""
    pricing_model: PricingModel | None = None
    payment_days: str = ""
    is_new: bool = False


class ContractRead(Form):
    """The values of that form."""

    starts_on: Day
    renews_on: Day | None = None
    ends_on: Day | None = None
    notice_days: Days | None = None
    pricing_model: PricingModel | None = None
    payment_days: Days | None = None


class RetainerRequest(Model):
    """The retainer's submitted form; amounts in the client's currency."""

    starts_on: str
    ends_on: str = ""
    hours: str = ""
    fee: str = ""
    rate: str = ""
    roll_over: RollOver = RollOver.NONE
    cap: str = ""


class RetainerRead(Form):
    """The values of that form: minutes a month, and cents."""

    starts_on: Day
    ends_on: Day | None = None
    hours: MonthlyHours | None = None
    fee: Amount | None = None
    rate: Amount | None = None
    roll_over: RollOver
    cap: MonthlyHours | None = None


def check_contract(read: ContractRead) -> None:
    """Raise UsageError by field for impossible dates."""
    wrong = {}
    for name, day in (("renews_on", read.renews_on), ("ends_on", read.ends_on)):
        if day and day <= read.starts_on:
            wrong[name] = "Please choose a day after the contract's start."
    if wrong:
        raise UsageError("A contract can't end or renew before it begins.", fields=wrong)


def check_retainer(read: RetainerRead) -> None:
    """Raise UsageError by field for a retainer that says too little, or contradicts itself."""
    wrong = {}
    if read.hours is None and read.fee is None:
        wrong["hours"] = "Please give hours a month, a fee a month, or both."
    if read.ends_on and read.ends_on < read.starts_on:
        wrong["ends_on"] = "Please choose its first day or later."
    if read.roll_over != RollOver.NONE and read.hours is None:
        wrong["roll_over"] = "Only hours roll over: please give the hours a month."
    if read.roll_over == RollOver.CAPPED and read.cap is None:
        wrong["cap"] = "Please give the most hours that can roll over."
    if read.roll_over != RollOver.CAPPED and read.cap is not None:
        wrong["cap"] = "A cap only works with “they roll over up to a cap”."
    if wrong:
        raise UsageError("Please fix the fields marked below.", fields=wrong)


class Dated(Protocol):
    """Something that begins on a day."""

    starts_on: date


Term = TypeVar("Term", bound=Dated)


def counting(terms: Iterable[Term], today: date) -> Term | None:
    """Return the terms that began last, or if none has begun, those that begin first."""
    by_start = sorted(terms, key=lambda term: term.starts_on)
    begun = [term for term in by_start if term.starts_on <= today]
    return begun[-1] if begun else next(iter(by_start), None)
