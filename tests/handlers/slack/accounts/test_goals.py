"""`/goal`, `/opportunity`, `/health` and make-good plans, through Slack's real protocol."""

from datetime import UTC, date, datetime

from bot.desk.schedule import run_scans
from storage.clients.clients import by_code
from storage.estimates.estimates import Estimate
from storage.jobs import jobs
from storage.jobs.costs import Expense
from storage.people import people
from storage.words.signoffs import EstimateStatus, SignoffStatus
from tests.bot.accounts.test_opportunities import decide, estimate
from tests.conftest import FixedClock
from tests.handlers.conftest import Desk, texts


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
    assert "see revenue goals" in desk.person("maya").command("desk", "/goal").text
    form = grace.command("desk", "/goal", "set").modal
    assert form
    whose = grace.options(form, "whose", "grace")
    assert [each["text"]["text"] for each in whose] == ["Grace Lindqvist’s portfolio"]
    assert grace.submit(form, {"whose": whose[0], "amount": "lots"}).errors["amount"]
    assert grace.submit(form, {"whose": whose[0], "amount": "2,500"}).modal
    (listed,) = grace.command("desk", "/goal").appeared
    shown = texts(listed["blocks"])
    assert "*Grace Lindqvist’s portfolio*  ·  goal *USD 2,500.00*" in shown
    assert "booked 1,000.00  ·  forecast 0.00  ·  *gap 1,500.00*\nactual 1,200.00" in shown
    again = grace.click(listed, "Change").modal
    assert again
    assert grace.submit(again, {"amount": "3,000"}).modal
    (listed,) = grace.command("desk", "/goal", "Q1 2026").appeared
    again = grace.click(listed, "Change").modal
    assert again
    assert "USD 3,000.00  ·  Grace Lindqvist\n12 Mar 2026  ·  USD 2,500.00" in texts(again["blocks"])
    assert "removed" in texts((grace.click(again, "Remove this goal").modal or {})["blocks"])
    assert (
        "1 EUR = 1.08 USD from 1 Oct 2026 is kept."
        in grace.command("desk", "/goal", "rate EUR 1.08 USD from 2026-10-01").text
    )
    assert "1 EUR = 1.08 USD" in texts(grace.command("desk", "/goal", "rates").appeared[0]["blocks"])
    assert "60%" in grace.command("desk", "/goal", "forecast 60%").text
    assert "as a quarter" in grace.command("desk", "/goal", "soon").text


def test_an_opportunity_is_added_put_to_its_owner_when_overdue_and_won(desk: Desk, clock: FixedClock) -> None:
    grace = desk.person("grace")
    form = grace.command("desk", "/opportunity", "add acme").modal
    assert form
    filled = {"title": "R&D <film>", "amount": "25,000", "percent": "60", "closes_on": "2026-03-13"}
    assert "percentage" in grace.submit(form, filled | {"percent": "600"}).errors["percent"]
    assert grace.submit(form, filled).modal
    (listed,) = grace.command("desk", "/opportunity").appeared
    assert "*ACME*  R&amp;D &lt;film&gt;  ·  upsell  ·  *USD 25,000.00*" in texts(listed["blocks"])
    clock.now = datetime(2026, 3, 16, 13, 5, tzinfo=UTC)
    for _ in range(2):
        run_scans(desk.bot)
    desk.settle()
    morning = grace.messages()[-1]
    assert "was to close Fri 13 Mar. Won, lost, or a new date?" in morning["text"]
    form = grace.click(morning, "Won…").modal
    assert form
    assert grace.submit(form, {"outcome": "Signed"}).modal
    desk.settle()
    assert "is won." in grace.messages()[-1]["text"]
    assert "0 opportunities" in texts(grace.command("desk", "/opportunity").appeared[0]["blocks"])
    assert "*won*" in texts(grace.command("desk", "/opportunity", "won").appeared[0]["blocks"])


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
        assert (again.text, again.modal) == ("“Film” is won already.", None)


def test_an_opportunity_takes_over_its_estimate_and_the_clients_yes_wins_it(desk: Desk, clock: FixedClock) -> None:
    grace, estimate_id = desk.person("grace"), estimate(desk.bot, 120_000)
    form = grace.command("desk", "/opportunity", "add acme").modal
    assert form
    none, found = grace.options(form, "estimate", "")
    assert found["text"]["text"] == "ACME-101 Letter of Estimate 1 · USD 1,200.00 · with client"
    filled = {"title": "Film", "amount": "25,000", "percent": "60", "closes_on": "2026-03-20", "estimate": found}
    done = grace.submit(form, filled).modal
    assert "*USD 1,200.00*" in texts((done or {})["blocks"])
    (listed,) = grace.command("desk", "/opportunity").appeared
    assert "became ACME-101 Letter of Estimate, version 1 (with client)" in texts(listed["blocks"])
    form = grace.click(listed, "Change…").modal
    assert form
    assert grace.submit(form, {"title": "The film"}).modal  # what it became and its own amount stay
    other = grace.command("desk", "/opportunity", "add acme").modal
    assert other
    assert "became an estimate of ACME-101 already" in grace.submit(other, filled).errors["estimate"]
    decide(desk.bot, estimate_id, SignoffStatus.APPROVED)
    clock.now = datetime(2026, 3, 13, 13, 5, tzinfo=UTC)
    run_scans(desk.bot)
    desk.settle()
    told = grace.messages()[-1]
    assert "The client approved its estimate" in texts(told["blocks"])
    assert "The film  ·  upsell  ·  *USD 1,200.00*\n*won*" in texts(told["blocks"])
    assert none["text"]["text"] == "No estimate"


def test_an_overrun_is_asked_about_planned_reminded_of_and_done(desk: Desk, clock: FixedClock) -> None:
    with_budget(desk)
    for _ in range(2):
        run_scans(desk.bot)
    desk.settle()
    grace = desk.person("grace")
    asked = grace.messages()[-1]
    assert "over its approved estimate by *USD 200.00*" in texts(asked["blocks"])
    form = grace.click(asked, "Make a plan…").modal
    assert form
    who = grace.options(form, "who", "maya")[0]
    wrong = grace.submit(form, {"what": "Absorb it", "who": who, "due_on": "2026-03-11"})
    assert "is in the past" in wrong.errors["due_on"]
    assert grace.submit(form, {"what": "Revised Estimate", "who": who, "due_on": "2026-03-17"}).modal
    desk.settle()
    assert "Revised Estimate  ·  Maya Torres, by Tue 17 Mar" in texts(grace.messages()[-1]["blocks"])
    (jacket,) = grace.command("desk", "/job", "ACME-101").appeared
    assert "*Make-good plan*  *planned*" in texts(jacket["blocks"])
    clock.now = datetime(2026, 3, 16, 13, 5, tzinfo=UTC)
    run_scans(desk.bot)
    desk.settle()
    maya = desk.person("maya")
    reminded = maya.messages()[-1]
    assert "ACME-101* Spring mailer: make-good plan" in texts(reminded["blocks"])
    end = maya.click(reminded, "Done or dropped…").modal
    assert end
    assert maya.submit(end, {"outcome": "Client pays 200 more"}).modal
    shown = texts(grace.command("desk", "/goal", "variance").appeared[0]["blocks"])
    assert "*USD 200.00 over*" in shown
    assert "make-good plan: done" in shown


def test_a_lead_is_asked_for_all_health_notes_at_once_and_writes_one(desk: Desk, clock: FixedClock) -> None:
    with_budget(desk)
    clock.now = datetime(2026, 3, 26, 13, 5, tzinfo=UTC)  # the third business day before Tuesday 31 March
    for _ in range(2):
        run_scans(desk.bot)
    desk.settle()
    grace = desk.person("grace")
    asked = grace.messages()[-1]
    assert "_Not written yet_" in texts(asked["blocks"])
    form = grace.click(asked, "Write").modal
    assert form
    done = grace.submit(form, {"mood": "content", "relationship": "Core <client>", "next_move": "Lunch"}).modal
    assert "*content*" in texts((done or {})["blocks"])
    desk.settle()
    assert "All your health notes for March 2026 are written" in texts(grace.messages()[-1]["blocks"])
    shown = texts(grace.command("desk", "/health").appeared[0]["blocks"])
    assert "Core &lt;client&gt;" in shown
    earlier = texts(grace.command("desk", "/health", "2026-02").appeared[0]["blocks"])
    assert "*ACME* Acme Outdoor\n_Not written yet_" in earlier
    assert desk.person("maya").command("desk", "/health", "INT").modal
