"""Opportunities: work that a client may yet give, kept from the first word to won or lost."""

from datetime import date

from sqlalchemy.orm import Session

from bot import history
from bot.accounts.opportunity_estimates import EstimateLinked, check_link, held_estimate, links_of, worth_of
from bot.clients.clients import Chosen
from bot.clients.names import client_named
from bot.core import Actor, Bot, once
from bot.errors import Conflict, NotFound, UsageError
from bot.messaging.touch import told_changed
from bot.model import Model
from bot.people.people import require_person, zone_of
from bot.rules.accounts.opportunities import OpportunityRead, OpportunityRequest, check_amount, check_closing
from bot.rules.kit.dates import local_date
from bot.rules.kit.fields import read_form, read_notes
from bot.rules.permissions import Act
from storage.accounts import goals
from storage.accounts.goals import Opportunity
from storage.clients import clients
from storage.clients.clients import Client
from storage.people import people
from storage.people.people import Person
from storage.words.accounts import SETTLED_STAGES, OpportunityKind, OpportunityStage
from storage.words.time import Change

PAGE = 10
MOST_SETTLED = 100
REFUSED = "That opportunity can't be kept like this."


class OpportunityShown(Model):
    """An opportunity; cents of `currency`, dates those of who looks.

    `cents` is what it would bring: its own amount is `own_cents`, which counts while its estimate does not.
    """

    id: str
    client_id: str
    code: str
    client: str
    title: str
    kind: OpportunityKind
    cents: int
    own_cents: int
    currency: str
    percent: int
    closes_on: date
    stage: OpportunityStage
    owner: Chosen
    note: str
    today: date
    estimate: EstimateLinked | None = None

    @property
    def is_open(self) -> bool:
        """Whether it can still be won or lost."""
        return self.stage not in SETTLED_STAGES

    @property
    def is_overdue(self) -> bool:
        """Whether it is open past its close date."""
        return self.is_open and self.closes_on < self.today


class OpportunityForm(Model):
    """What the form begins with; no opportunity for a new one."""

    today: date
    owner: Chosen
    client: Chosen | None = None
    currency: str = ""
    opportunity: OpportunityShown | None = None


class OpportunityKept(Model):
    """An opportunity was added or changed, won or lost."""

    opportunity: OpportunityShown


def opportunity_form(bot: Bot, actor: Actor, opportunity_id: str = "", code: str = "") -> OpportunityForm:
    """What the form begins with: a new one (of that client), or that one. Raises NotFound, NotAllowed, Unknown."""
    with bot.store.read() as session:
        person = require_person(session, actor, Act.KEEP_OPPORTUNITIES)
        form = OpportunityForm(
            today=local_date(bot.now(), zone_of(person)), owner=Chosen(id=person.id, name=person.name)
        )
        if opportunity_id:
            shown = _shown_alone(bot, session, _require(session, opportunity_id), person)
            return form.model_copy(update={"opportunity": shown, "owner": shown.owner, "currency": shown.currency})
        if code:
            client = client_named(session, code)
            chosen = Chosen(id=client.id, name=f"{client.code} {client.name}")
            form = form.model_copy(update={"client": chosen, "currency": client.currency})
        return form


def keep_opportunity(bot: Bot, actor: Actor, opportunity_id: str, request: OpportunityRequest) -> OpportunityKept:
    """Add an opportunity, or change that one; its client and currency stay as they were made.

    Raises UsageError by field, Conflict where it is won or lost already, NotFound, NotAllowed, Unknown.
    """

    def work(session: Session) -> OpportunityKept:
        person = require_person(session, actor, Act.KEEP_OPPORTUNITIES)
        read = read_form(OpportunityRead, request.model_dump(), REFUSED)
        held = held_estimate(session, read.estimate) if read.estimate else None
        row = _require_open(session, opportunity_id) if opportunity_id else None
        check_amount(read.amount)
        check_closing(read.closes_on, local_date(bot.now(), zone_of(person)), row.closes_on if row else None)
        if read.stage in SETTLED_STAGES:
            raise UsageError(
                REFUSED, fields={"stage": "*Won* and *Lost* have their own buttons, with what came of it."}
            )
        owner = people.find(session, read.owner) if read.owner else person
        if owner is None or owner.left_at:
            raise UsageError(REFUSED, fields={"owner": "Please choose somebody who works here."})
        before = history.state_of(row) if row else None
        client = row.client if row else _client(session, read)
        if held:
            check_link(session, row, client, *held)
        row = row or _new(bot, session, read, client, owner)
        row.title, row.kind, row.cents, row.percent = read.title, read.kind, read.amount, read.percent
        row.closes_on, row.owner_id, row.stage, row.note = read.closes_on, owner.id, read.stage, read.note
        row.estimate_id = read.estimate
        session.flush()
        history.record_kept(bot, session, person.id, row, before)
        told_changed(bot, session, row.owner_id)
        return OpportunityKept(opportunity=_shown_alone(bot, session, _require(session, row.id), person))

    return once(bot, actor, OpportunityKept, work)


def settle_opportunity(
    bot: Bot, actor: Actor, opportunity_id: str, stage: OpportunityStage, outcome: str
) -> OpportunityKept:
    """Win or lose an opportunity, with what came of it. Raises UsageError by field, Conflict, NotFound, NotAllowed."""

    def work(session: Session) -> OpportunityKept:
        person = require_person(session, actor, Act.KEEP_OPPORTUNITIES)
        row = _require_open(session, opportunity_id)
        if not outcome.strip():
            raise UsageError("What came of it?", fields={"outcome": "Please say in a few words what came of it."})
        before = history.state_of(row)
        row.stage, row.settled_at, row.note = stage, bot.now(), read_notes(outcome.strip())
        session.flush()
        history.record(bot, session, person.id, row, Change.CLOSED, before)
        told_changed(bot, session, row.owner_id)
        return OpportunityKept(opportunity=_shown_alone(bot, session, row, person))

    return once(bot, actor, OpportunityKept, work)


def opportunity_shown(bot: Bot, opportunity_id: str, reader_id: str) -> OpportunityShown:
    """An opportunity for who is told of it. Asked by the outbox alone."""
    with bot.store.read() as session:
        return _shown_alone(bot, session, _require(session, opportunity_id), people.by_id(session, reader_id))


def shown_to(
    bot: Bot, session: Session, row: Opportunity, reader: Person, link: EstimateLinked | None
) -> OpportunityShown:
    """An opportunity (loaded with its client) and what it became, for a reader."""
    owner = people.by_id(session, row.owner_id)
    facts = history.state_of(row) | {"code": row.client.code, "client": row.client.name}
    facts |= {"owner": Chosen(id=owner.id, name=owner.name), "today": local_date(bot.now(), zone_of(reader))}
    facts |= {"estimate": link, "cents": worth_of(row, link), "own_cents": row.cents}
    return OpportunityShown.model_validate(facts)


def _client(session: Session, read: OpportunityRead) -> Client:
    client = clients.by_id(session, read.client) if read.client else None
    if client is None or client.archived_at:
        raise UsageError(REFUSED, fields={"client": "Please choose a client."})
    return client


def _new(bot: Bot, session: Session, read: OpportunityRead, client: Client, owner: Person) -> Opportunity:
    row = Opportunity(
        id=bot.new_id(),
        client_id=client.id,
        kind=read.kind,
        title=read.title,
        cents=read.amount,
        currency=client.currency,
        percent=read.percent,
        closes_on=read.closes_on,
        owner_id=owner.id,
        made_at=bot.now(),
    )
    session.add(row)
    return row


def _require(session: Session, opportunity_id: str, *, locked: bool = False) -> Opportunity:
    row = goals.opportunity(session, opportunity_id, locked=locked)
    if row is None:
        raise NotFound("I can't find that opportunity.")
    return row


def _require_open(session: Session, opportunity_id: str) -> Opportunity:
    row = _require(session, opportunity_id, locked=True)
    if not row.is_open:
        raise Conflict(f"“{row.title}” is {row.stage} already.")
    return row


def _shown_alone(bot: Bot, session: Session, row: Opportunity, reader: Person) -> OpportunityShown:
    return shown_to(bot, session, row, reader, links_of(session, [row]).get(row.id))
