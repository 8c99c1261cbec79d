"""What goes to a client's lead goes to who minds the client today."""

from datetime import UTC, date, datetime

from bot.clients.leads import lead_of_client, lead_of_job, leads_of_clients
from bot.core import Bot
from storage.clients import clients
from storage.jobs import jobs
from storage.leave.leave import Leave
from storage.people import people
from storage.people.people import Person
from storage.words.time import DayPart
from tests.conftest import FixedClock

TODAY = date(2026, 3, 12)


def person(bot: Bot, email: str) -> Person:
    with bot.store.read() as session:
        found = people.by_email(session, f"{email}@hv.example")
        assert found
        return found


def name_leads(bot: Bot, lead: str = "maya", backup: str = "sam", owner: str = "grace", job_lead: str = "") -> None:
    ids = [person(bot, each).id if each else None for each in (lead, backup, owner, job_lead)]
    with bot.store.begin() as session:
        acme, job = clients.by_code(session, "ACME"), jobs.by_number(session, "ACME-101")
        assert acme
        assert job
        acme.lead_id, acme.backup_lead_id, acme.owner_id, job.lead_id = ids


def take_off(bot: Bot, email: str, part: DayPart = DayPart.WHOLE, day: date = TODAY) -> None:
    values = {"id": bot.new_id(), "person_id": person(bot, email).id, "made_at": bot.now()}
    with bot.store.begin() as session:
        session.add(Leave(**values, first=day, last=day, part=part))


def leave_the_agency(bot: Bot, email: str) -> None:
    with bot.store.begin() as session:
        people.by_id(session, person(bot, email).id).left_at = bot.now()


def minds(bot: Bot) -> tuple[str, str]:
    """Who minds the client, and who minds its job, by first name."""
    with bot.read() as work:
        acme, job = clients.by_code(work.session, "ACME"), jobs.by_number(work.session, "ACME-101")
        assert acme
        assert job
        found = lead_of_client(work, acme), lead_of_job(work, job)
        client, job_lead = (each.name.split()[0] if each else "nobody" for each in found)
        return client, job_lead


def test_the_lead_minds_the_client_and_a_jobs_own_lead_the_job(agency: Bot) -> None:
    assert minds(agency) == ("nobody", "nobody")
    name_leads(agency, job_lead="sam")
    assert minds(agency) == ("Maya", "Sam")


def test_while_a_lead_is_off_or_gone_the_back_up_stands_in_then_who_owns_the_portfolio(agency: Bot) -> None:
    name_leads(agency)
    take_off(agency, "maya")
    assert minds(agency) == ("Sam", "Sam")
    leave_the_agency(agency, "sam")
    assert minds(agency) == ("Grace", "Grace")
    take_off(agency, "grace")
    assert minds(agency) == ("Maya", "Maya")  # better the one who is off than nobody


def test_half_a_day_off_and_leave_of_another_day_change_nothing(agency: Bot, clock: FixedClock) -> None:
    name_leads(agency)
    take_off(agency, "maya", DayPart.MORNING)
    take_off(agency, "maya", day=date(2026, 3, 13))
    assert minds(agency)[0] == "Maya"
    # 02:00 of the 13th in London, and still the 12th in New York, where Maya works.
    clock.now = datetime(2026, 3, 13, 2, tzinfo=UTC)
    assert minds(agency)[0] == "Maya"
    clock.now = datetime(2026, 3, 13, 15, tzinfo=UTC)
    assert minds(agency)[0] == "Sam"


def test_many_clients_are_asked_for_at_once(agency: Bot) -> None:
    name_leads(agency, lead="")
    with agency.read() as work:
        found = leads_of_clients(work, clients.every_client(work.session))
    assert sorted(each.name if each else "" for each in found.values()) == ["", "Sam Okafor"]
