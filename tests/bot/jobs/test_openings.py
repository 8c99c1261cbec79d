"""Opening jobs: numbers, who leads, who hears of it."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest

from bot.admin.imports import import_people
from bot.core import OPERATOR, Bot
from bot.errors import NotAllowed, UsageError
from bot.jobs.notices import JobPosted
from bot.jobs.openings import JobRequest, open_job, open_job_line, opening_form
from storage.clients.clients import ClientTeamMember
from storage.jobs import teams as job_teams
from storage.kit import history
from storage.store import Store
from storage.words.time import JobStatus
from tests.bot.jobs.job_desk import GRACE, MAYA, bound_channel, client, job, person_id, queued, set_client
from tests.conftest import FixedClock, actor, in_chat, make_bot, open_agency

LEO = {"name": "Leo Martins", "email": "leo@hv.example", "role": "team member", "office": "New York"}

DESK, SHARED = in_chat("C0DESK"), in_chat("C0SHARED")


def test_a_line_opens_a_job_with_the_next_number_and_the_clients_channel_hears_of_it_once(agency: Bot) -> None:
    maya = person_id(agency, MAYA)
    set_client(agency, internal_channel=DESK, lead_id=person_id(agency, GRACE))
    with agency.store.begin() as session:
        session.add(ClientTeamMember(client_id=client(agency).id, person_id=maya))
    asks = actor(MAYA)
    done = open_job_line(agency, asks, "acme Winter mailer due 10 Dec")
    assert (done.number, done.announced) == ("ACME-103", DESK)
    assert open_job_line(agency, asks, "acme Winter mailer due 10 Dec") == done
    opened = job(agency, "ACME-103")
    assert (opened.title, opened.due_on, opened.billable, opened.status) == (
        "Winter mailer", date(2026, 12, 10), True, JobStatus.OPENED,
    )  # fmt: skip
    assert (opened.lead_id, opened.opened_by_id, opened.opened_at) == (None, maya, agency.now())
    assert queued(agency) == [(JobPosted(job_id=opened.id), "C0DESK")]
    with agency.store.read() as session:
        assert [each.name for each in job_teams.team_of(session, opened.id)] == [MAYA]
        assert [line.person_id for line in history.latest_of(session, "jobs", opened.id, 5)] == [maya]


def test_where_nobody_minds_a_client_who_opens_its_job_leads_it_and_no_channel_hears_of_it(agency: Bot) -> None:
    done = open_job_line(agency, actor(MAYA), "INT New site nb")
    assert (done.number, done.announced) == ("INT-101", None)
    opened = job(agency, "INT-101")
    assert (opened.lead_id, opened.billable) == (person_id(agency, MAYA), False)
    assert queued(agency) == []


def test_jobs_opened_at_the_same_moment_get_numbers_of_their_own(store: Store, clock: FixedClock) -> None:
    open_agency(make_bot(store, clock))
    desk = Bot(store=store, clock=clock)
    with ThreadPoolExecutor(6) as pool:
        numbers = list(pool.map(lambda n: open_job_line(desk, actor(MAYA), f"ACME Job {n}").number, range(6)))
    assert sorted(numbers) == [f"ACME-{number}" for number in range(103, 109)]


def test_a_form_says_all_that_is_wrong_at_its_fields(agency: Bot) -> None:
    request = JobRequest(client_id="nobody", title=" ", type="x" * 41, due_on=date(2026, 3, 11), lead_id="nobody")
    with pytest.raises(UsageError) as refused:
        open_job(agency, actor(MAYA), request)
    assert set(refused.value.refusal.fields) == {"client", "title", "type", "due_on", "lead"}


def test_a_form_opens_a_job_with_all_that_it_says(agency: Bot) -> None:
    grace = person_id(agency, GRACE)
    request = JobRequest(client_id=client(agency).id, title="Catalogue", type="print", billable=False)
    request = request.model_copy(update={"lead_id": grace, "team": [grace], "channel": SHARED})
    done = open_job(agency, actor(MAYA), request)
    opened = job(agency, done.number)
    assert (opened.type, opened.billable, opened.lead_id) == ("print", False, grace)
    assert bound_channel(agency, done.number) == SHARED
    assert done.announced == SHARED
    assert opening_form(agency, actor(MAYA)).today == date(2026, 3, 12)


def test_a_form_that_names_no_team_gives_the_job_its_clients(agency: Bot) -> None:
    maya, grace = person_id(agency, MAYA), person_id(agency, GRACE)
    with agency.store.begin() as session:
        session.add(ClientTeamMember(client_id=client(agency).id, person_id=maya))
    request = JobRequest(client_id=client(agency).id, title="Catalogue")
    for team, expected in (((), [MAYA]), ((grace,), [GRACE])):
        done = open_job(agency, actor(MAYA), request.model_copy(update={"team": team}))
        with agency.store.read() as session:
            assert [each.name for each in job_teams.team_of(session, done.job_id)] == expected


def test_an_archived_client_takes_no_new_jobs(agency: Bot) -> None:
    set_client(agency, archived_at=agency.now())
    with pytest.raises(UsageError, match="can't find a client “ACME”"):
        open_job_line(agency, actor(MAYA), "ACME Winter mailer")
    with pytest.raises(UsageError, match="archived") as refused:
        open_job(agency, actor(MAYA), JobRequest(client_id=client(agency).id, title="Winter mailer"))
    assert "client" in refused.value.refusal.fields


def test_only_the_account_desk_opens_jobs(agency: Bot) -> None:
    assert import_people(agency, OPERATOR, [LEO | {"email": "maya@hv.example", "name": MAYA}], save=True).saved
    with pytest.raises(NotAllowed, match="You can't open jobs"):
        open_job_line(agency, actor(MAYA), "ACME Winter mailer")
