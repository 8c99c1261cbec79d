"""Who minds a client: its account lead, or the back-up lead while that one is on leave or gone."""

from datetime import timedelta

from sqlalchemy.orm import Session

from bot.calendars import days_of
from bot.core import Bot
from bot.people import zone_of
from bot.rules.dates import local_date
from storage import leave, people
from storage.clients import Client
from storage.enums import DayPart
from storage.jobs import Job
from storage.people import Person


def lead_of_client(bot: Bot, session: Session, client: Client) -> Person | None:
    """Who minds a client today: the lead, else the back-up lead, else who owns the portfolio.

    Somebody who left or is off today is passed over, unless nobody else is there; None where nobody is named.
    """
    return _first_there(bot, session, client.lead_id, client.backup_lead_id, client.owner_id)


def lead_of_job(bot: Bot, session: Session, job: Job) -> Person | None:
    """Who minds a job (loaded with its client) today: its own lead, else as for its client."""
    client = job.client
    return _first_there(bot, session, job.lead_id, client.lead_id, client.backup_lead_id, client.owner_id)


def _first_there(bot: Bot, session: Session, *ids: str | None) -> Person | None:
    named = [people.by_id(session, each) for each in dict.fromkeys(ids) if each]
    working = [person for person in named if person.left_at is None]
    return next((person for person in working if not _is_off(bot, session, person)), next(iter(working), None))


def _is_off(bot: Bot, session: Session, person: Person) -> bool:
    today = local_date(bot.now(), zone_of(person))
    off = leave.of_person(session, person.id, today - timedelta(days=1))
    return any(each.part == DayPart.WHOLE and today in days_of(each) for each in off)
