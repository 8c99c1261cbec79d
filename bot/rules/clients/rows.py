"""Rows of files of clients and of their contacts."""

import re
from collections.abc import Sequence
from datetime import date
from enum import StrEnum
from typing import Annotated, Any, TypeVar

from pydantic import BeforeValidator

from bot.rules.kit.fields import Amount, Colour, Day, Days, MonthlyHours, Notes
from bot.rules.kit.imports import Code, Currency, Email, FileRow
from storage.words.accounts import ClientStatus, ContactChannel, PricingModel, RollOver
from storage.words.platforms import LONGEST_ID
from storage.words.signoffs import SignoffKind

_CHANNEL_NAME = re.compile(r"[^\s#@<>|,;:/]+")
# An id such as C0DESK names a channel only to a machine.
_CHANNEL_ID = re.compile(r"[A-Z]0[A-Z0-9]+")
_BETWEEN = re.compile(r"[\s,;]+")
ROLL_OVER = {"none": RollOver.NONE, "capped": RollOver.CAPPED, "all": RollOver.ALL}

Word = TypeVar("Word", bound=StrEnum)


def _word(words: type[Word], text: Any, what: str) -> Word:
    lower = str(text).lower()
    if lower not in set(words):
        raise ValueError(f"I don't know the {what} “{text}”. Choose one of: {', '.join(words)}")
    return words(lower)


def _roll_over(text: Any) -> RollOver:
    if str(text).lower() not in ROLL_OVER:
        raise ValueError(f"I can't read “{text}” as a rule for unused hours. Choose one of: {', '.join(ROLL_OVER)}")
    return ROLL_OVER[str(text).lower()]


def _several(text: Any) -> Sequence[str]:
    return [part for part in _BETWEEN.split(str(text)) if part]


def _kinds(text: Any) -> Sequence[SignoffKind]:
    return [_word(SignoffKind, part, "kind of sign-off") for part in _several(text)]


def _channel(text: Any) -> str:
    """Return a channel's name as chat platforms write it: lower case, without the `#`."""
    name = str(text).removeprefix("#")
    if len(name) > LONGEST_ID:
        raise ValueError(f"a channel's name has up to {LONGEST_ID} characters")
    if not _CHANNEL_NAME.fullmatch(name) or _CHANNEL_ID.fullmatch(name):
        raise ValueError(f"“{text}” isn't a channel's name. Write it like #acme-desk")
    return name.lower()


Channel = Annotated[str, BeforeValidator(_channel)]


class ClientRow(FileRow):
    """A client by its code. People are e-mail addresses, channels are names; the `office` must exist.

    A contract is identified by `contract_from`, a retainer by `retainer_from`; another day means another one.
    """

    code: Code
    name: str
    status: Annotated[ClientStatus, BeforeValidator(lambda text: _word(ClientStatus, text, "status"))] = (
        ClientStatus.ACTIVE
    )
    office: str | None = None
    currency: Currency = "USD"
    owner: Email | None = None
    lead: Email | None = None
    backup: Email | None = None
    team: Annotated[Sequence[Email], BeforeValidator(_several)] = ()
    internal_channel: Channel | None = None
    shared_channel: Channel | None = None
    colour: Colour | None = None
    branding_notes: Notes = ""
    reporting_notes: Notes = ""
    contract_from: Day | None = None
    renews_on: Day | None = None
    contract_to: Day | None = None
    notice_days: Days | None = None
    pricing: Annotated[
        PricingModel | None, BeforeValidator(lambda text: _word(PricingModel, text, "pricing model"))
    ] = None
    payment_days: Days | None = None
    retainer_from: Day | None = None
    retainer_to: Day | None = None
    retainer_hours: MonthlyHours | None = None
    retainer_fee: Amount | None = None
    retainer_rate: Amount | None = None
    roll_over: Annotated[RollOver, BeforeValidator(_roll_over)] = RollOver.NONE
    roll_over_cap: MonthlyHours | None = None

    @property
    def contract(self) -> dict[str, Any]:
        """Return the contract's values, by the contract's own names."""
        names = {"contract_to": "ends_on", "pricing": "pricing_model"}
        columns = ("renews_on", "contract_to", "notice_days", "pricing", "payment_days")
        return {names.get(each, each): getattr(self, each) for each in columns if each in self.model_fields_set}

    @property
    def retainer(self) -> dict[str, Any]:
        """Return the retainer's values, by the retainer's own names."""
        names = {
            "retainer_to": "ends_on",
            "retainer_hours": "minutes_a_month",
            "retainer_fee": "fee_cents",
            "retainer_rate": "rate_cents",
            "roll_over": "roll_over",
            "roll_over_cap": "cap_minutes",
        }
        return {name: getattr(self, each) for each, name in names.items() if each in self.model_fields_set}

    def problem(self) -> str:
        """Return the problem with the row as a whole; empty if there's none."""
        if self.lead and self.lead == self.backup:
            return "the back-up lead covers for the lead, so name somebody else"
        if self.contract and self.contract_from is None:
            return "contract_from is missing: a contract is identified by its first day"
        if self.retainer and self.retainer_from is None:
            return "retainer_from is missing: a retainer is identified by its first day"
        if self.retainer_from and self.retainer_hours is None and self.retainer_fee is None:
            return "a retainer needs retainer_hours, retainer_fee, or both"
        if (self.roll_over == RollOver.CAPPED) != (self.roll_over_cap is not None):
            return "roll_over_cap goes with roll_over capped"
        return _wrong_order(self.contract_from, self.contract_to) or _wrong_order(self.retainer_from, self.retainer_to)


class ContactRow(FileRow):
    """A contact by their client's code and their e-mail address.

    Their chat account is chosen in chat, since a file can't vouch for it.
    """

    client: Code
    name: str
    email: Email
    approves: Annotated[Sequence[SignoffKind], BeforeValidator(_kinds)] = ()
    limit: Amount | None = None
    prefers: Annotated[ContactChannel, BeforeValidator(lambda text: _word(ContactChannel, text, "channel"))] = (
        ContactChannel.EMAIL
    )

    @property
    def label(self) -> str:
        """Return the contact in words; each may be in a file once."""
        return f"{self.client} {self.name} <{self.email}>"


def _wrong_order(first: date | None, last: date | None) -> str:
    return f"{last} is before {first}" if first and last and last < first else ""
