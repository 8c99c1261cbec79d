"""Job jackets and lists of jobs."""

from datetime import date

import pytest

from bot.admin.imports import import_people, import_rates
from bot.core import OPERATOR, Bot
from bot.desk.job_jackets import entry_form_on, jacket_by_id, jacket_of_line
from bot.errors import NotFound
from bot.jobs.alerts import alert_line, alert_shown
from bot.jobs.changes import change_job_line
from bot.jobs.my_jobs import jobs_of_client, my_jobs
from bot.jobs.notices import JobAlertPosted
from bot.jobs.openings import open_job_line
from bot.rules.kit.lines import Line
from bot.rules.permissions import Act
from bot.timekeeping.time_entries import log_line
from storage.estimates.estimates import Estimate
from storage.jobs import teams as job_teams
from storage.messaging import unprompted
from storage.words.signoffs import EstimateStatus
from storage.words.time import Source
from tests.bot.jobs.job_desk import GRACE, MAYA, SAM, job, person_id, queued, set_client
from tests.conftest import PEOPLE, FixedClock, actor, in_chat


def estimate(bot: Bot, number: str, status: EstimateStatus = EstimateStatus.APPROVED, version: int = 1) -> None:
    values = {
        "job_id": job(bot, number).id,
        "made_by_id": person_id(bot, MAYA),
        "made_at": bot.now(),
        "version": version,
    }
    with bot.store.begin() as session:
        session.add(Estimate(id=bot.new_id(), currency="USD", status=status, total_cents=100_000, **values))


def log(bot: Bot, text: str, who: str = MAYA) -> None:
    log_line(bot, actor(who), Line(text), Source.COMMAND)


def test_a_jacket_tells_all_that_is_known_of_a_job(agency: Bot, clock: FixedClock) -> None:
    rates = [{"amount": "100", "currency": "USD", "from_date": "2026-01-01"}]
    assert import_rates(agency, OPERATOR, rates, save=True).saved
    estimate(agency, "ACME-101")
    log(agency, "2h 30m ACME-101 copy edits")
    clock.forward(hours=1)
    change_job_line(agency, actor(MAYA), Line("status ACME-101 with client"))
    clock.forward(hours=1)
    change_job_line(agency, actor(SAM), Line("due ACME-101 20 Mar"))
    alert_line(agency, actor(MAYA), Line("alert ACME-101 print moved"))
    jacket = jacket_of_line(agency, actor(MAYA), Line("acme-101"))
    assert (jacket.status, jacket.since, jacket.due_on) == ("with client", date(2026, 3, 12), date(2026, 3, 20))
    assert (jacket.burn.burned_cents, jacket.burn.budget_cents, jacket.burn.percent) == (25_000, 100_000, 25)
    assert not jacket.budget_missing
    assert [(each.version, each.status, each.total_cents) for each in jacket.estimates] == [(1, "approved", 100_000)]
    assert [(each.by, each.text) for each in jacket.alerts] == [(MAYA, "print moved")]
    assert [(each.who, each.what) for each in jacket.activity][:2] == [
        (SAM, "due Fri 20 Mar"), (MAYA, "status: with client"),
    ]  # fmt: skip
    assert (MAYA, "2h 30m logged, copy edits") in [(each.who, each.what) for each in jacket.activity]


def test_money_is_for_those_who_may_see_it(agency: Bot) -> None:
    estimate(agency, "ACME-101")
    log(agency, "2h ACME-101")
    import_people(agency, OPERATOR, [PEOPLE[1] | {"role": "team member"}], save=True)
    jacket = jacket_by_id(agency, actor(MAYA), job(agency, "ACME-101").id)
    assert Act.SEE_MONEY not in jacket.acts
    assert Act.KEEP_COSTS not in jacket.acts
    assert (jacket.burn.minutes, jacket.burn.burned_cents, jacket.burn.budget_cents) == (120, 0, None)
    assert [each.total_cents for each in jacket.estimates] == [None]
    assert not jacket.budget_missing


def test_a_slip_in_a_jackets_number_offers_the_nearest(agency: Bot) -> None:
    with pytest.raises(NotFound) as refused:
        jacket_of_line(agency, actor(MAYA), Line("ACME-110"))
    assert [each.line for each in refused.value.refusal.choices][:2] == ["ACME-101", "ACME-102"]


def test_time_on_a_job_begins_with_the_job(agency: Bot) -> None:
    form = entry_form_on(agency, actor(MAYA), job(agency, "ACME-101").id)
    assert form.job
    assert form.job.number == "ACME-101"


def test_ones_jobs_are_those_one_leads_works_on_or_logged_on_and_the_urgent_come_first(
    agency: Bot, clock: FixedClock
) -> None:
    set_client(agency, lead_id=person_id(agency, GRACE))
    open_job_line(agency, actor(GRACE), "ACME Winter mailer due tomorrow")
    estimate(agency, "ACME-102")
    assert [each.job.number for each in my_jobs(agency, actor(GRACE)).jobs] == ["ACME-103", "ACME-101", "ACME-102"]
    assert my_jobs(agency, actor(GRACE)).jobs[0].attention == ["due tomorrow", "no approved estimate"]
    assert my_jobs(agency, actor(GRACE)).jobs[2].attention == []
    assert my_jobs(agency, actor(SAM)).jobs == []
    with agency.store.begin() as session:
        job_teams.set_team(session, job(agency, "ACME-102").id, [person_id(agency, SAM)])
    log(agency, "1h INT-ADM", SAM)
    alert_line(agency, actor(MAYA), Line("alert INT-ADM file your time"))
    listed = my_jobs(agency, actor(SAM)).jobs
    assert [(each.job.number, each.attention) for each in listed] == [("INT-ADM", ["new alert"]), ("ACME-102", [])]
    clock.forward(days=20)
    assert [each.job.number for each in my_jobs(agency, actor(SAM)).jobs] == ["ACME-102"]
    of_acme = jobs_of_client(agency, actor(SAM), "acme outdoor")
    assert of_acme
    assert [each.job.number for each in of_acme.jobs] == ["ACME-103", "ACME-101", "ACME-102"]
    assert jobs_of_client(agency, actor(SAM), "zed") is None


def test_an_alert_goes_to_the_channels_and_to_each_of_the_team_once(agency: Bot) -> None:
    set_client(agency, internal_channel=in_chat("C0DESK"), lead_id=person_id(agency, GRACE))
    with agency.store.begin() as session:
        job_teams.set_team(
            session, job(agency, "ACME-101").id, [person_id(agency, name) for name in (SAM, GRACE, MAYA)]
        )
    change_job_line(agency, actor(MAYA), Line("here ACME-101", here=in_chat("C0SHARED", "shared")))
    asks = actor(MAYA)
    given = alert_line(agency, asks, Line("alert ACME-101 print <!here> moved"))
    assert alert_line(agency, asks, Line("alert ACME-101 print <!here> moved")) == given
    assert (given.channels, given.told) == ([in_chat("C0DESK"), in_chat("C0SHARED", "shared")], [GRACE, SAM])
    posted = [(notice, channel) for notice, channel in queued(agency) if isinstance(notice, JobAlertPosted)]
    assert [channel for _, channel in posted] == ["C0DESK", "C0SHARED"]
    assert alert_shown(agency, posted[0][0].alert_id).text == "print <!here> moved"
    with agency.store.read() as session:
        waiting = [len(unprompted.waiting(session, person_id(agency, name), 9)) for name in (GRACE, SAM, MAYA)]
    assert waiting == [1, 1, 0]


def test_where_no_channel_has_an_alert_its_team_is_told_at_once(agency: Bot) -> None:
    with agency.store.begin() as session:
        job_teams.set_team(session, job(agency, "ACME-101").id, [person_id(agency, SAM)])
    given = alert_line(agency, actor(MAYA), Line("alert ACME-101 print moved"))
    assert (given.channels, given.told) == ([], [SAM])
    assert [channel for _, channel in queued(agency)] == ["U0SAM"]
