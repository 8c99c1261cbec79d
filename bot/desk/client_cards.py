"""The list of clients, and the card that shows all about one."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy.orm import Session

from bot.clients.clients import require_client
from bot.clients.contacts import ContactShown, contacts_of
from bot.clients.contracts import ContractShown, RetainerShown, contract_of, retainers_of
from bot.clients.leads import lead_of_client, leads_of_clients
from bot.core import Actor, Bot, Work
from bot.errors import NotFound
from bot.hints import Hint
from bot.model import Model
from bot.people.people import Staff, may_do, require_staff
from bot.rules.clients.clients import ClientFilter, read_filter
from bot.rules.permissions import Act
from storage.clients import clients
from storage.clients.clients import Client
from storage.jobs import jobs
from storage.kit import channels
from storage.people.people import Person
from storage.words.accounts import ClientStatus
from storage.words.platforms import ChannelRef
from storage.words.time import JobStatus

PAGE = 12


class ClientLine(Model):
    """A client in the list; `lead` is the named one, `stands_in` the person responsible today instead."""

    id: str
    code: str
    name: str
    status: ClientStatus
    lead: str
    stands_in: str
    open_jobs: int


class ClientsListed(Model):
    """A page of the clients that a line asked for; `asked` is the line, pages count from 0."""

    asked: str
    archived: bool
    clients: Sequence[ClientLine]
    total: int
    page: int
    pages: int
    may_add: bool


class OpenJob(Model):
    """An open job."""

    number: str
    title: str
    status: JobStatus


class ClientCard(Model):
    """All about a client, as its reader may see it; without `sees_money` it has no amounts.

    `minder` is the person responsible today if that isn't the lead.
    """

    id: str
    code: str
    name: str
    status: ClientStatus
    archived: bool
    today: date
    office: str
    currency: str
    owner: str
    lead: str
    backup: str
    minder: str
    team: Sequence[str]
    internal_channel: ChannelRef | None
    shared_channel: ChannelRef | None
    colour: str
    has_logo: bool
    branding_notes: str
    reporting_notes: str
    contract: ContractShown | None
    retainers: Sequence[RetainerShown]
    contacts: Sequence[ContactShown]
    open_jobs: Sequence[OpenJob]
    sees_money: bool
    may_keep: bool
    may_keep_contacts: bool
    may_open_jobs: bool


def find_clients(bot: Bot, actor: Actor, asked: str, page: int = 0) -> ClientsListed | ClientCard:
    """Return the card of the client with that code, or of the only match, or else a list.

    Raises NotFound if no client matches the words, NotAllowed, Unknown.
    """
    with bot.read(actor) as work:
        staff = require_staff(work, Act.SEE_CLIENTS)
        if exact := clients.by_code(staff.session, asked.strip().upper()):
            return card_of(staff, exact)
        wanted = read_filter(asked)
        query = clients.chosen(
            archived=wanted.archived,
            status=wanted.status,
            person_id=staff.id if wanted.mine else None,
            words=wanted.words,
        )
        total = clients.count(staff.session, query)
        if wanted.words and not total:
            raise _no_such(staff.session, wanted, asked)
        page = max(0, min(page, (total - 1) // PAGE))
        found = clients.page(staff.session, query, page * PAGE, PAGE)
        if wanted.words and total == 1:
            return card_of(staff, require_client(staff.session, found[0].id))
        return ClientsListed(
            asked=asked.strip(),
            archived=wanted.archived,
            clients=_lines(staff, found),
            total=total,
            page=page,
            pages=-(-total // PAGE),
            may_add=may_do(staff.person, Act.KEEP_CLIENTS),
        )


def client_card(bot: Bot, actor: Actor, client_id: str) -> ClientCard:
    """Return all about a client. Raises NotFound, NotAllowed, Unknown."""
    with bot.read(actor) as work:
        staff = require_staff(work, Act.SEE_CLIENTS)
        return card_of(staff, require_client(staff.session, client_id))


def card_of(staff: Staff, client: Client) -> ClientCard:
    """Return all about a client (loaded with its office, its owner and its leads), as that person may see it."""
    today = staff.today
    minder = lead_of_client(staff, client)
    sees_money = may_do(staff.person, Act.SEE_MONEY)
    return ClientCard(
        id=client.id,
        code=client.code,
        name=client.name,
        status=client.status,
        archived=client.archived_at is not None,
        today=today,
        office=client.office.name if client.office else "",
        currency=client.currency,
        owner=_name(client.owner),
        lead=_name(client.lead),
        backup=_name(client.backup_lead),
        minder=_name(minder) if minder and minder.id != client.lead_id else "",
        team=[person.name for person in clients.team_of(staff.session, client.id) if person.left_at is None],
        internal_channel=channels.ref_of(staff.session, client.internal_channel_id),
        shared_channel=channels.ref_of(staff.session, client.shared_channel_id),
        colour=client.colour or "",
        has_logo=client.logo_id is not None,
        branding_notes=client.branding_notes,
        reporting_notes=client.reporting_notes,
        contract=contract_of(staff.session, client.id, today),
        retainers=retainers_of(staff.session, client, today, with_money=sees_money),
        contacts=contacts_of(staff.session, client, with_limits=sees_money),
        open_jobs=[
            OpenJob(number=job.number, title=job.title, status=job.status)
            for job in jobs.open_of_client(staff.session, client.id)
        ],
        sees_money=sees_money,
        may_keep=may_do(staff.person, Act.KEEP_CLIENTS),
        may_keep_contacts=may_do(staff.person, Act.KEEP_CONTACTS),
        may_open_jobs=may_do(staff.person, Act.OPEN_JOBS),
    )


def _lines(work: Work, found: Sequence[Client]) -> list[ClientLine]:
    open_jobs = jobs.open_by_client(work.session, [client.id for client in found])
    minders = leads_of_clients(work, found)
    named = clients.leads_by_id(work.session, [client.id for client in found])
    return [
        ClientLine(
            id=client.id,
            code=client.code,
            name=client.name,
            status=client.status,
            lead=_name(named.get(client.id)),
            stands_in=_name(minder) if (minder := minders[client.id]) and minder.id != client.lead_id else "",
            open_jobs=open_jobs.get(client.id, 0),
        )
        for client in found
    ]


def _name(person: Person | None) -> str:
    if person is None:
        return ""
    return person.name if person.left_at is None else f"{person.name} (left)"


def _no_such(session: Session, wanted: ClientFilter, asked: str) -> NotFound:
    elsewhere = clients.chosen(archived=not wanted.archived, words=wanted.words)
    found = [client.code for client in clients.page(session, elsewhere, 0, 3)]
    if found and not wanted.archived:
        return NotFound(f"No client matches “{asked}”, but among the archived ones there is {', '.join(found)}.")
    return NotFound(
        f"No client matches “{asked}”. Try a code or part of a name.",
        hint=Hint(text="Or see all clients", command="client"),
    )
