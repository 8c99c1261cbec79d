"""The rate card, as an admin sees and sets it; entries that are made already keep their rates."""

from collections.abc import Sequence
from datetime import date
from itertools import groupby

from sqlalchemy.orm import Session

from bot import history
from bot.clients.clients import Chosen
from bot.core import Actor, Bot, once
from bot.errors import UsageError
from bot.model import Model
from bot.people.people import require_person, zone_of
from bot.rules.admin.rate_card import RateRead, RateRequest
from bot.rules.clients.contracts import counting
from bot.rules.kit.dates import local_date
from bot.rules.kit.fields import read_form
from bot.rules.people.rates import rate_scope
from bot.rules.permissions import Act
from storage.people import people, rates
from storage.people.rates import Rate


class RateStep(Model):
    """What an hour costs from a day on, in cents."""

    starts_on: date
    cents: int
    currency: str


class RateShown(Model):
    """A line of the rate card: whom and what it is for (empty counts for all), the step that counts, the others."""

    person: str
    role: str
    service: str
    now: RateStep
    others: Sequence[RateStep]


class RateCard(Model):
    """The rate card, or what it has for one person; the most general lines first."""

    today: date
    person: Chosen | None
    rates: Sequence[RateShown]


class RateKept(Model):
    """A rate was set."""

    cents: int
    currency: str


def show_rates(bot: Bot, actor: Actor, person_id: str = "") -> RateCard:
    """The whole rate card, or what it has for one person. Raises NotAllowed, Unknown."""
    with bot.store.read() as session:
        admin = require_person(session, actor, Act.KEEP_RATES)
        today = local_date(bot.now(), zone_of(admin))
        names = {each.id: each.name for each in people.everyone(session)}
        lines = [each for each in rates.every_rate(session) if not person_id or each.person_id == person_id]
        person = Chosen(id=person_id, name=names[person_id]) if person_id in names else None
        shown = [_shown(list(steps), names, today) for _, steps in groupby(lines, key=lambda rate: rate.scope)]
        return RateCard(today=today, person=person, rates=sorted(shown, key=_general_first))


def set_rate(bot: Bot, actor: Actor, request: RateRequest) -> RateKept:
    """Set what an hour costs from a day on; what is kept for that day and scope already is changed.

    Raises UsageError by field, NotAllowed, Unknown.
    """

    def work(session: Session) -> RateKept:
        admin = require_person(session, actor, Act.KEEP_RATES)
        read = read_form(RateRead, request.model_dump(), "That rate can't be kept like this.")
        if read.person and read.role:
            message = "A person has just one role: choose the one or the other."
            raise UsageError(message, fields={"role": message})
        if read.person and people.find(session, read.person) is None:
            raise UsageError("That rate can't be kept.", fields={"person": "Please choose somebody who works here."})
        scope = rate_scope(read.person, read.role, read.service)
        lines = rates.every_rate(session)
        row = next((each for each in lines if (each.scope, each.starts_on) == (scope, read.starts_on)), None)
        before = history.state_of(row) if row else None
        if row is None:
            row = Rate(
                id=bot.new_id(),
                scope=scope,
                service=read.service,
                role=read.role,
                person_id=read.person,
                starts_on=read.starts_on,
                cents=read.amount,
                currency=read.currency,
            )
            session.add(row)
        row.cents, row.currency = read.amount, read.currency
        session.flush()
        history.record_kept(bot, session, admin.id, row, before)
        return RateKept(cents=row.cents, currency=row.currency)

    return once(bot, actor, RateKept, work)


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
