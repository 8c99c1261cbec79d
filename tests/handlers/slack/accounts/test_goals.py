"""`/goal`, `/opportunity`, `/health` and make-good plans, through Slack's real protocol."""

from datetime import UTC, date, datetime

from bot.desk.schedule import run_scans
from storage.accounts.account_notes import plans_of_jobs
from storage.clients.clients import by_code
from storage.estimates.estimates import Estimate
from storage.jobs import jobs
from storage.jobs.costs import Expense
from storage.people import people
from storage.words.accounts import OpportunityStage, PlanStatus
from storage.words.signoffs import EstimateStatus, SignoffStatus
from tests.bot.accounts.test_opportunities import decide, estimate, shown
from tests.conftest import FixedClock
from tests.handlers.conftest import Desk, buttons, texts


def with_budget(desk: Desk, cents: int = 100_000, number: str = "ACME-101") -> None:
    """A job of ACME has an approved estimate and is 200.00 over it; Grace owns the client and leads it."""
    with desk.bot.store.begin() as session:
        client, job, grace = by_code(session, "ACME"), jobs.by_number(session, number), _grace(session)
        assert client
        assert job
        client.lead_id = client.owner_id = grace
        kept = {"job_id": job.id, "currency": "USD"}
        session.add(
            Estimate(
                id="e",
                version=1,
                made_by_id=grace,
                made_at=desk.bot.now(),
                decided_at=desk.bot.now(),
                status=EstimateStatus.APPROVED,
                total_cents=cents,
                told_percent=100,
                **kept,
            )
        )
        session.add(Expense(id="x", cents=cents + 20_000, spent_on=date(2026, 3, 10), at=desk.bot.now(), **kept))


def _grace(session: object) -> str:
    found = people.by_email(session, "grace@hv.example")  # type: ignore[arg-type]
    assert found
    return found.id


def test_a_goal_is_set_seen_with_what_stands_against_it_and_changed(desk: Desk) -> None:
    with_budget(desk)
    grace = desk.person("grace")
    assert buttons(desk.person("maya").command("desk", "/goal").appeared[-1]["blocks"]) == []
    form = grace.command("desk", "/goal", "set").modal
    assert form
    whose = grace.options(form, "whose", "grace")
    assert [each["text"]["text"] for each in whose] == ["Grace Lindqvist’s portfolio"]
    assert grace.submit(form, {"whose": whose[0], "amount": "lots"}).errors["amount"]
    assert grace.submit(form, {"whose": whose[0], "amount": "2,500"}).modal
    (listed,) = grace.command("desk", "/goal").appeared
    figures = texts(listed["blocks"])
    for money in ("USD 2,500.00", "1,000.00", "1,500.00", "1,200.00"):  # goal, booked, gap, actual
        assert money in figures
    again = grace.click(listed, "Change").modal
    assert again
    assert grace.submit(again, {"amount": "3,000"}).modal
    (listed,) = grace.command("desk", "/goal", "Q1 2026").appeared
    again = grace.click(listed, "Change").modal
    assert again
    assert [money in texts(again["blocks"]) for money in ("USD 3,000.00", "USD 2,500.00")] == [True, True]
    assert grace.click(again, "Remove this goal").modal
    (listed,) = grace.command("desk", "/goal").appeared
    assert "3,000.00" not in texts(listed["blocks"])
    for line in ("rate EUR 1.08 USD from 2026-10-01", "rates"):
        assert "1 EUR = 1.08 USD from 1 Oct 2026" in texts(grace.command("desk", "/goal", line).appeared[0]["blocks"])
    assert "60%" in grace.command("desk", "/goal", "forecast 60%").text
    assert "“soon”" in grace.command("desk", "/goal", "soon").text


def test_an_opportunity_is_added_put_to_its_owner_when_overdue_and_won(desk: Desk, clock: FixedClock) -> None:
    grace = desk.person("grace")
    form = grace.command("desk", "/opportunity", "add acme").modal
    assert form
    filled = {"title": "R&D <film>", "amount": "25,000", "percent": "60", "closes_on": "2026-03-13"}
    assert set(grace.submit(form, filled | {"percent": "600"}).errors) == {"percent"}
    assert grace.submit(form, filled).modal
    (listed,) = grace.command("desk", "/opportunity").appeared
    assert "R&amp;D &lt;film&gt;" in texts(listed["blocks"])
    assert "USD 25,000.00" in texts(listed["blocks"])
    clock.now = datetime(2026, 3, 16, 13, 5, tzinfo=UTC)
    for _ in range(2):
        run_scans(desk.bot)
    desk.settle()
    morning = grace.messages()[-1]
    assert "R&amp;D &lt;film&gt;" in morning["text"]
    assert buttons(morning["blocks"]) == ["Change…", "Won…", "Lost…"]
    form = grace.click(morning, "Won…").modal
    assert form
    assert grace.submit(form, {"outcome": "Signed"}).modal
    desk.settle()
    assert shown(desk.bot, "won").stage == OpportunityStage.WON
    now = grace.messages()[-1]
    assert (now["ts"], buttons(now["blocks"])) == (morning["ts"], [])
    (listed,), (won,) = (grace.command("desk", "/opportunity", which).appeared for which in ("", "won"))
    assert "film" not in texts(listed["blocks"])
    assert "film" in texts(won["blocks"])
    assert buttons(won["blocks"]) == ["Add an opportunity"]


def test_an_older_list_says_that_an_opportunity_is_won_already(desk: Desk) -> None:
    grace = desk.person("grace")
    form = grace.command("desk", "/opportunity", "add acme").modal
    assert form
    grace.submit(form, {"title": "Film", "amount": "25,000", "percent": "60", "closes_on": "2026-04-13"})
    (listed,) = grace.command("desk", "/opportunity").appeared
    form = grace.click(listed, "Won…").modal
    assert form
    done = grace.submit(form, {"outcome": "Signed"}).modal
    assert done
    grace.close(done)
    for button in ("Change…", "Lost…", "Won…"):
        again = grace.click(listed, button)
        assert [value in again.text for value in ("Film", OpportunityStage.WON)] == [True, True]
        assert again.modal is None


def test_an_opportunity_takes_over_its_estimate_and_the_clients_yes_wins_it(desk: Desk, clock: FixedClock) -> None:
    grace, estimate_id = desk.person("grace"), estimate(desk.bot, 120_000)
    form = grace.command("desk", "/opportunity", "add acme").modal
    assert form
    _none, found = grace.options(form, "estimate", "")
    assert [value in found["text"]["text"] for value in ("ACME-101", "USD 1,200.00")] == [True, True]
    filled = {"title": "Film", "amount": "25,000", "percent": "60", "closes_on": "2026-03-20", "estimate": found}
    done = grace.submit(form, filled).modal
    assert "USD 1,200.00" in texts((done or {})["blocks"])
    (listed,) = grace.command("desk", "/opportunity").appeared
    assert "ACME-101" in texts(listed["blocks"])
    form = grace.click(listed, "Change…").modal
    assert form
    assert grace.submit(form, {"title": "The film"}).modal  # what it became and its own amount stay
    other = grace.command("desk", "/opportunity", "add acme").modal
    assert other
    assert set(grace.submit(other, filled).errors) == {"estimate"}
    decide(desk.bot, estimate_id, SignoffStatus.APPROVED)
    clock.now = datetime(2026, 3, 13, 13, 5, tzinfo=UTC)
    run_scans(desk.bot)
    desk.settle()
    told = grace.messages()[-1]
    assert "The film" in texts(told["blocks"])
    assert "USD 1,200.00" in texts(told["blocks"])
    assert buttons(told["blocks"]) == []
    assert shown(desk.bot, "won").stage == OpportunityStage.WON


def test_an_overrun_is_asked_about_planned_reminded_of_and_done(desk: Desk, clock: FixedClock) -> None:
    with_budget(desk)
    for _ in range(2):
        run_scans(desk.bot)
    desk.settle()
    grace = desk.person("grace")
    asked = grace.messages()[-1]
    assert "USD 200.00" in texts(asked["blocks"])
    form = grace.click(asked, "Make a plan…").modal
    assert form
    who = grace.options(form, "who", "maya")[0]
    wrong = grace.submit(form, {"what": "Absorb it", "who": who, "due_on": "2026-03-11"})
    assert set(wrong.errors) == {"due_on"}
    assert grace.submit(form, {"what": "Revised Estimate", "who": who, "due_on": "2026-03-17"}).modal
    desk.settle()
    now = grace.messages()[-1]
    assert (now["ts"], buttons(now["blocks"])) == (asked["ts"], ["Done or dropped…", "Change…"])
    (jacket,) = grace.command("desk", "/job", "ACME-101").appeared
    for each in (now, jacket):
        assert "Maya Torres, by Tue 17 Mar" in texts(each["blocks"])
    clock.now = datetime(2026, 3, 16, 13, 5, tzinfo=UTC)
    run_scans(desk.bot)
    desk.settle()
    maya = desk.person("maya")
    reminded = maya.messages()[-1]
    assert "*ACME-101* Spring mailer" in texts(reminded["blocks"])
    end = maya.click(reminded, "Done or dropped…").modal
    assert end
    assert maya.submit(end, {"outcome": "Client pays 200 more"}).modal
    assert "USD 200.00" in texts(grace.command("desk", "/goal", "variance").appeared[0]["blocks"])
    with desk.bot.store.read() as session:
        (plan,) = plans_of_jobs(session).values()
    assert (plan.status, plan.outcome) == (PlanStatus.DONE, "Client pays 200 more")


def test_a_lead_is_asked_for_all_health_notes_at_once_and_writes_one(desk: Desk, clock: FixedClock) -> None:
    with_budget(desk)
    clock.now = datetime(2026, 3, 26, 13, 5, tzinfo=UTC)  # the third business day before Tuesday 31 March
    for _ in range(2):
        run_scans(desk.bot)
    desk.settle()
    grace = desk.person("grace")
    asked = grace.messages()[-1]
    form = grace.click(asked, "Write").modal
    assert form
    done = grace.submit(form, {"mood": "content", "relationship": "Core <client>", "next_move": "Lunch"}).modal
    assert done
    desk.settle()
    now = grace.messages()[-1]
    assert now["ts"] == asked["ts"]
    assert {"Write", "Change"}.isdisjoint(texts(now["blocks"]).splitlines())
    (month,), (earlier,) = (grace.command("desk", "/health", which).appeared for which in ("", "2026-02"))
    for each in (done, month):
        assert "*content*\nCore &lt;client&gt;" in texts(each["blocks"])
    assert "Acme Outdoor" in texts(earlier["blocks"])
    assert "Core" not in texts(earlier["blocks"])
    assert desk.person("maya").command("desk", "/health", "INT").modal
