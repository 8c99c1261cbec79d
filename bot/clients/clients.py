"""Clients: finding one, and adding, changing and archiving them."""

import hashlib
from collections.abc import Collection, Sequence

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from bot import history
from bot.clients.internal_channels import ClientChannels, channel_problems
from bot.core import Actor, Bot, Work, once
from bot.errors import Conflict, NotFound, UsageError
from bot.hints import Hint
from bot.kit.channels import channel_id
from bot.model import Model
from bot.people.people import Staff, require_person, require_staff
from bot.people.policies import OfficeShown
from bot.rules.clients.clients import BrandingRead, BrandingRequest, ClientRead, ClientRequest, Logo, check_logo
from bot.rules.kit.fields import read_form
from bot.rules.permissions import Act
from storage.clients import clients, contacts
from storage.clients.clients import Client
from storage.jobs import jobs
from storage.kit import channels, files
from storage.people import people
from storage.people.people import Person
from storage.words.accounts import ClientStatus
from storage.words.platforms import ChannelRef

REFUSED = "Please fix the fields marked below."


class Chosen(Model):
    """A person as the initial value of a form."""

    id: str
    name: str


class ClientForm(Model):
    """The initial values of the client's form; `id` is empty for a new one."""

    id: str = ""
    code: str = ""
    name: str = ""
    status: ClientStatus = ClientStatus.ACTIVE
    office: str
    offices: Sequence[OfficeShown]
    currency: str = "USD"
    owner: Chosen | None = None
    lead: Chosen | None = None
    backup: Chosen | None = None
    team: Sequence[Chosen] = ()
    internal_channel: ChannelRef | None = None
    shared_channel: ChannelRef | None = None


class BrandingForm(Model):
    """The initial values of the form for branding and notes."""

    id: str
    code: str
    colour: str
    logo: str
    branding_notes: str
    reporting_notes: str


class ClientKept(Model):
    """A client was added, changed, archived or brought back."""

    client_id: str


def require_client(session: Session, client_id_or_code: str) -> Client:
    """The client with that id or code (in any case), with its office, its owner and its leads. Raises NotFound."""
    named = client_id_or_code.strip()
    found = clients.by_id(session, named) or clients.by_code(session, named.upper())
    if found is None:
        message = f"I can't find a client “{named[:60]}”." if named else "Which client do you mean?"
        raise NotFound(message, hint=Hint(text="See all clients", command="client"))
    return found


def client_form(bot: Bot, actor: Actor, client_id: str = "") -> ClientForm:
    """Return the form for a new client of the asker's own office, or for that one. Raises NotFound, NotAllowed."""
    with bot.read(actor) as work:
        person = require_person(work, Act.KEEP_CLIENTS)
        offices = [OfficeShown(id=office.id, name=office.name) for office in people.offices(work.session)]
        if not client_id:
            return ClientForm(office=person.office_id, offices=offices)
        client = require_client(work.session, client_id)
        return ClientForm(
            id=client.id,
            code=client.code,
            name=client.name,
            status=client.status,
            office=client.office_id or "",
            offices=offices,
            currency=client.currency,
            owner=_chosen(client.owner),
            lead=_chosen(client.lead),
            backup=_chosen(client.backup_lead),
            team=[Chosen(id=each.id, name=each.name) for each in clients.team_of(work.session, client.id)],
            internal_channel=channels.ref_of(work.session, client.internal_channel_id),
            shared_channel=channels.ref_of(work.session, client.shared_channel_id),
        )


@once
def keep_client(work: Work, client_id: str, request: ClientRequest) -> ClientKept:
    """Add a client (`client_id` is empty), or change that one.

    Raises UsageError and Conflict by field, NotFound, NotAllowed, Unknown.
    """
    person = require_person(work, Act.KEEP_CLIENTS)
    read = read_form(ClientRead, request.model_dump(), REFUSED)
    client = require_client(work.session, client_id) if client_id else None
    _check_people(work.session, read, client)
    _check_office(work.session, read.office)
    _check_code(work.session, read.code, client)
    named = _channels_of(work, read, client)
    before = history.state_of(client) if client else None
    if client is None:
        client = Client(id=work.new_id(), code=read.code, name=read.name)
        work.session.add(client)
    elif client.currency != read.currency and (why := bound_currency(work.session, client)):
        raise Conflict(why, fields={"currency": why})
    _fill(client, read, named)
    try:
        work.session.flush()
    except IntegrityError:
        raise Conflict(REFUSED, fields={"code": f"Somebody just took the code {read.code}."}) from None
    history.record_kept(work, person.id, client, before)
    keep_team(work, person.id, client, read.team)
    return ClientKept(client_id=client.id)


def branding_form(bot: Bot, actor: Actor, client_id: str) -> BrandingForm:
    """Return the form for branding and notes. Raises NotFound, NotAllowed, Unknown."""
    with bot.read(actor) as work:
        require_person(work, Act.KEEP_CLIENTS)
        client = require_client(work.session, client_id)
        logo = files.by_id(work.session, client.logo_id) if client.logo_id else None
        return BrandingForm(
            id=client.id,
            code=client.code,
            colour=client.colour or "",
            logo=logo.name if logo else "",
            branding_notes=client.branding_notes,
            reporting_notes=client.reporting_notes,
        )


@once
def keep_branding(work: Work, client_id: str, request: BrandingRequest, logo: Logo | None = None) -> ClientKept:
    """Save a client's colour and notes, and its logo if one was given.

    Raises UsageError by field, NotFound, NotAllowed, Unknown.
    """
    person = require_person(work, Act.KEEP_CLIENTS)
    client = require_client(work.session, client_id)
    read = read_form(BrandingRead, request.model_dump(exclude={"remove_logo"}), REFUSED)
    before = history.state_of(client)
    client.colour = read.colour
    client.branding_notes, client.reporting_notes = read.branding_notes, read.reporting_notes
    if logo:
        media_type = check_logo(logo)
        digest = hashlib.sha256(logo.content).hexdigest()
        client.logo_id = files.keep(work.session, digest, logo.name, media_type, logo.content)
    elif request.remove_logo:
        client.logo_id = None
    work.session.flush()
    history.record_kept(work, person.id, client, before)
    return ClientKept(client_id=client.id)


@once
def archive_client(work: Work, client_id: str) -> ClientKept:
    """Archive a client; nothing is deleted. Raises Conflict if it has open jobs, NotFound, NotAllowed."""
    staff = require_staff(work, Act.KEEP_CLIENTS)
    client = require_client(staff.session, client_id)
    if open_jobs := [job.number for job in jobs.open_of_client(staff.session, client.id)]:
        many = f"{len(open_jobs)} open jobs" if len(open_jobs) > 1 else "an open job"
        raise Conflict(f"{client.code} has {many}: {', '.join(open_jobs)}. Close them first, then archive it.")
    _set_archived(staff, client, archived=True)
    return ClientKept(client_id=client.id)


@once
def unarchive_client(work: Work, client_id: str) -> ClientKept:
    """Bring an archived client back. Raises NotFound, NotAllowed, Unknown."""
    staff = require_staff(work, Act.KEEP_CLIENTS)
    client = require_client(staff.session, client_id)
    _set_archived(staff, client, archived=False)
    return ClientKept(client_id=client.id)


def keep_team(work: Work, person_id: str | None, client: Client, team: Collection[str]) -> bool:
    """Make just these people (by id) a client's team, with its history; return whether that changed anything."""
    before, after = sorted(each.id for each in clients.team_of(work.session, client.id)), sorted(set(team))
    if before == after:
        return False
    clients.set_team(work.session, client.id, after)
    history.record_members(work, person_id, client, "team", before, after)
    return True


def _set_archived(staff: Staff, client: Client, *, archived: bool) -> None:
    if archived == (client.archived_at is not None):
        return
    before = history.state_of(client)
    client.archived_at = staff.now() if archived else None
    staff.session.flush()
    history.record_kept(staff, staff.id, client, before)


def _fill(client: Client, read: ClientRead, named: ClientChannels) -> None:
    client.code, client.name, client.status, client.currency = read.code, read.name, read.status, read.currency
    client.office_id, client.owner_id = read.office, read.owner
    client.lead_id, client.backup_lead_id = read.lead, read.backup
    client.internal_channel_id, client.shared_channel_id = named.internal, named.shared


def _check_people(session: Session, read: ClientRead, client: Client | None) -> None:
    """Check that the people named work here. Somebody who left may stay if they were named before."""
    named = {"owner": [read.owner], "lead": [read.lead], "backup": [read.backup], "team": read.team}
    found = people.with_ids(session, {each for ids in named.values() for each in ids if each})
    working = {person.id for person in found if person.left_at is None}
    if client:
        before = {client.owner_id, client.lead_id, client.backup_lead_id}
        working |= {each for each in before if each} | {each.id for each in clients.team_of(session, client.id)}
    wrong = {
        field: "Please choose somebody who works here."
        for field, ids in named.items()
        if not working.issuperset(each for each in ids if each)
    }
    if read.lead and read.lead == read.backup:
        wrong["backup"] = "The back-up lead covers for the lead. Please choose somebody else."
    if wrong:
        raise UsageError(REFUSED, fields=wrong)


def _check_office(session: Session, office_id: str | None) -> None:
    if office_id and office_id not in {office.id for office in people.offices(session)}:
        raise UsageError(REFUSED, fields={"office": "That office no longer exists. Please choose another one."})


def _channels_of(work: Work, read: ClientRead, client: Client | None) -> ClientChannels:
    """Return the channels that the form names. Raises UsageError by field if a client would read the internal one."""
    named = ClientChannels(
        internal=_channel(work, read.internal_channel, client.internal_channel_id if client else None),
        shared=_channel(work, read.shared_channel, client.shared_channel_id if client else None),
    )
    if wrong := channel_problems(work.session, client.id if client else "", named):
        raise UsageError(REFUSED, fields=wrong)
    return named


def _channel(work: Work, chosen: ChannelRef | None, kept_id: str | None) -> str | None:
    """Return the row id of a channel of the form. One of which we have only the name stays if no other is chosen:

    a form can't show it as chosen.
    """
    kept = channels.ref_of(work.session, kept_id)
    return kept_id if chosen is None and kept and kept.channel is None else channel_id(work, chosen)


def _check_code(session: Session, code: str, client: Client | None) -> None:
    other = clients.by_code(session, code)
    if other and (client is None or other.id != client.id):
        raise Conflict(f"{code} is {other.name}.", fields={"code": f"{code} is {other.name}. Please choose another."})


def bound_currency(session: Session, client: Client) -> str:
    """Return why a client's currency can't change: some amounts have none of their own. Empty if it can."""
    retainers = clients.retainers_of(session, client.id)
    limits = [each.limit_cents for each in contacts.of_client(session, client.id)]
    if any(each.fee_cents or each.rate_cents for each in retainers) or any(limits):
        return f"Retainers or approval limits are in {client.currency}. Change those first."
    return ""


def _chosen(person: Person | None) -> Chosen | None:
    return Chosen(id=person.id, name=person.name) if person else None
