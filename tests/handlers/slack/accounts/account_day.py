"""A day at the account desk, by real deliveries: each form is opened, most are saved, most buttons are clicked."""

import json
from dataclasses import replace
from datetime import UTC, datetime

from bot.desk.schedule import run_scans
from tests.bot.signoffs.signoff_desk import OMAR
from tests.bot.timekeeping.test_time_entries import log
from tests.conftest import FixedClock
from tests.handlers.conftest import Desk, Json, buttons
from tests.handlers.slack.accounts.test_goals import with_budget

FEBRUARY = datetime(2026, 2, 26, 15, tzinfo=UTC)


def work(desk: Desk, typed: str = "Dana is off") -> None:
    """A day at the account desk: each form is opened, most are saved."""
    maya, grace = desk.person("maya"), desk.person("grace")
    maya.command("desk", "/job", "next ACME-101 call Dana")
    _filled(desk, "Costs", "Add an expense", amount="2,400", name=typed)
    _filled(desk, "Edit", next_step=typed)
    _filled(desk, "Alert", text=typed)
    _filled(desk, "Brief", objectives=typed)
    _filled(desk, "Log time", duration="1h")
    opened = maya.click(jacket(desk), "Estimate").modal
    assert opened
    lines = next(block["block_id"] for block in opened["blocks"] if block["block_id"].startswith("lines"))
    drafted = maya.submit(opened, {lines: f"print 2,400\ndesign 1h 100 {typed}"}).modal
    assert drafted
    table = maya.click(drafted, "Edit").modal
    assert table
    maya.click(table, "Terms, contingency, tax…")
    form = maya.click(jacket(desk), "Request sign-off").modal
    assert form
    maya.submit(
        form, {"title": typed, "kind": "copy", "approvers": [OMAR], "link": "https://acme.example/a?b&c", "note": typed}
    )
    desk.settle()
    card = next(each for each in reversed(maya.messages("desk")) if "Remind now" in json.dumps(each))
    maya.click(card, "Remind now")
    for button in ("New version…", "Change approvers…", "Record a decision…"):
        assert maya.click(card, button).modal
    maya.command("desk", "/signoff", "list")
    maya.command("desk", "/client")
    client = grace.command("desk", "/client", "ACME").appeared[-1]
    for button in ("Edit", "Contract", "Retainers", "Branding and notes", "Contacts"):
        assert grace.click(client, button).modal
    view = grace.click(client, "Contacts").modal
    assert view
    form = grace.click(view, "Add a contact").modal
    assert form
    grace.options(form, "chat", "")
    grace.submit(form, {"name": "Lee", "email": "lee@acme.example"})
    _status_and_requests(desk)
    home = desk.home("grace")
    for button in ("People", "Rate card", "Account policy", "Reports", "Add a person"):
        assert grace.click(home, button).modal
    accounts(desk, typed)
    leadership(desk, typed)


def _status_and_requests(desk: Desk) -> None:
    """Asked by mention: the command would tell a contact of their own client."""
    maya = desk.person("maya")
    for question, button in (("status of Acme", "Share in channel"), ("status report of ACME", "Look at the client's")):
        maya.mention("desk", question)
        desk.settle()
        shown = next(each for each in reversed(maya.messages("desk")) if button in json.dumps(each))
        maya.click(shown, next(each for each in buttons(shown["blocks"]) if each.startswith(button)))
    form = maya.command("desk", "/request", "new").modal
    assert form
    (acme,) = maya.options(form, "client", "acme")
    assert maya.submit(form, {"client": acme, "text": "Dana asks for a banner"}).modal
    listed = maya.command("desk", "/request").appeared[-1]
    for each in ("Edit", "Close"):
        form = maya.click(listed, each).modal
        assert form
        assert maya.submit(form, {"outcome": "sent"} if each == "Close" else {}).modal
    desk.person("omar").say("shared", "Could we get a second banner?")
    assert maya.message_shortcut("requests.track_message", maya.messages("shared")[-1]).modal


def jacket(desk: Desk) -> Json:
    return desk.person("maya").command("desk", "/job", "ACME-101").appeared[-1]


def _filled(desk: Desk, *buttons: str, **values: str) -> Json:
    """Maya clicks these buttons one after another, and fills the form that she gets."""
    shown, maya = jacket(desk), desk.person("maya")
    for button in buttons:
        view = maya.click(shown, button).modal
        assert view, button
        shown = view
    done = maya.submit(shown, dict(values))
    assert done.modal, (buttons, done.errors)
    return done.modal


def accounts(desk: Desk, typed: str = "Dana is off") -> None:
    """What the account desk sees and writes of its accounts: reviews, health notes, make-good plans."""
    maya, grace = desk.person("maya"), desk.person("grace")
    with_budget(desk, number="ACME-102")
    maya.click(maya.command("desk", "/account", "ACME").appeared[-1], "Send me the PDF")
    listed = maya.command("desk", "/health").appeared[-1]
    form = maya.click(listed, "Write").modal
    assert form
    assert maya.submit(form, {"mood": "uneasy", "relationship": typed, "risks": typed, "next_move": typed}).modal
    for _ in range(2):
        run_scans(desk.bot)
    desk.settle()
    asked = next(each for each in reversed(grace.messages()) if "accounts.edit_plan" in json.dumps(each))
    assert grace.click(asked, "We bear it…").modal
    plan = grace.click(asked, "Make a plan…").modal
    assert plan
    who = grace.options(plan, "who", "sam")[0]
    assert grace.submit(plan, {"what": typed, "who": who, "due_on": "2026-03-19"}).modal
    desk.settle()
    asked = next(each for each in reversed(grace.messages()) if "accounts.end_plan" in json.dumps(each))
    end = grace.click(asked, "Done or dropped…").modal
    assert end
    assert grace.submit(end, {"outcome": typed}).modal


def leadership(desk: Desk, typed: str = "Dana is off") -> None:
    """What only leads and leadership see and set: goals, rates, opportunities, variance, digests, policies."""
    grace = desk.person("grace")
    form = grace.command("desk", "/goal", "set").modal
    assert form
    assert grace.submit(form, {"whose": grace.options(form, "whose", "grace")[0], "amount": "2,400"}).modal
    listed = grace.command("desk", "/goal").appeared[-1]
    change = grace.click(listed, "Change").modal
    assert change
    assert grace.submit(change, {"amount": "2,400.50"}).modal
    assert grace.click(listed, "Set a goal").modal
    grace.click(listed, "Q2 2026")
    for words in ("variance", "rates", "rate EUR 1.08 USD", "forecast 60%"):
        assert grace.command("desk", "/goal", words).appeared
    form = grace.command("desk", "/opportunity", "add acme").modal
    assert form
    filled = {"title": typed, "amount": "2,400", "percent": "60", "closes_on": "2026-04-13", "note": typed}
    assert grace.submit(form, filled).modal
    listed = grace.command("desk", "/opportunity").appeared[-1]
    assert grace.click(listed, "Add an opportunity").modal
    for button, values in (("Lost…", None), ("Change…", {}), ("Won…", {"outcome": typed})):
        form = grace.click(listed, button).modal
        assert form
        assert values is None or grace.submit(form, values).modal
    again = grace.click(grace.command("desk", "/goal").appeared[-1], "Change").modal
    assert again
    grace.click(again, "Remove this goal")
    grace.click(grace.command("desk", "/digest", "preview").appeared[-1], "By client")
    log(replace(desk.bot, clock=FixedClock(FEBRUARY)), "2h ACME-101 copy")
    shown = grace.command("desk", "/digest", "2026-02").appeared[-1]
    for button in ("By client", "Send me the files"):
        grace.click(shown, button)
    for words in ("here", "now", "correct 2026-02", "at 08:30", "in USD", "off"):
        assert grace.command("leads", "/digest", words).appeared
    reports = grace.command("desk", "/jobstatus", "policy").modal
    assert reports
    assert grace.submit(reports, {"status_at": "09:30"}).modal
