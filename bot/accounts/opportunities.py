"""Opportunities: work that a client may give us, from the first mention to won or lost."""

from datetime import date

from sqlalchemy.orm import Session

from bot import history
from bot.accounts.opportunity_estimates import EstimateLinked, check_link, held_estimate, links_of, worth_of
from bot.clients.clients import Chosen
from bot.clients.names import client_named
from bot.core import Actor, Bot, Work, once
from bot.errors import Conflict, NotFound, UsageError
from bot.messaging.touch import told_changed
from bot.model import Model
from bot.people.people import require_person, require_staff, today_of
from bot.rules.accounts.opportunities import OpportunityRead, OpportunityRequest, check_amount, check_closing
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
REFUSED = "Please fix the fields marked below."


class OpportunityShown(Model):
    """An opportunity; cents of `currency`, dates in the reader's time zone.

    `cents` is what it would bring; `own_cents` is its own amount, which doesn't count while its estimate does.
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
        """Return whether it can still be won or lost."""
        return self.stage not in SETTLED_STAGES

    @property
    def is_overdue(self) -> bool:
        """Return whether it is open past its close date."""
        return self.is_open and self.closes_on < self.today


class OpportunityForm(Model):
    """The initial values of the form; without an opportunity for a new one."""

    today: date
    owner: Chosen
    client: Chosen | None = None
    currency: str = ""
    opportunity: OpportunityShown | None = None


class OpportunityKept(Model):
    """An opportunity was added or changed, won or lost."""

    opportunity: OpportunityShown


def opportunity_form(bot: Bot, actor: Actor, opportunity_id: str = "", code: str = "") -> OpportunityForm:
    """Return the form for a new opportunity (of that client), or for that one.

    Raises Conflict if it is already won or lost, NotFound, NotAllowed, Unknown.
    """
    with bot.read(actor) as work:
        staff = require_staff(work, Act.KEEP_OPPORTUNITIES)
        form = OpportunityForm(today=staff.today, owner=Chosen(id=staff.id, name=staff.person.name))
        if opportunity_id:
            row = _require_open(staff.session, opportunity_id, locked=False)
            shown = _shown_alone(staff, row, staff.person)
            return form.model_copy(update={"opportunity": shown, "owner": shown.owner, "currency": shown.currency})
        if code:
            client = client_named(staff.session, code)
            chosen = Chosen(id=client.id, name=f"{client.code} {client.name}")
            form = form.model_copy(update={"client": chosen, "currency": client.currency})
        return form


@once
def keep_opportunity(work: Work, opportunity_id: str, request: OpportunityRequest) -> OpportunityKept:
    """Add an opportunity, or change that one; its client and currency never change.

    Raises UsageError by field, Conflict if it is already won or lost, NotFound, NotAllowed, Unknown.
    """
    staff = require_staff(work, Act.KEEP_OPPORTUNITIES)
    read = read_form(OpportunityRead, request.model_dump(), REFUSED)
    held = held_estimate(staff.session, read.estimate) if read.estimate else None
    row = _require_open(staff.session, opportunity_id) if opportunity_id else None
    check_amount(read.amount)
    check_closing(read.closes_on, staff.today, row.closes_on if row else None)
    if read.stage in SETTLED_STAGES:
        raise UsageError(REFUSED, fields={"stage": "To win or lose it, use the *Won* and *Lost* buttons."})
    owner = people.find(staff.session, read.owner) if read.owner else staff.person
    if owner is None or owner.left_at:
        raise UsageError(REFUSED, fields={"owner": "Please choose somebody who works here."})
    before = history.state_of(row) if row else None
    client = row.client if row else _client(staff.session, read)
    if held:
        check_link(staff.session, row, client, *held)
    row = row or _new(staff, read, client, owner)
    row.title, row.kind, row.cents, row.percent = read.title, read.kind, read.amount, read.percent
    row.closes_on, row.owner_id, row.stage, row.note = read.closes_on, owner.id, read.stage, read.note
    if read.estimate != row.estimate_id:
        row.estimate_id, row.followed_at = read.estimate, staff.now()
    staff.session.flush()
    history.record_kept(staff, staff.id, row, before)
    told_changed(staff, row.owner_id)
    return OpportunityKept(opportunity=_shown_alone(staff, _require(staff.session, row.id), staff.person))


@once
def settle_opportunity(work: Work, opportunity_id: str, stage: OpportunityStage, outcome: str) -> OpportunityKept:
    """Mark an opportunity as won or lost, and why. Raises UsageError by field, Conflict, NotFound, NotAllowed."""
    person = require_person(work, Act.KEEP_OPPORTUNITIES)
    row = _require_open(work.session, opportunity_id)
    if not outcome.strip():
        raise UsageError("How did it turn out?", fields={"outcome": "Please say in a few words how it turned out."})
    before = history.state_of(row)
    row.stage, row.settled_at, row.note = stage, work.now(), read_notes(outcome.strip())
    work.session.flush()
    history.record(work, person.id, row, Change.CLOSED, before)
    told_changed(work, row.owner_id)
    return OpportunityKept(opportunity=_shown_alone(work, row, person))


def opportunity_shown(bot: Bot, opportunity_id: str, reader_id: str) -> OpportunityShown:
    """Return an opportunity for the reader of a notice. For the outbox only."""
    with bot.read() as work:
        return _shown_alone(work, _require(work.session, opportunity_id), people.by_id(work.session, reader_id))


def shown_to(work: Work, row: Opportunity, reader: Person, link: EstimateLinked | None) -> OpportunityShown:
    """Return an opportunity (loaded with its client) and what it became, for a reader."""
    owner = people.by_id(work.session, row.owner_id)
    facts = history.state_of(row) | {"code": row.client.code, "client": row.client.name}
    facts |= {"owner": Chosen(id=owner.id, name=owner.name), "today": today_of(work.bot, reader)}
    facts |= {"estimate": link, "cents": worth_of(row, link), "own_cents": row.cents}
    return OpportunityShown.model_validate(facts)


def _client(session: Session, read: OpportunityRead) -> Client:
    client = clients.by_id(session, read.client) if read.client else None
    if client is None or client.archived_at:
        raise UsageError(REFUSED, fields={"client": "Please choose a client."})
    return client


def _new(work: Work, read: OpportunityRead, client: Client, owner: Person) -> Opportunity:
    row = Opportunity(
        id=work.new_id(),
        client_id=client.id,
        kind=read.kind,
        title=read.title,
        cents=read.amount,
        currency=client.currency,
        percent=read.percent,
        closes_on=read.closes_on,
        owner_id=owner.id,
        made_at=work.now(),
    )
    work.session.add(row)
    return row


def _require(session: Session, opportunity_id: str, *, locked: bool = False) -> Opportunity:
    row = goals.opportunity(session, opportunity_id, locked=locked)
    if row is None:
        raise NotFound("I can't find that opportunity.")
    return row


def _require_open(session: Session, opportunity_id: str, *, locked: bool = True) -> Opportunity:
    row = _require(session, opportunity_id, locked=locked)
    if not row.is_open:
        raise Conflict(f"“{row.title}” is already {row.stage}.")
    return row


def _shown_alone(work: Work, row: Opportunity, reader: Person) -> OpportunityShown:
    return shown_to(work, row, reader, links_of(work.session, [row]).get(row.id))
