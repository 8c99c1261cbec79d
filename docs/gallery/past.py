"""The past of the agency in the digest's pictures: half a year of time, approvals and bills."""

import json
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from fractions import Fraction
from pathlib import Path

from bot.clients.contracts import keep_retainer, show_retainers
from bot.core import OPERATOR, Actor, Bot
from bot.jobs.cost_imports import import_billed
from bot.people.people import Profile
from bot.rules.clients.contracts import RetainerRequest
from bot.rules.kit.periods import days_of, month_before, month_of
from bot.timekeeping.time_imports import import_time
from docs.gallery.clock import A_DAY
from handlers.slack.kit.platform import SLACK
from handlers.terminal.demo import Evening, open_demo_agency
from storage import migrate
from storage.clients import clients
from storage.estimates.estimates import Estimate
from storage.jobs import jobs
from storage.people import people
from storage.people.people import Address
from storage.store import Store
from storage.words.signoffs import EstimateStatus

WORKSPACE = Path(__file__).parents[2] / "sandbox" / "workspace.json"
WEEKS, MONTHS = 31, 7
GRACE = "grace@harbourvale.example"
# The approved amount of each job in thousands: most long ago, one lately, one this month again.
APPROVED = (("ACME-101", 215), ("ACME-102", 265), ("BWF-201", 275), ("HLX-301", 240), ("LUM-401", 290))
AGAIN, LATELY = ("HLX-301", 263), "LUM-401"
RETAINED = "ACME-103"
# An invoice a month for each of these: hours and amount.
BILLED = (("ACME-101", 200, 26_800), ("ACME-102", 190, 24_100), ("BWF-201", 205, 26_900), ("LUM-401", 200, 25_400))
HEADS = ("job", "date", "hours", "amount", "invoice")


def half_a_year(folder: Path, at: datetime) -> None:
    """Fill the demo's store with the past of that instant."""
    (folder / "var").mkdir()
    with closing(Store(f"sqlite:///{folder / 'var' / 'sandbox.db'}")) as store:
        bot = Bot(store=store, clock=lambda: at)
        migrate.upgrade(store)
        everybody = list(_profiles())
        open_demo_agency(bot, everybody, WEEKS)
        import_time(bot, OPERATOR, Evening("retainer.csv", list(_retained(at.date()))), {}, save=True)
        _approve(bot, at)
        grace = Actor(next(each.address for each in everybody if each.email == GRACE))
        _raise_retainer(replace(bot, clock=lambda: datetime.combine(at.replace(day=1), time(15), UTC)), grace)
        import_billed(bot, OPERATOR, [dict(zip(HEADS, line, strict=True)) for line in _billed(at.date())], save=True)


def _profiles() -> Iterator[Profile]:
    workspace = json.loads(WORKSPACE.read_text())
    home = workspace["team"]["id"]
    for one in workspace["people"]:
        team = one.get("team", home)
        yield Profile(
            address=Address(SLACK, team, one["id"]),
            name=one["real_name"],
            email=one["email"],
            zone=one["tz"],
            is_full_member=team == home and "kind" not in one,
            is_workspace_admin=one.get("is_admin", False),
        )


def _retained(today: date) -> Iterator[tuple[str, ...]]:
    """Some ten hours a week for the retainer; now and then a little more than it covers."""
    for day in (today - A_DAY * ago for ago in range(WEEKS * 7, 0, -1)):
        hours = {1: "4", 3: "3.5"}.get(day.weekday(), "")
        if hours:
            yield "leo@harbourvale.example", RETAINED, day.isoformat(), hours, "loyalty e-mail, layout"
            yield "maya@harbourvale.example", RETAINED, day.isoformat(), f"{3 + day.day % 3}", "copy and proof"


def _approve(bot: Bot, at: datetime) -> None:
    """Estimates that clients approved long ago; one of them grew this month."""
    begun = at - timedelta(weeks=WEEKS)
    with bot.store.begin() as session:
        grace = people.by_email(session, GRACE)

        def add(number: str, thousands: int, version: int, on: datetime, status: EstimateStatus) -> None:
            job = jobs.by_number(session, number)
            if job is None:
                raise LookupError(number)
            cents = thousands * 100_000
            session.add(
                Estimate(
                    id=bot.new_id(), job_id=job.id, version=version, currency="USD", made_by_id=grace.id, made_at=on,
                    status=status, decided_at=on, total_cents=cents, fees_cents=cents, minutes=cents * 60 // 13_000,
                )
            )  # fmt: skip

        for number, thousands in APPROVED:
            status = EstimateStatus.REPLACED if number == AGAIN[0] else EstimateStatus.APPROVED
            add(number, thousands, 1, at - A_DAY * 40 if number == LATELY else begun, status)
        add(*AGAIN, 2, at - A_DAY * 9, EstimateStatus.APPROVED)


def _raise_retainer(bot: Bot, grace: Actor) -> None:
    """Give Acme more hours from this month."""
    today = bot.now().date()
    with bot.store.read() as session:
        acme = clients.by_code(session, "ACME")
    old = show_retainers(bot, grace, acme.id).retainers[0]
    ends = {"ends_on": (today.replace(day=1) - A_DAY).isoformat(), "roll_over": old.roll_over, "cap": "10"}
    before = RetainerRequest(starts_on=old.starts_on.isoformat(), hours="40", fee="6,000", rate="150", **ends)
    keep_retainer(bot, grace, acme.id, old.id, before)
    now = RetainerRequest(starts_on=today.replace(day=1).isoformat(), hours="44", fee="6,600", rate="150")
    keep_retainer(bot, grace, acme.id, "", now)


def _billed(today: date) -> Iterator[tuple[str, ...]]:
    """On the last day of each month, and this month's share today."""
    month = month_of(today)
    for back in range(MONTHS):
        last = days_of(month)[1]
        for number, hours, amount in BILLED:
            part = Fraction(min(last, today).day, last.day) + Fraction(back % 3, 40)
            billed = str(int(hours * part)), str(int(amount * part))
            yield number, min(last, today).isoformat(), *billed, f"{month}-{number}"
        month = month_before(days_of(month)[0])
