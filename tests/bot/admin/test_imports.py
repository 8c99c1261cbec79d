from datetime import date

import pytest
from sqlalchemy import func, select

from bot.admin.imports import import_clients, import_jobs, import_people
from bot.clients.channels import has_named_channels, note_channels
from bot.core import OPERATOR, Bot
from bot.errors import NotAllowed
from bot.kit.importing import Finding, Imported
from storage.clients.clients import every_client
from storage.jobs.jobs import by_number, every_job
from storage.kit.channels import ref_of
from storage.kit.history import HistoryLine
from storage.people.people import admins, by_email, everyone, offices
from storage.words.platforms import SeenChannel
from storage.words.time import JobStatus
from tests.conftest import JOBS, PEOPLE, actor, by_name, in_chat


def findings(report: Imported) -> list[tuple[int, Finding]]:
    return [(line.line, line.finding) for line in report.lines]


def test_a_dry_run_tells_all_and_saves_nothing(bot: Bot) -> None:
    report = import_people(bot, OPERATOR, PEOPLE, save=False)
    assert findings(report) == [(2, Finding.NEW), (3, Finding.NEW), (4, Finding.NEW)]
    assert not report.saved
    with bot.store.read() as session:
        assert (everyone(session), offices(session)) == ([], [])


def test_one_wrong_line_saves_nothing_of_the_file(bot: Bot) -> None:
    report = import_people(bot, OPERATOR, [*PEOPLE, PEOPLE[1] | {"email": "x@hv.example", "role": "boss"}], save=True)
    assert report.has_errors
    assert not report.saved
    assert report.lines[-1].text.startswith("role: I don't know the role “boss”")
    with bot.store.read() as session:
        assert everyone(session) == []


def test_a_saved_file_again_changes_nothing(agency: Bot) -> None:
    with agency.store.read() as session:
        before = session.scalar(select(func.count(HistoryLine.id)))
    for bring_in, rows in ((import_people, PEOPLE), (import_jobs, JOBS)):
        report = bring_in(agency, OPERATOR, rows, save=True)
        assert {line.finding for line in report.lines} == {Finding.SAME}
    with agency.store.read() as session:
        assert session.scalar(select(func.count(HistoryLine.id))) == before


def test_a_jobs_channel_that_a_file_named_gets_its_id_and_the_same_file_leaves_it(agency: Bot) -> None:
    named = [JOBS[0] | {"channel": "acme-mailer"}, JOBS[1] | {"channel": "elsewhere"}]
    import_jobs(agency, OPERATOR, named, save=True)
    assert has_named_channels(agency)
    note_channels(agency, [SeenChannel(in_chat("C0MAILER", "acme-mailer"), has_outsiders=False)])
    again = import_jobs(agency, OPERATOR, named, save=True)
    assert {each.finding for each in again.lines} == {Finding.SAME}
    with agency.store.read() as session:
        bound = [by_number(session, number).bound_channel_id for number in ("ACME-101", "ACME-102")]  # type: ignore[union-attr]
        assert [ref_of(session, each) for each in bound] == [in_chat("C0MAILER", "acme-mailer"), by_name("elsewhere")]


def test_a_changed_line_changes_the_row_and_keeps_what_was(agency: Bot) -> None:
    changed = JOBS[0] | {"title": "Summer mailer", "status": "with client"}
    report = import_jobs(agency, OPERATOR, [changed], save=True)
    assert findings(report) == [(2, Finding.CHANGED)]
    with agency.store.read() as session:
        job = by_number(session, "ACME-101")
        assert job
        assert job.title == "Summer mailer"
        line = session.scalars(
            select(HistoryLine).where(HistoryLine.before.is_not(None)).order_by(HistoryLine.id)
        ).all()[-1]
        assert line.before
        assert line.before["title"] == "Spring mailer"


def test_what_a_line_does_not_give_stays_as_it_is(agency: Bot) -> None:
    bare = {name: text for name, text in JOBS[2].items() if name != "status"}
    assert findings(import_jobs(agency, OPERATOR, [bare, JOBS[0] | {"status": ""}], save=True)) == [
        (2, Finding.SAME), (3, Finding.SAME),
    ]  # fmt: skip
    maya = PEOPLE[1] | {"zone": "America/Chicago", "hours_a_day": "6", "admin": "yes", "starts_on": "2026-02-02"}
    import_people(agency, OPERATOR, [maya], save=True)
    given = ("name", "email", "role", "office")
    report = import_people(agency, OPERATOR, [{name: maya[name] for name in given}], save=True)
    assert findings(report) == [(2, Finding.SAME)]
    with agency.store.read() as session:
        closed, kept = by_number(session, "ACME-099"), by_email(session, "maya@hv.example")
        assert closed
        assert closed.status == JobStatus.CLOSED
        assert kept
        assert (kept.is_admin, kept.zone, kept.expected_minutes) == (True, "America/Chicago", 360)
        assert (kept.supervisor_id is None, kept.starts_on) == (False, date(2026, 2, 2))


def test_an_import_never_takes_the_last_admin_away(agency: Bot) -> None:
    grace, maya = PEOPLE[0] | {"admin": "no"}, PEOPLE[1] | {"admin": "yes"}
    report = import_people(agency, OPERATOR, [grace, PEOPLE[1]], save=True)
    assert findings(report) == [(2, Finding.ERROR), (3, Finding.SAME)]
    assert report.lines[0].text.startswith("Grace Lindqvist is the only admin")
    with agency.store.read() as session:
        assert [admin.name for admin in admins(session)] == ["Grace Lindqvist"]
    assert import_people(agency, OPERATOR, [grace, maya], save=True).saved
    with agency.store.read() as session:
        assert [admin.name for admin in admins(session)] == ["Maya Torres"]


def test_a_supervisor_may_stand_below_those_who_report_to_them(bot: Bot) -> None:
    assert import_people(bot, OPERATOR, [PEOPLE[0], PEOPLE[1] | {"supervisor": "sam@hv.example"}, PEOPLE[2]], save=True)
    with bot.store.read() as session:
        maya, sam = by_email(session, "maya@hv.example"), by_email(session, "sam@hv.example")
        assert maya
        assert sam
        assert maya.supervisor_id == sam.id


@pytest.mark.parametrize(
    ("rows", "says"),
    [
        ([PEOPLE[0] | {"supervisor": "nobody@hv.example"}], "can't find supervisor nobody@hv.example"),
        ([PEOPLE[1] | {"supervisor": ""}], "there is no office New York; give its office_zone"),
        ([PEOPLE[0], PEOPLE[0]], "grace@hv.example is in this file twice"),
    ],
)
def test_a_person_who_fits_nowhere_is_told_by_line(bot: Bot, rows: list[dict[str, str]], says: str) -> None:
    report = import_people(bot, OPERATOR, rows, save=True)
    assert says in next(line.text for line in report.lines if line.finding == Finding.ERROR)
    assert not report.saved


def test_a_job_needs_its_client(bot: Bot) -> None:
    report = import_jobs(bot, OPERATOR, JOBS, save=True)
    assert report.lines[0].text == "there is no client ACME; import clients first"
    with bot.store.read() as session:
        assert every_job(session) == []


def test_clients_are_known_by_their_code(agency: Bot) -> None:
    import_clients(agency, OPERATOR, [{"code": "acme", "name": "Acme Outdoor Ltd"}], save=True)
    with agency.store.read() as session:
        assert [client.name for client in every_client(session)] == ["Acme Outdoor Ltd", "Harbour & Vale"]


@pytest.mark.parametrize("bring_in", [import_people, import_clients, import_jobs])
def test_nobody_imports_but_the_operator(agency: Bot, bring_in: object) -> None:
    with pytest.raises(NotAllowed):
        bring_in(agency, actor("Grace Lindqvist"), [], save=True)  # type: ignore[operator]
