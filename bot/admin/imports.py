"""Imports of people, clients, jobs and rates: each reports line by line and saves all or nothing."""

from collections.abc import Iterable, Sequence

from bot import history
from bot.clients.channels import named_channel
from bot.clients.imports import bring_clients, bring_contacts
from bot.core import Actor, Bot
from bot.kit.importing import Cell, Cells, Import, Imported, run_import
from bot.rules.admin.rows import JobRow, PersonRow, RateRow
from bot.rules.kit.dates import local_date, usual_date_order
from bot.rules.people.rates import format_money, rate_scope
from storage.clients import clients, contacts
from storage.jobs import jobs
from storage.jobs.jobs import Job
from storage.people import people, rates
from storage.people.people import Office, Person
from storage.people.rates import Rate
from storage.words.time import Change


def import_people(bot: Bot, actor: Actor, cells: Sequence[Cells], *, save: bool) -> Imported:
    """Add or change people, matched by e-mail address; an office is added if `office_zone` gives its zone."""
    return run_import(bot, actor, lambda run: _people(run, cells), save=save)


def import_clients(bot: Bot, actor: Actor, cells: Sequence[Cells], *, save: bool) -> Imported:
    """Add or change clients, matched by code, with a contract and a retainer each."""
    return run_import(bot, actor, lambda run: bring_clients(run, cells), save=save)


def import_contacts(bot: Bot, actor: Actor, cells: Sequence[Cells], *, save: bool) -> Imported:
    """Add or change client contacts, matched by client and e-mail address; their clients must exist."""
    return run_import(bot, actor, lambda run: bring_contacts(run, cells), save=save)


def import_jobs(bot: Bot, actor: Actor, cells: Sequence[Cells], *, save: bool) -> Imported:
    """Add or change jobs, matched by number; their clients must exist."""
    return run_import(bot, actor, lambda run: _jobs(run, cells), save=save)


def import_rates(bot: Bot, actor: Actor, cells: Sequence[Cells], *, save: bool) -> Imported:
    """Add or change lines of the rate card; existing entries keep their rates."""
    return run_import(bot, actor, lambda run: _rates(run, cells), save=save)


def _people(run: Import, cells: Sequence[Cells]) -> None:
    known = {person.email.lower(): person for person in people.everyone(run.session)}
    offices = {office.name: office for office in people.offices(run.session)}
    waiting = list(_with_an_admin_left(run, list(run.rows(PersonRow, "email", cells))))
    while waiting:
        ready = [(line, row) for line, row in waiting if row.supervisor is None or row.supervisor in known]
        waiting = [(line, row) for line, row in waiting if (line, row) not in ready]
        for line, row in ready:
            _person(run, line, row, known, offices)
        if not ready:
            for line, row in waiting:
                run.error(line, f"can't find supervisor {row.supervisor} here or in a valid line of this file")
            return


def _with_an_admin_left(run: Import, rows: Sequence[tuple[int, PersonRow]]) -> Iterable[tuple[int, PersonRow]]:
    """Return the rows, without those that would remove the last admin."""
    admins = {admin.email.lower() for admin in people.admins(run.session)}
    said = {row.email: row.admin for _, row in rows if "admin" in row.model_fields_set}
    left = (admins - said.keys()) | {email for email, is_admin in said.items() if is_admin}
    for line, row in rows:
        if left or row.email not in admins:
            yield line, row
        else:
            run.error(line, f"{row.name} is the only admin: name another one first")


def _person(run: Import, line: int, row: PersonRow, known: dict[str, Person], offices: dict[str, Office]) -> None:
    office = _office(run, offices, row)
    if office is None:
        run.error(line, f"there is no office {row.office}; give its office_zone to make it, e.g. Europe/London")
        return
    if row.email not in known and any(not each.removed_at for each in contacts.with_email(run.session, row.email)):
        run.error(line, f"{row.email} is a client contact's address; they are never staff: remove them there first")
        return
    supervisor = known[row.supervisor].id if row.supervisor else None
    values: Cell = {"name": row.name, "role": row.role, "admin": row.admin, "zone": row.zone}
    values |= {"office": office.id, "supervisor": supervisor, "hours_a_day": row.hours_a_day}
    values["starts_on"] = row.starts_on or local_date(run.now(), row.zone or office.zone)
    label = f"{row.name} <{row.email}>"
    known[row.email] = run.put(
        line, label, known.get(row.email), Person, {"email": row.email}, values, row.model_fields_set
    )


def _office(run: Import, offices: dict[str, Office], row: PersonRow) -> Office | None:
    if row.office not in offices and row.office_zone:
        order = row.office_dates or usual_date_order(row.office_zone)
        office = Office(id=run.new_id(), name=row.office, zone=row.office_zone, date_order=order)
        run.session.add(office)
        run.session.flush()
        history.record(run, None, office, Change.MADE)
        offices[row.office] = office
    return offices.get(row.office)


def _jobs(run: Import, cells: Sequence[Cells]) -> None:
    known = {job.number: job for job in jobs.every_job(run.session)}
    codes = {client.code: client for client in clients.every_client(run.session)}
    staff = {person.email.lower(): person for person in people.everyone(run.session)}
    for line, row in run.rows(JobRow, "number", cells):
        if row.client not in codes:
            run.error(line, f"there is no client {row.client}; import clients first")
            continue
        if row.lead and row.lead not in staff:
            run.error(line, f"lead {row.lead} is not known; import people first")
            continue
        label, key = f"{row.number} {row.title}", {"number": row.number}
        values: Cell = {"title": row.title, "client": codes[row.client].id, "billable": row.billable}
        kept = known.get(row.number)
        channel = named_channel(run, kept.bound_channel_id if kept else None, row.channel)
        values |= {"status": row.status, "channel": channel, "type": row.type, "due": row.due}
        values["lead_id"] = staff[row.lead].id if row.lead else None
        given = row.model_fields_set | ({"lead_id"} if row.lead else set())
        run.put(line, label, kept, Job, key, values, given)


def _rates(run: Import, cells: Sequence[Cells]) -> None:
    known = {(rate.scope, rate.starts_on): rate for rate in rates.every_rate(run.session)}
    staff = {person.email.lower(): person for person in people.everyone(run.session)}
    for line, row in run.rows(RateRow, "label", cells):
        if row.person and row.role:
            run.error(line, "name a person or a role, not both: a person has just one role")
            continue
        if row.person and row.person not in staff:
            run.error(line, f"person {row.person} is not known; import people first")
            continue
        person_id = staff[row.person].id if row.person else None
        key: Cell = {"scope": rate_scope(person_id, row.role, row.service), "starts_on": row.from_date}
        key |= {"service": row.service, "role": row.role, "person_id": person_id}
        values: Cell = {"amount": row.amount, "currency": row.currency}
        label = f"{row.label}: {format_money(row.amount, row.currency)} an hour"
        run.put(line, label, known.get((key["scope"], row.from_date)), Rate, key, values, row.model_fields_set)
