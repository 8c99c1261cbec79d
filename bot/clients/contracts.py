"""Contracts and retainers: the terms of a client and the agency, and their changes."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy.orm import Session

from bot import history
from bot.clients.clients import require_client
from bot.core import Actor, Bot, Work, once
from bot.errors import Conflict, NotFound
from bot.model import Model
from bot.people.people import require_person, require_staff
from bot.rules.clients.contracts import (
    ContractRead,
    ContractRequest,
    RetainerRead,
    RetainerRequest,
    check_contract,
    check_retainer,
    counting,
)
from bot.rules.kit.fields import read_form
from bot.rules.permissions import Act
from storage.clients import clients
from storage.clients.clients import Client, Contract, Retainer
from storage.words.accounts import PricingModel, RollOver


class ContractShown(Model):
    """The current contract, and how many there were before it."""

    id: str
    starts_on: date
    renews_on: date | None
    ends_on: date | None
    notice_days: int | None
    pricing_model: PricingModel | None
    payment_days: int | None
    earlier: int = 0


class RetainerShown(Model):
    """Hours or a fee a month; amounts are None if the reader can't see money. `over`: it has ended."""

    id: str
    starts_on: date
    ends_on: date | None
    minutes: int | None
    fee_cents: int | None
    rate_cents: int | None
    currency: str
    roll_over: RollOver
    cap_minutes: int | None
    over: bool


class ContractForm(Model):
    """The initial values of the contract's form."""

    client_id: str
    code: str
    today: date
    contract: ContractShown | None


class RetainerForm(Model):
    """The initial values of a retainer's form; `retainer` is empty for a new one."""

    client_id: str
    code: str
    currency: str
    today: date
    retainer: RetainerShown | None


class RetainersShown(Model):
    """A client's retainers, the latest first, for people who can change them."""

    client_id: str
    code: str
    retainers: Sequence[RetainerShown]


class TermsKept(Model):
    """A contract or a retainer was saved."""

    client_id: str


def contract_of(session: Session, client_id: str, today: date) -> ContractShown | None:
    """Return a client's contract on that day."""
    terms = clients.contracts_of(session, client_id)
    found = counting(terms, today)
    if found is None:
        return None
    facts = history.state_of(found) | {"earlier": sum(each.starts_on < found.starts_on for each in terms)}
    return ContractShown.model_validate(facts)


def retainers_of(session: Session, client: Client, today: date, *, with_money: bool) -> Sequence[RetainerShown]:
    """Return a client's retainers, the latest first."""
    return [
        RetainerShown(
            id=each.id,
            starts_on=each.starts_on,
            ends_on=each.ends_on,
            minutes=each.minutes_a_month,
            fee_cents=each.fee_cents if with_money else None,
            rate_cents=each.rate_cents if with_money else None,
            currency=client.currency,
            roll_over=each.roll_over,
            cap_minutes=each.cap_minutes,
            over=each.ends_on is not None and each.ends_on < today,
        )
        for each in clients.retainers_of(session, client.id)
    ]


def contract_form(bot: Bot, actor: Actor, client_id: str) -> ContractForm:
    """Return the form for a contract. Raises NotFound, NotAllowed, Unknown."""
    with bot.read(actor) as work:
        staff = require_staff(work, Act.KEEP_CLIENTS)
        client, today = require_client(staff.session, client_id), staff.today
        shown = contract_of(staff.session, client.id, today)
        return ContractForm(client_id=client.id, code=client.code, today=today, contract=shown)


@once
def keep_contract(work: Work, client_id: str, contract_id: str, request: ContractRequest) -> TermsKept:
    """Save the form as a change of that contract, or as a new one that leaves it as it was.

    Raises UsageError by field, Conflict, NotFound, NotAllowed, Unknown.
    """
    person, client = require_person(work, Act.KEEP_CLIENTS), require_client(work.session, client_id)
    read = read_form(ContractRead, request.model_dump(), "Please fix the fields marked below.")
    check_contract(read)
    kept = {each.id: each for each in clients.contracts_of(work.session, client.id)}
    row = None if request.is_new else kept.get(contract_id)
    if any(each.starts_on == read.starts_on and each is not row for each in kept.values()):
        message = "There's already a contract that begins on that day."
        raise Conflict(message, fields={"starts_on": message})
    before = history.state_of(row) if row else None
    if row is None:
        row = Contract(id=work.new_id(), client_id=client.id, starts_on=read.starts_on)
        work.session.add(row)
    for name, value in read:
        setattr(row, name, value)
    work.session.flush()
    history.record_kept(work, person.id, row, before)
    return TermsKept(client_id=client.id)


def show_retainers(bot: Bot, actor: Actor, client_id: str) -> RetainersShown:
    """Return a client's retainers, for people who can change them. Raises NotFound, NotAllowed, Unknown."""
    with bot.read(actor) as work:
        staff = require_staff(work, Act.KEEP_CLIENTS)
        client, today = require_client(staff.session, client_id), staff.today
        found = retainers_of(staff.session, client, today, with_money=True)
        return RetainersShown(client_id=client.id, code=client.code, retainers=found)


def retainer_form(bot: Bot, actor: Actor, client_id: str, retainer_id: str = "") -> RetainerForm:
    """Return the form for a new retainer, or for that one. Raises NotFound, NotAllowed, Unknown."""
    with bot.read(actor) as work:
        staff = require_staff(work, Act.KEEP_CLIENTS)
        client, today = require_client(staff.session, client_id), staff.today
        found = {each.id: each for each in retainers_of(staff.session, client, today, with_money=True)}
        if retainer_id and retainer_id not in found:
            raise NotFound("That retainer no longer exists.")
        return RetainerForm(
            client_id=client.id,
            code=client.code,
            currency=client.currency,
            today=today,
            retainer=found.get(retainer_id),
        )


@once
def keep_retainer(work: Work, client_id: str, retainer_id: str, request: RetainerRequest) -> TermsKept:
    """Add a retainer, or change or end that one. Raises UsageError by field, NotFound, NotAllowed, Unknown."""
    person, client = require_person(work, Act.KEEP_CLIENTS), require_client(work.session, client_id)
    read = read_form(RetainerRead, request.model_dump(), "Please fix the fields marked below.")
    check_retainer(read)
    row = next((each for each in clients.retainers_of(work.session, client.id) if each.id == retainer_id), None)
    if retainer_id and row is None:
        raise NotFound("That retainer no longer exists.")
    before = history.state_of(row) if row else None
    if row is None:
        row = Retainer(id=work.new_id(), client_id=client.id, starts_on=read.starts_on)
        work.session.add(row)
    row.starts_on, row.ends_on, row.minutes_a_month = read.starts_on, read.ends_on, read.hours
    row.fee_cents, row.rate_cents = read.fee, read.rate
    row.roll_over, row.cap_minutes = read.roll_over, read.cap
    work.session.flush()
    history.record_kept(work, person.id, row, before)
    return TermsKept(client_id=client.id)
