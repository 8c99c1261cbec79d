"""The context of a line: the jobs, clients and people that it may refer to."""

import re
from collections.abc import Collection
from dataclasses import replace
from itertools import chain

from sqlalchemy.orm import Session

from bot.core import Work
from bot.people.people import zone_of
from bot.rules.jobs.jobs import names_named, numbers_named
from bot.rules.jobs.line_context import EXAMPLE_JOB, Book, KnownClient, KnownJob
from bot.rules.kit.dates import local_date
from bot.rules.kit.lines import Line, Segment
from bot.rules.kit.services import DEFAULT_SERVICE
from storage.clients import clients
from storage.jobs import jobs
from storage.jobs.jobs import Job
from storage.people.people import Person
from storage.timekeeping import time_entries
from storage.words.platforms import ChannelRef

# How many of a person's last entries are searched for their current jobs.
RECENT_ENTRIES = 20


def open_book(work: Work, person: Person, line: Line) -> Book:
    """Return what a person's line may refer to, with the few queries that its words need."""
    segments = [Segment(text) for text in re.split(r"[;\r\n]+", line.text)]
    numbers = {number for segment in segments for number in numbers_named(segment)}
    named = {job.number: job for job in map(known, jobs.with_numbers(work.session, numbers))} if numbers else {}
    names = {name for segment in segments for name in names_named(segment, named)}
    of_clients = _clients(work.session, names) if names else {}
    channels = {word.lower(): _bound(work.session, channel) for word, channel in line.channels.items()}
    here, recent = _bound(work.session, line.here), _recent(work.session, person)
    offered = chain(here, recent, *channels.values(), *(client.jobs for client in of_clients.values()))
    now, zone = work.now(), zone_of(person)
    return Book(
        now=now,
        today=local_date(now, zone),
        zone=zone,
        order=person.office.date_order,
        workday=person.expected_minutes,
        service=DEFAULT_SERVICE[person.role],
        jobs={job.number: job for job in offered} | named,
        clients=of_clients,
        channels=channels,
        here=here,
        recent=recent,
    )


def with_open_jobs(session: Session, book: Book) -> Book:
    """Return the same book with all open jobs, to suggest the nearest to a typo."""
    every = [known(job) for job in jobs.open_jobs(session)]
    return replace(book, open_jobs=every, jobs={job.number: job for job in every} | dict(book.jobs))


def example_job(session: Session, person: Person) -> str:
    """Return the number of a job for an example line: one that the person works on, or else any open one."""
    recent = next((job for job in _recent(session, person) if job.is_open), None)
    if recent:
        return recent.number
    return next((job.number for job in jobs.open_jobs(session)), EXAMPLE_JOB)


def known(job: Job) -> KnownJob:
    """Return a job (loaded with its client) in the book's form."""
    return KnownJob(job.number, job.title, job.client.name, job.status, job.billable)


def _clients(session: Session, names: Collection[str]) -> dict[str, KnownClient]:
    found: dict[str, KnownClient] = {}
    every = clients.named(session, names)
    of_them = jobs.of_clients(session, names) if every else []
    for client in every:
        its = KnownClient(client.code, client.name, [known(job) for job in of_them if job.client_id == client.id])
        found |= {client.code.lower(): its, client.name.lower(): its}
    return found


def _bound(session: Session, channel: ChannelRef | None) -> list[KnownJob]:
    return [known(job) for job in jobs.bound_to(session, channel)] if channel else []


def _recent(session: Session, person: Person) -> list[KnownJob]:
    return list(dict.fromkeys(map(known, time_entries.last_jobs(session, person.id, RECENT_ENTRIES))))
