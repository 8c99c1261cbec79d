"""Imports of clients, with their contracts, and of their contacts."""

from collections.abc import Mapping, Sequence

from bot.clients.channels import named_channel
from bot.clients.clients import bound_currency, keep_team
from bot.clients.internal_channels import ClientChannels, channel_problems
from bot.kit.importing import Cell, Cells, Finding, Import, ImportLine
from bot.rules.clients.clients import COMMAND_WORDS
from bot.rules.clients.rows import ClientRow, ContactRow
from storage.clients import clients, contacts
from storage.clients.clients import Client, Contract, Retainer
from storage.clients.contacts import Contact
from storage.people import people
from storage.people.people import Person
from storage.words.accounts import ContactChannel

# The columns of a client's row that are the client's own, by their names there.
OWN = (
    "name",
    "status",
    "currency",
    "colour",
    "branding_notes",
    "reporting_notes",
)
CHANNELS = {"internal_channel": "internal_channel_id", "shared_channel": "shared_channel_id"}
MINDERS = {"owner": "owner_id", "lead": "lead_id", "backup": "backup_lead_id"}


def bring_clients(run: Import, cells: Sequence[Cells]) -> None:
    """Add or change the clients of these lines; each makes one line of the report."""
    known = {client.code: client for client in clients.every_client(run.session)}
    staff = {each.email.lower(): each for each in people.everyone(run.session) if each.left_at is None}
    offices = {office.name: office.id for office in people.offices(run.session)}
    for line, row in run.rows(ClientRow, "code", cells):
        if problem := row.problem() or _unknown(row, staff, offices):
            run.error(line, problem)
            continue
        kept = known.get(row.code)
        changes = kept is not None and "currency" in row.model_fields_set and row.currency != kept.currency
        if kept is not None and changes and (why := bound_currency(run.session, kept)):
            run.error(line, why)
            continue
        values, given = _values(row, staff, offices)
        for name, column in CHANNELS.items():
            if name in row.model_fields_set:
                values[column] = named_channel(run, getattr(kept, column, None), getattr(row, name))
                given.add(column)
        if wrong := _wrong_channels(run, kept, values):
            run.error(line, wrong)
            continue
        client, found = run.keep(kept, Client, {"code": row.code}, values, given)
        also = _terms(run, client, row)
        if "team" in row.model_fields_set:
            team = [staff[each].id for each in row.team]
            also.append(Finding.CHANGED if keep_team(run, None, client, team) else Finding.SAME)
        finding = Finding.CHANGED if found == Finding.SAME and set(also) - {Finding.SAME} else found
        run.lines.append(ImportLine(line=line, finding=finding, text=f"{row.code} {row.name}"))


def bring_contacts(run: Import, cells: Sequence[Cells]) -> None:
    """Add or change the contacts of these lines."""
    codes = {client.code: client for client in clients.every_client(run.session)}
    staff = {each.email.lower(): each for each in people.everyone(run.session) if each.left_at is None}
    for line, row in run.rows(ContactRow, "label", cells):
        client = codes.get(row.client)
        if client is None:
            run.error(line, f"there is no client {row.client}; import clients first")
        elif row.email in staff:
            run.error(line, f"{staff[row.email].name} works here, and a client contact is somebody at the client")
        else:
            _contact(run, line, row, client)


def _contact(run: Import, line: int, row: ContactRow, client: Client) -> None:
    of_client = contacts.of_client(run.session, client.id)
    kept = next((each for each in of_client if (each.email or "").lower() == row.email), None)
    if row.prefers == ContactChannel.CHAT and (kept is None or kept.address is None):
        run.error(line, "prefers: a chat account is chosen in chat, in the client’s contacts; until then, use e-mail")
        return
    values: Cell = {"name": row.name, "email": row.email, "prefers": row.prefers}
    values |= {"approves": [each.value for each in row.approves], "limit_cents": row.limit}
    given = {"limit_cents" if each == "limit" else each for each in row.model_fields_set}
    run.put(line, row.label, kept, Contact, {"client_id": client.id}, values, given)


def _wrong_channels(run: Import, kept: Client | None, values: Cell) -> str:
    """Return why a client can't have the channels that its row gives it, with those it has; empty if it can."""
    if not set(CHANNELS.values()) & set(values):
        return ""
    named = ClientChannels(*(values.get(column, getattr(kept, column, None)) for column in CHANNELS.values()))
    problems = channel_problems(run.session, kept.id if kept else "", named)
    return "; ".join(f"{field}: {why}" for field, why in problems.items())


def _unknown(row: ClientRow, staff: Mapping[str, Person], offices: Mapping[str, str]) -> str:
    """Return the things that a row names and that don't exist, as one sentence."""
    named = [row.owner, row.lead, row.backup, *row.team]
    if missing := [each for each in named if each and each not in staff]:
        return f"{', '.join(missing)}: nobody works here with that address; import people first"
    if row.office and row.office not in offices:
        return f"there is no office {row.office}; there is: {', '.join(offices)}"
    if row.code.lower() in COMMAND_WORDS:
        return f"the bot uses the word {row.code} itself; choose another code"
    return ""


def _values(row: ClientRow, staff: Mapping[str, Person], offices: Mapping[str, str]) -> tuple[Cell, set[str]]:
    """Return a row's values by the client's own names, and which of them it gives."""
    values: Cell = {each: getattr(row, each) for each in OWN}
    given = {each for each in OWN if each in row.model_fields_set}
    for name, column in MINDERS.items():
        email = getattr(row, name)
        values[column] = staff[email].id if email else None
        given |= {column} if email else set()
    values["office_id"] = offices.get(row.office or "")
    return values, given | ({"office_id"} if row.office else set())


def _terms(run: Import, client: Client, row: ClientRow) -> list[Finding]:
    found = []
    if row.contract_from:
        contracts = {each.starts_on: each for each in clients.contracts_of(run.session, client.id)}
        key: Cell = {"client_id": client.id, "starts_on": row.contract_from}
        contract = run.keep(contracts.get(row.contract_from), Contract, key, row.contract, set(row.contract))
        found.append(contract[1])
    if row.retainer_from:
        retainers = {each.starts_on: each for each in clients.retainers_of(run.session, client.id)}
        key = {"client_id": client.id, "starts_on": row.retainer_from}
        retainer = run.keep(retainers.get(row.retainer_from), Retainer, key, row.retainer, set(row.retainer))
        found.append(retainer[1])
    return found
