"""Quarterly revenue goals of portfolios and clients, and their progress."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from sqlalchemy.orm import Session

from bot import history
from bot.accounts.goal_books import QuarterBooks
from bot.clients.clients import Chosen
from bot.core import Actor, Bot, Work, once
from bot.errors import Conflict, NotFound, UsageError
from bot.model import Model
from bot.people.people import may_do, require_person, require_staff, zone_of
from bot.people.policies import policy_of
from bot.rules.accounts.goal_facts import GoalFacts, Rate
from bot.rules.accounts.goals import GoalRead, GoalRequest, check_goal, goal_facts
from bot.rules.digests.digests import goal_figures
from bot.rules.digests.figures import GoalFigures
from bot.rules.kit.dates import local_date
from bot.rules.kit.fields import read_form
from bot.rules.kit.quarters import days_of_quarter, read_quarter
from bot.rules.permissions import Act
from storage.accounts import goals
from storage.accounts.goals import RevenueGoal
from storage.clients import clients
from storage.clients.clients import Client
from storage.kit import history as kept_history
from storage.kit.history import HistoryLine
from storage.people import people
from storage.words.time import Role

OWNER, CLIENT = "owner", "client"
MOST_CHANGES = 5
MOST_FOUND = 50
PAGE = 12
REFUSED = "Please fix the fields marked below."


class GoalShown(Model):
    """A goal with its figures: what they leave out, in words, and the rates that they use."""

    id: str
    figures: GoalFigures
    rates: Mapping[str, Rate]
    missing: Sequence[str]


class GoalsShown(Model):
    """A page of the goals of a quarter, portfolios first; pages count from 0."""

    quarter: str
    today: date
    goals: Sequence[GoalShown]
    page: int
    pages: int
    percent: int
    may_set: bool


class GoalChange(Model):
    """A change of a goal, dated in the reader's time zone; cents are None if it was removed."""

    on: date
    by: str
    cents: int | None


class GoalForm(Model):
    """The initial values of a goal's form; `id` is empty for a new one."""

    id: str = ""
    quarter: str
    whose: Chosen | None = None
    cents: int | None = None
    currency: str
    changes: Sequence[GoalChange] = ()


class GoalKept(Model):
    """A goal was set, changed or removed."""

    quarter: str
    whose: str
    cents: int
    currency: str


def goals_of(session: Session, quarter: str, now: datetime, owner_id: str | None = None) -> Sequence[GoalFacts]:
    """Return all goals of a quarter, portfolios first, as of `now` (aware UTC); few queries for any number.

    With `owner_id`, only the goals of that portfolio and of its clients.
    """
    every = goals.of_quarter(session, quarter)
    if not every:
        return []
    books, chosen = QuarterBooks(session, quarter, now), clients.every_client(session)
    by_id, names = {each.id: each for each in chosen}, _names(session)
    day = min(days_of_quarter(quarter)[1], now.date())
    found = []
    for goal in every:
        theirs = [by_id[goal.client_id]] if goal.client_id else [each for each in chosen if each.owner_id == goal.scope]
        if owner_id not in (None, goal.owner_id, theirs[0].owner_id if goal.client_id else None):
            continue
        rates = _rates(session, goal.currency, day)
        counted = [books.of(each) for each in theirs]
        whose = _whose(goal, by_id, names)
        facts = goal_facts(whose, goal.currency, goal.cents, counted, rates, goal.id)
        found.append((goal.client_id is not None, whose.casefold(), goal.currency, facts))
    return [facts for *_, facts in sorted(found, key=lambda each: each[:3])]


def show_goals(bot: Bot, actor: Actor, asked: str, page: int = 0) -> GoalsShown:
    """Return the goals of a quarter by name (empty for this one). Raises UsageError, NotAllowed, Unknown."""
    with bot.read(actor) as work:
        staff = require_staff(work, Act.SEE_GOALS)
        today = staff.today
        quarter = read_quarter(asked, today)
        every = goals_of(staff.session, quarter, bot.now())
        page = max(0, min(page, (len(every) - 1) // PAGE))
        return GoalsShown(
            quarter=quarter,
            today=today,
            goals=[_shown(each) for each in every[page * PAGE : (page + 1) * PAGE]],
            page=page,
            pages=-(-len(every) // PAGE),
            percent=policy_of(staff.session, staff.person.office).reports.open_estimate_percent,
            may_set=may_do(staff.person, Act.SET_GOALS),
        )


def goal_form(bot: Bot, actor: Actor, quarter: str, goal_id: str = "") -> GoalForm:
    """Return the form for a new goal of that quarter, or for that goal. Raises NotFound, UsageError, NotAllowed."""
    with bot.read(actor) as work:
        person = require_person(work, Act.SET_GOALS)
        zone = zone_of(person)
        if not goal_id:
            currency = policy_of(work.session, person.office).reports.currency
            return GoalForm(quarter=read_quarter(quarter, local_date(bot.now(), zone)), currency=currency)
        goal, names = _require(work.session, goal_id), _names(work.session)
        by_id = {each.id: each for each in clients.every_client(work.session)}
        lines = kept_history.latest_of(work.session, "revenue_goals", goal.id, MOST_CHANGES)
        return GoalForm(
            id=goal.id,
            quarter=goal.quarter,
            whose=Chosen(id=_scope(goal), name=_whose(goal, by_id, names)),
            cents=goal.cents,
            currency=goal.currency,
            changes=[_change(line, names, zone) for line in lines],
        )


def find_scopes(bot: Bot, actor: Actor, query: str) -> Sequence[Chosen]:
    """Find who a goal can be for: portfolios by owner's name, and clients by code or name. Raises NotAllowed."""
    words = query.lower().split()
    with bot.read(actor) as work:
        require_person(work, Act.SET_GOALS)
        chosen = clients.every_client(work.session)
        owners = {each.owner_id for each in chosen}
        found = [
            Chosen(id=f"{OWNER}:{each.id}", name=_portfolio(each.name))
            for each in sorted(people.everyone(work.session), key=lambda each: each.name)
            if each.left_at is None and (each.id in owners or each.role == Role.HEAD)
        ]
        current = [each for each in chosen if each.archived_at is None]
        found += [Chosen(id=f"{CLIENT}:{each.id}", name=f"{each.code} {each.name}") for each in current]
        return [each for each in found if all(word in each.name.lower() for word in words)][:MOST_FOUND]


@once
def keep_goal(work: Work, goal_id: str, request: GoalRequest) -> GoalKept:
    """Set a goal, or change that one; its portfolio or client and its currency never change.

    Raises UsageError and Conflict by field, NotFound, NotAllowed, Unknown.
    """
    person = require_person(work, Act.SET_GOALS)
    goal = _require(work.session, goal_id) if goal_id else None
    fixed = {"quarter": goal.quarter, "whose": _scope(goal), "currency": goal.currency} if goal else {}
    read = read_form(GoalRead, request.model_dump() | fixed, REFUSED)
    check_goal(read)
    before = history.state_of(goal) if goal else None
    goal = goal or _new(work, read)
    goal.cents = read.amount
    work.session.flush()
    history.record_kept(work, person.id, goal, before)
    return _kept(work.session, goal)


@once
def remove_goal(work: Work, goal_id: str) -> GoalKept:
    """Remove a goal; its history stays. Raises NotFound, NotAllowed, Unknown."""
    person = require_person(work, Act.SET_GOALS)
    goal = _require(work.session, goal_id)
    done = _kept(work.session, goal)
    history.record_removal(work, person.id, goal)
    work.session.delete(goal)
    return done


def _new(work: Work, read: GoalRead) -> RevenueGoal:
    kind, _, scope = read.whose.partition(":")
    owner = people.find(work.session, scope) if kind == OWNER else None
    client = clients.by_id(work.session, scope) if kind == CLIENT else None
    if owner is None and client is None:
        raise UsageError(REFUSED, fields={"whose": "Please choose a portfolio or a client."})
    if goals.goal_for(work.session, read.quarter, scope, read.currency):
        message = "There's already a goal for that quarter. Please change that one."
        raise Conflict(message, fields={"whose": message})
    goal = RevenueGoal(
        id=work.new_id(),
        quarter=read.quarter,
        scope=scope,
        cents=read.amount,
        currency=read.currency,
        owner_id=owner.id if owner else None,
        client_id=client.id if client else None,
    )
    work.session.add(goal)
    return goal


def _kept(session: Session, goal: RevenueGoal) -> GoalKept:
    by_id = {each.id: each for each in clients.every_client(session)}
    whose = _whose(goal, by_id, _names(session))
    return GoalKept(quarter=goal.quarter, whose=whose, cents=goal.cents, currency=goal.currency)


def _require(session: Session, goal_id: str) -> RevenueGoal:
    goal = goals.goal(session, goal_id)
    if goal is None:
        raise NotFound("That goal no longer exists.")
    return goal


def _rates(session: Session, currency: str, day: date) -> Mapping[str, Rate]:
    every = goals.rates_into(session, currency, day)
    return {each.currency: Rate(each.millionths, each.starts_on) for each in every}


def _shown(facts: GoalFacts) -> GoalShown:
    return GoalShown(id=facts.id, figures=goal_figures(facts), rates=facts.rates, missing=facts.missing)


def _change(line: HistoryLine, names: Mapping[str, str], zone: str) -> GoalChange:
    cents = line.after["cents"] if line.after else None
    return GoalChange(on=local_date(line.at, zone), by=names.get(line.person_id or "", ""), cents=cents)


def _names(session: Session) -> Mapping[str, str]:
    return {each.id: each.name for each in people.everyone(session)}


def _scope(goal: RevenueGoal) -> str:
    return f"{CLIENT if goal.client_id else OWNER}:{goal.scope}"


def _whose(goal: RevenueGoal, by_id: Mapping[str, Client], names: Mapping[str, str]) -> str:
    if goal.client_id:
        client = by_id[goal.client_id]
        return f"{client.code} {client.name}"
    return _portfolio(names.get(goal.scope, ""))


def _portfolio(name: str) -> str:
    return f"{name}’s portfolio"
