"""An estimate through its sign-off: released, approved, revised with its change, replaced."""

from datetime import UTC, datetime, time

import pytest

from bot.core import Bot
from bot.errors import Conflict, UsageError
from bot.estimates.reviews import take_back
from bot.signoffs.changes import withdraw
from bot.signoffs.decisions import Record, record_decision
from bot.signoffs.forms import form_for_estimate, form_for_job, form_for_version
from bot.signoffs.shown import SignoffShown
from storage.clients.contacts import Contact
from storage.estimates import estimates
from storage.signoffs import ledger
from storage.words.signoffs import EstimateStatus, SignoffDecision, SignoffKind, SignoffStatus
from tests.bot.estimates.test_estimates import add_lines, drafted, ready, revise, seen
from tests.bot.signoffs.signoff_desk import OMAR, ask, decide, now, open_account
from tests.conftest import FixedClock, actor

YES, WITH, CHANGES, NO = SignoffDecision


@pytest.fixture
def desk(account: Bot) -> Bot:
    return open_account(account)


def ask_for(bot: Bot, estimate_id: str, **fields: object) -> SignoffShown:
    return ask(bot, OMAR, estimate_id=estimate_id, kind=SignoffKind.ESTIMATE, title="", **fields)


def status(bot: Bot, estimate_id: str) -> EstimateStatus:
    with bot.store.read() as session:
        found = estimates.by_id(session, estimate_id)
        assert found
        return found.status


def test_an_estimate_is_released_decided_revised_and_told_with_its_change(desk: Bot) -> None:
    first = ready(desk)
    form = form_for_estimate(desk, actor("Maya Torres"), first.id)
    assert form.estimate
    assert form.estimate.label == "Letter of Estimate, version 1"
    shown = ask_for(desk, first.id)
    assert (shown.named, shown.content_hash) == (
        "Letter of Estimate, version 1",
        now_hash(desk, first.id),
    )
    with desk.store.read() as session:
        document = estimates.by_id(session, first.id).pdf_id  # type: ignore[union-attr]
        (requested,) = ledger.of_signoff(session, shown.id)
    assert document and shown.artefact.file_id == document
    assert document in requested.body  # what the client decides on is bound to the byte
    assert shown.artefact.total == "USD 4,210.00"
    assert status(desk, first.id) == EstimateStatus.SENT
    decide(desk, shown, OMAR, YES)
    assert status(desk, first.id) == EstimateStatus.APPROVED
    with pytest.raises(UsageError, match="no newer estimate"):
        form_for_version(desk, actor("Maya Torres"), shown.id)
    draft = revise(desk, actor("Maya Torres"), first.job.id, "A fourth route")
    add_lines(desk, actor("Maya Torres"), seen(draft), "design 2h fourth route")
    second = ready(desk)
    again = ask_for(desk, second.id)
    assert (again.series_id, again.version) == (shown.series_id, 2)
    assert again.since
    assert again.since.lines == [
        "Total USD 4,500.00 instead of USD 4,210.00 (+USD 290.00)",
        "Why: A fourth route",
        "New: Design (fourth route), USD 290.00",
    ]
    decide(desk, again, OMAR, WITH, "Less print")
    assert (status(desk, first.id), status(desk, second.id)) == (EstimateStatus.REPLACED, EstimateStatus.APPROVED)


def test_what_is_withdrawn_can_be_asked_for_again_and_what_is_with_the_client_can_not(desk: Bot) -> None:
    estimate = ready(desk)
    shown = ask_for(desk, estimate.id)
    assert form_for_job(desk, actor("Maya Torres"), shown.job.id).estimates == []
    with pytest.raises(Conflict, match="is with client"):
        ask_for(desk, estimate.id)
    withdraw(desk, actor("Maya Torres"), shown.id)
    assert status(desk, estimate.id) == EstimateStatus.READY
    again = ask_for(desk, estimate.id)
    assert (again.version, again.series_id) == (1, shown.series_id)
    newer = now(desk, shown).newer
    assert newer
    assert newer.id == again.id
    assert decide(desk, again, OMAR, NO, "Too dear").status == SignoffStatus.DECLINED
    assert status(desk, estimate.id) == EstimateStatus.DECLINED


def test_a_version_that_a_client_has_seen_never_changes_not_even_after_it_was_withdrawn(desk: Bot) -> None:
    estimate = ready(desk)
    withdraw(desk, actor("Maya Torres"), ask_for(desk, estimate.id).id)
    with pytest.raises(Conflict, match="The client has seen version 1, so it stays as it is"):
        take_back(desk, actor("Maya Torres"), estimate.id)
    second = revise(desk, actor("Maya Torres"), estimate.job.id, "Less print")
    assert (second.version, status(desk, estimate.id)) == (2, EstimateStatus.WITHDRAWN)
    with pytest.raises(Conflict, match="is withdrawn"):
        ask_for(desk, estimate.id)


def test_an_unreviewed_estimate_and_one_above_the_contacts_limit_are_not_asked_for(desk: Bot) -> None:
    draft = drafted(desk)
    with pytest.raises(Conflict, match="hasn't been approved at the agency"):
        ask_for(desk, draft.id)
    estimate = ready(desk)
    with desk.store.begin() as session:
        session.get_one(Contact, OMAR).limit_cents = 10_000
    with pytest.raises(UsageError, match=r"up to USD 100\.00, but this is"):
        ask_for(desk, estimate.id)
    assert status(desk, estimate.id) == EstimateStatus.READY


def test_an_estimate_past_its_last_valid_day_is_approved_only_as_the_desk_records_it(
    desk: Bot, clock: FixedClock
) -> None:
    estimate = ready(desk)
    shown = ask_for(desk, estimate.id)
    assert estimate.valid_until
    clock.now = datetime.combine(estimate.valid_until, time(23), UTC)
    with pytest.raises(UsageError):  # valid to the end of the day: only the words are missing
        decide(desk, shown, OMAR, WITH)
    clock.forward(days=1)
    for decision in (YES, WITH):
        with pytest.raises(Conflict, match="This estimate was valid until"):
            decide(desk, shown, OMAR, decision, "Less print")
    assert status(desk, estimate.id) == EstimateStatus.SENT
    record = Record(approver_id=shown.approvers[0].id, decision=YES, evidence="Omar called Maya")
    record_decision(desk, actor("Maya Torres"), shown.id, record)
    assert status(desk, estimate.id) == EstimateStatus.APPROVED


def now_hash(bot: Bot, estimate_id: str) -> str | None:
    with bot.store.read() as session:
        found = estimates.by_id(session, estimate_id)
        return found.content_hash if found else None
