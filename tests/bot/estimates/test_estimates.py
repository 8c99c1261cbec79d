"""Estimates from the first line to the client's yes, on real stores of both databases."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import select

from bot.admin.imports import import_people, import_rates
from bot.core import OPERATOR, Bot
from bot.errors import BotError, Conflict, NotAllowed, NotFound, UsageError
from bot.estimates.drafts import DraftSeen, add_lines, remove_line, save_line, save_terms
from bot.estimates.estimates import client_decided, open_estimates, release_estimate
from bot.estimates.files import send_document
from bot.estimates.reviews import review, send_for_review, take_back
from bot.estimates.shown import EstimateShown, JobEstimates
from bot.estimates.versions import revise
from bot.jobs.budgets import is_missing
from bot.people.people import Staff, recognise
from bot.rules.estimates.forms import LineRequest, TermsRequest
from storage.estimates import estimates
from storage.estimates.estimates import ContentFixed, Estimate, EstimateLine
from storage.jobs import jobs
from storage.kit.history import HistoryLine
from storage.messaging.unprompted import UnpromptedNotice
from storage.people import people
from storage.words.signoffs import EstimateLineKind, EstimateStatus, SignoffStatus
from tests.bot.timekeeping.test_time_entries import log_job_id
from tests.conftest import FixedClock, actor, profile

MAYA, GRACE, SAM = "Maya Torres", "Grace Lindqvist", "Sam Okafor"
ELENA, PRIYA, DANIEL = "Elena Rossi", "Priya Nair", "Daniel Kim"
MORE = [
    {"name": ELENA, "email": "elena@hv.example", "role": "account director", "supervisor": "grace@hv.example"},
    {"name": PRIYA, "email": "priya@hv.example", "role": "account manager", "supervisor": "elena@hv.example"},
    {"name": "Leo Martins", "email": "leo@hv.example", "role": "team member"},
    {"name": DANIEL, "email": "daniel@hv.example", "role": "finance"},
]
RATES = [
    {"service": "design", "amount": "145", "currency": "USD", "from_date": "2026-01-01"},
    {"service": "copy", "amount": "120", "currency": "EUR", "from_date": "2026-01-01"},
]


def open_account(bot: Bot) -> Bot:
    rows = [row | {"office": "New York"} for row in MORE]
    assert import_people(bot, OPERATOR, rows, save=True).saved
    assert import_rates(bot, OPERATOR, RATES, save=True).saved
    for row in MORE:
        recognise(bot, profile(row["name"]))
    with bot.store.begin() as session:
        job = jobs.by_number(session, "ACME-101")
        assert job
        job.client.lead_id = people.by_email(session, "priya@hv.example").id  # type: ignore[union-attr]
    return bot


def seen(shown: EstimateShown) -> DraftSeen:
    return DraftSeen(job_id=shown.job.id, estimate_id=shown.id, revision=shown.revision)


def drafted(bot: Bot, text: str = "design 10h key visual\nprint 2,400 +15%", who: str = MAYA) -> EstimateShown:
    return add_lines(bot, actor(who), DraftSeen(job_id=log_job_id(bot, "ACME-101")), text)


def desk(bot: Bot, who: str = MAYA) -> JobEstimates:
    return open_estimates(bot, actor(who), "acme-101")


def latest(bot: Bot) -> EstimateShown:
    shown = desk(bot).latest
    assert shown
    return shown


def ready(bot: Bot) -> EstimateShown:
    shown = latest(bot) if desk(bot).latest else drafted(bot)
    return send_for_review(bot, actor(GRACE), shown.id, shown.revision).estimate


def release(bot: Bot, shown: EstimateShown) -> None:
    with bot.store.begin() as session:
        person = people.by_email(session, "maya@hv.example")
        assert person
        release_estimate(Staff(bot, session, OPERATOR, person), shown.id)


def decide(bot: Bot, shown: EstimateShown, status: SignoffStatus) -> None:
    with bot.begin() as work:
        client_decided(work, shown.id, status, bot.now())


def approved(bot: Bot) -> EstimateShown:
    shown = ready(bot)
    release(bot, shown)
    decide(bot, shown, SignoffStatus.APPROVED)
    return latest(bot)


def told(bot: Bot) -> list[tuple[str, str]]:
    """Who was or is to be told what, by first name."""
    with bot.store.read() as session:
        names = {person.id: person.name.split()[0] for person in people.everyone(session)}
        return [(names[each.person_id], each.payload["kind"]) for each in session.scalars(select(UnpromptedNotice))]


def test_lines_are_kept_as_they_are_typed_and_the_sums_with_them(either_account: Bot) -> None:
    shown = drafted(either_account)
    assert [line.line.amount_cents for line in shown.lines] == [145_000, 276_000]
    assert (shown.totals.total_cents, shown.totals.minutes, shown.currency) == (421_000, 600, "USD")
    more = add_lines(either_account, actor(SAM), seen(shown), "account service 1h30 99.99 calls")
    assert latest(either_account) == more
    assert more.edited_by == SAM
    with either_account.store.read() as session:
        kept = estimates.by_id(session, shown.id)
        assert kept and kept.total_cents == kept.fees_cents + kept.expenses_cents == 435_999
        things = [line.thing for line in session.scalars(select(HistoryLine)) if line.thing.startswith("estimate")]
        assert (things.count("estimate_lines"), things.count("estimates")) == (3, 3)


def test_a_line_that_cannot_be_read_saves_none_of_its_fellows(account: Bot) -> None:
    with pytest.raises(UsageError, match="“copy 3h”: The rate card has no USD rate") as refused:
        drafted(account, "design 1h\ncopy 3h")
    assert "lines" in refused.value.refusal.fields
    assert desk(account).latest is None


def test_lines_are_changed_and_removed_by_form(account: Bot) -> None:
    shown = drafted(account)
    fee, bought = shown.lines
    request = LineRequest(kind=EstimateLineKind.FEE, service="design", description="Two routes", hours="12.5")
    shown = save_line(account, actor(MAYA), seen(shown), fee.id, request)
    assert shown.lines[0].line.amount_cents == 181_250
    shown = remove_line(account, actor(MAYA), seen(shown), bought.id)
    cost = LineRequest(kind=EstimateLineKind.EXPENSE, description="Photos", cost="$300", markup="0")
    shown = save_line(account, actor(MAYA), seen(shown), None, cost)
    assert [line.line.name for line in shown.lines] == ["Design", "Photos"]
    assert shown.totals.total_cents == 211_250
    bad = LineRequest(kind=EstimateLineKind.FEE, service="design", hours="some", rate="€1")
    with pytest.raises(UsageError) as refused:
        save_line(account, actor(MAYA), seen(shown), None, bad)
    assert set(refused.value.refusal.fields) == {"hours", "rate"}
    with pytest.raises(NotFound):
        remove_line(account, actor(MAYA), seen(shown), bought.id)


def test_terms_are_kept_and_each_wrong_field_is_named(account: Bot) -> None:
    shown = drafted(account)
    terms = TermsRequest(
        deliverables="A mailer", contingency="10", tax_name="Sales tax", tax="8.875", revision_rounds="2"
    )
    shown = save_terms(account, actor(MAYA), seen(shown), terms)
    # 4210.00 + 10 % = 4631.00; 8.875 % of that is 411.00125.
    assert (shown.totals.contingency_cents, shown.totals.tax_cents, shown.totals.total_cents) == (
        42_100,
        41_100,
        504_200,
    )
    with pytest.raises(UsageError) as refused:
        bad = TermsRequest(contingency="lots", tax="5", revision_rounds="-1", valid_until="2026-03-11")
        save_terms(account, actor(MAYA), seen(shown), bad)
    assert set(refused.value.refusal.fields) == {"contingency", "tax_name", "revision_rounds", "valid_until"}


def test_of_two_on_one_draft_the_second_is_told_who_changed_it(either_account: Bot) -> None:
    shown = drafted(either_account)
    add_lines(either_account, actor(SAM), seen(shown), "design 1h")
    with pytest.raises(Conflict, match="Sam Okafor has changed this draft"):
        add_lines(either_account, actor(MAYA), seen(shown), "design 2h")
    with pytest.raises(Conflict, match="Maya Torres has started this estimate"):
        drafted(either_account, who=SAM)
    assert len(latest(either_account).lines) == 3


def test_the_same_delivery_twice_adds_its_lines_once(either_account: Bot) -> None:
    job = DraftSeen(job_id=log_job_id(either_account, "ACME-101"))
    first, second = (add_lines(either_account, actor(MAYA, "same"), job, "design 1h") for _ in range(2))
    assert first == second
    assert len(latest(either_account).lines) == 1


@pytest.mark.parametrize("who", [DANIEL, "Leo Martins"])
def test_who_is_not_on_the_account_desk_drafts_nothing(account: Bot, who: str) -> None:
    with pytest.raises(NotAllowed):
        drafted(account, who=who)
    shown = drafted(account)
    calls: list[Callable[[], Any]] = [
        lambda: remove_line(account, actor(who), seen(shown), shown.lines[0].id),
        lambda: send_for_review(account, actor(who), shown.id, shown.revision),
        lambda: review(account, actor(who), shown.id, approve=True),
        lambda: revise(account, actor(who), shown.job.id, "more"),
        lambda: take_back(account, actor(who), shown.id),
    ]
    for call in calls:
        with pytest.raises(NotAllowed):
            call()
    if who == DANIEL:
        assert desk(account, who).may_draft is False
    else:
        with pytest.raises(NotAllowed):
            desk(account, who)


def test_what_is_no_draft_is_changed_by_nobody_not_even_past_the_use_cases(either_account: Bot) -> None:
    shown = ready(either_account)
    with pytest.raises(Conflict, match="ready for the client now"):
        add_lines(either_account, actor(MAYA), seen(shown), "design 1h")
    with pytest.raises(ContentFixed), either_account.store.begin() as session:
        session.get_one(Estimate, shown.id).total_cents = 1
    with pytest.raises(ContentFixed), either_account.store.begin() as session:
        session.get_one(EstimateLine, shown.lines[0].id).amount_cents = 1
    with pytest.raises(ContentFixed), either_account.store.begin() as session:
        session.delete(session.get_one(EstimateLine, shown.lines[0].id))
    with pytest.raises(ContentFixed), either_account.store.begin() as session:
        fee = EstimateLineKind.FEE
        session.add(EstimateLine(id="f" * 32, estimate_id=shown.id, position=9, kind=fee))
    assert latest(either_account).totals == shown.totals


def test_an_empty_or_outdated_draft_does_not_leave_the_table(account: Bot, clock: FixedClock) -> None:
    shown = drafted(account, "design 1h")
    empty = remove_line(account, actor(MAYA), seen(shown), shown.lines[0].id)
    with pytest.raises(UsageError, match="no lines yet"):
        send_for_review(account, actor(MAYA), empty.id, empty.revision)
    full = add_lines(account, actor(MAYA), seen(empty), "design 1h")
    full = save_terms(account, actor(MAYA), seen(full), TermsRequest(valid_until="2026-03-13"))
    clock.forward(days=3)
    with pytest.raises(UsageError, match="last valid day has passed"):
        send_for_review(account, actor(MAYA), full.id, full.revision)


def test_only_a_reviewed_and_valid_version_goes_to_the_client(account: Bot, clock: FixedClock) -> None:
    shown = drafted(account)
    with pytest.raises(Conflict, match="hasn't been approved at the agency yet"):
        release(account, shown)
    fixed = ready(account)
    assert (fixed.issued_on, str(fixed.valid_until)) == (clock.now.date(), "2026-04-11")
    clock.forward(days=40)
    with pytest.raises(Conflict, match="was valid until"):
        release(account, fixed)
    clock.forward(days=-40)
    release(account, fixed)
    with pytest.raises(Conflict, match="is with client"):
        release(account, fixed)
    assert latest(account).status == EstimateStatus.SENT


OUTCOMES = [
    (SignoffStatus.CHANGES_REQUESTED, EstimateStatus.CHANGES_REQUESTED),
    (SignoffStatus.SUPERSEDED, EstimateStatus.WITHDRAWN),
    (SignoffStatus.WITHDRAWN, EstimateStatus.READY),
    (SignoffStatus.DECLINED, EstimateStatus.DECLINED),
    (SignoffStatus.APPROVED_WITH_CHANGES, EstimateStatus.APPROVED),
]


def test_what_the_client_decides_is_what_becomes_of_it(account: Bot) -> None:
    shown = drafted(account)
    for status, now in OUTCOMES:
        if shown.status == EstimateStatus.DRAFT:
            shown = send_for_review(account, actor(GRACE), shown.id, shown.revision).estimate
        release(account, shown)
        decide(account, shown, status)
        assert latest(account).status == now
        decide(account, shown, SignoffStatus.DECLINED)  # what is settled stays
        assert latest(account).status == now
        with account.store.read() as session:
            job = jobs.by_number(session, "ACME-101")
            assert job
            assert is_missing(session, job) == (now != EstimateStatus.APPROVED)
        is_ready = now == EstimateStatus.READY
        shown = latest(account) if is_ready else revise(account, actor(MAYA), shown.job.id, "Once more")


def test_a_forged_id_is_refused_everywhere(account: Bot) -> None:
    calls: list[Callable[[], Any]] = [
        lambda: open_estimates(account, actor(MAYA), "ACME-999"),
        lambda: add_lines(account, actor(MAYA), DraftSeen(job_id="x"), "design 1h"),
        lambda: add_lines(account, actor(MAYA), DraftSeen(job_id="x", estimate_id="y"), "design 1h"),
        lambda: send_for_review(account, actor(MAYA), "x", 1),
        lambda: review(account, actor(GRACE), "x", approve=True),
        lambda: revise(account, actor(MAYA), "x", "why"),
        lambda: send_document(account, actor(MAYA), "x"),
    ]
    for call in calls:
        with pytest.raises(BotError):
            call()
