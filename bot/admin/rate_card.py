"""The rate card, as an admin sees and sets it; existing entries keep their rates."""

from collections.abc import Sequence
from datetime import date
from itertools import groupby

from bot import history
from bot.clients.clients import Chosen
from bot.core import Actor, Bot, Work, once
from bot.errors import UsageError
from bot.model import Model
from bot.people.people import require_person, require_staff
from bot.rules.admin.rate_card import RateRead, RateRequest
from bot.rules.clients.contracts import counting
from bot.rules.kit.fields import read_form
from bot.rules.people.rates import rate_scope
from bot.rules.permissions import Act
from storage.people import people, rates
from storage.people.rates import Rate


class RateStep(Model):
    """The price of an hour from a day on, in cents."""

    starts_on: date
    cents: int
    currency: str


class RateShown(Model):
    """A line of the rate card: its person, role and service (empty means all), its current step, and the others."""

    person: str
    role: str
    service: str
    now: RateStep
    others: Sequence[RateStep]


class RateCard(Model):
    """The rate card, or its lines for one person; the most general lines first."""

    today: date
    person: Chosen | None
    rates: Sequence[RateShown]


class RateKept(Model):
    """A rate was set."""

    cents: int
    currency: str


def show_rates(bot: Bot, actor: Actor, person_id: str = "") -> RateCard:
    """Return the whole rate card, or its lines for one person. Raises NotAllowed, Unknown."""
    with bot.read(actor) as work:
        staff = require_staff(work, Act.KEEP_RATES)
        today = staff.today
        names = {each.id: each.name for each in people.everyone(staff.session)}
        lines = [each for each in rates.every_rate(staff.session) if not person_id or each.person_id == person_id]
        person = Chosen(id=person_id, name=names[person_id]) if person_id in names else None
        shown = [_shown(list(steps), names, today) for _, steps in groupby(lines, key=lambda rate: rate.scope)]
        return RateCard(today=today, person=person, rates=sorted(shown, key=_general_first))


@once
def set_rate(work: Work, request: RateRequest) -> RateKept:
    """Set the price of an hour from a day on; a rate of the same day and scope is changed.

    Raises UsageError by field, NotAllowed, Unknown.
    """
    admin = require_person(work, Act.KEEP_RATES)
    read = read_form(RateRead, request.model_dump(), "Please fix the fields marked below.")
    if read.person and read.role:
        message = "A person has only one role. Please choose a person or a role."
        raise UsageError(message, fields={"role": message})
    if read.person and people.find(work.session, read.person) is None:
        raise UsageError("Please fix this field.", fields={"person": "Please choose somebody who works here."})
    scope = rate_scope(read.person, read.role, read.service)
    lines = rates.every_rate(work.session)
    row = next((each for each in lines if (each.scope, each.starts_on) == (scope, read.starts_on)), None)
    before = history.state_of(row) if row else None
    if row is None:
        row = Rate(
            id=work.new_id(),
            scope=scope,
            service=read.service,
            role=read.role,
            person_id=read.person,
            starts_on=read.starts_on,
            cents=read.amount,
            currency=read.currency,
        )
        work.session.add(row)
    row.cents, row.currency = read.amount, read.currency
    work.session.flush()
    history.record_kept(work, admin.id, row, before)
    return RateKept(cents=row.cents, currency=row.currency)


def _shown(steps: Sequence[Rate], names: dict[str, str], today: date) -> RateShown:
    now = counting(steps, today) or steps[0]
    return RateShown(
        person=names.get(now.person_id or "", ""),
        role=now.role or "",
        service=now.service or "",
        now=_step(now),
        others=[_step(each) for each in steps if each is not now],
    )


def _general_first(rate: RateShown) -> tuple[bool, bool, bool, str]:
    return bool(rate.person), bool(rate.role), bool(rate.service), f"{rate.person}{rate.role}{rate.service}"


def _step(rate: Rate) -> RateStep:
    return RateStep(starts_on=rate.starts_on, cents=rate.cents, currency=rate.currency)
