"""The person responsible for a client: its account lead, or the back-up lead if they are on leave or gone."""

from collections.abc import Collection, Mapping, Sequence
from datetime import timedelta

from bot.core import Bot, Work
from bot.people.calendars import days_of
from bot.people.people import today_of
from storage.clients.clients import Client
from storage.jobs.jobs import Job
from storage.leave import leave
from storage.leave.leave import Leave
from storage.people import people
from storage.people.people import Person
from storage.words.time import DayPart

# An office can be a day ahead of UTC.
A_DAY = timedelta(days=1)


def lead_of_client(work: Work, client: Client) -> Person | None:
    """Return the person responsible for a client today: the lead, back-up lead, or portfolio owner.

    People who left or are off today are skipped, unless nobody else is there; None if nobody is named. Loaded with
    their office.
    """
    return leads_of_clients(work, [client])[client.id]


def lead_of_job(work: Work, job: Job) -> Person | None:
    """Return the person responsible for a job (loaded with its client) today: its own lead, or else its client's."""
    named = [each for each in (job.lead_id, *_named(job.client)) if each]
    return _Present(work, named).first_there(named)


def leads_of_jobs(work: Work, jobs: Sequence[Job]) -> Mapping[str, Person | None]:
    """Return the person responsible for each of these jobs (loaded with their clients) today, by job id."""
    named = {job.id: [each for each in (job.lead_id, *_named(job.client)) if each] for job in jobs}
    present = _Present(work, {each for ids in named.values() for each in ids})
    return {job_id: present.first_there(ids) for job_id, ids in named.items()}


def leads_of_clients(work: Work, clients: Sequence[Client]) -> Mapping[str, Person | None]:
    """Return the person responsible for each of these clients today, by client id."""
    named = {client.id: _named(client) for client in clients}
    present = _Present(work, {each for ids in named.values() for each in ids})
    return {client_id: present.first_there(ids) for client_id, ids in named.items()}


def _named(client: Client) -> list[str]:
    return [each for each in (client.lead_id, client.backup_lead_id, client.owner_id) if each]


class _Present:
    """Which of the people named work here, and which of them are off today."""

    def __init__(self, work: Work, ids: Collection[str]) -> None:
        found = people.with_ids(work.session, ids)
        self.working = {person.id: person for person in found if person.left_at is None}
        off = leave.of_people(work.session, self.working, (work.now() - A_DAY).date()) if self.working else ()
        self.off = {each.person_id for each in off if self._covers_today(work.bot, each)}

    def first_there(self, ids: Sequence[str]) -> Person | None:
        working = [self.working[each] for each in ids if each in self.working]
        return next((person for person in working if person.id not in self.off), next(iter(working), None))

    def _covers_today(self, bot: Bot, off: Leave) -> bool:
        today = today_of(bot, self.working[off.person_id])
        return off.part == DayPart.WHOLE and today in days_of(off)
