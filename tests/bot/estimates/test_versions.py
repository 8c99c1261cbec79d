"""Revised Estimates: told with their change, from the version that counts or from what was worked."""

import pytest

from bot.core import Bot
from bot.errors import Conflict, UsageError
from bot.estimates.drafts import remove_line, save_line
from bot.estimates.reviews import send_for_review
from bot.estimates.versions import reason_from_actuals, revise
from bot.rules.estimates.changes import LineChanged
from bot.rules.estimates.forms import LineRequest
from storage.store import Store
from storage.words.signoffs import EstimateLineKind, EstimateStatus, SignoffStatus
from tests.bot.estimates.test_estimates import (
    GRACE,
    MAYA,
    SAM,
    approved,
    decide,
    desk,
    latest,
    open_account,
    release,
    seen,
)
from tests.bot.timekeeping.test_time_entries import log
from tests.conftest import FixedClock, actor, make_bot, open_agency


@pytest.fixture
def account(sqlite_store: Store, clock: FixedClock) -> Bot:
    bot = make_bot(sqlite_store, clock)
    open_agency(bot)
    return open_account(bot)


@pytest.fixture
def either_account(agency: Bot) -> Bot:
    return open_account(agency)


def test_a_revised_estimate_tells_its_changes_and_replaces_once_approved(either_account: Bot) -> None:
    first = approved(either_account)
    with pytest.raises(UsageError) as refused:
        revise(either_account, actor(MAYA), first.job.id, " ")
    assert "reason" in refused.value.refusal.fields
    second = revise(either_account, actor(MAYA), first.job.id, "A fourth route")
    assert (second.version, second.title, second.totals) == (2, "Revised Estimate", first.totals)
    with pytest.raises(Conflict, match="Version 2 is draft"):
        revise(either_account, actor(SAM), first.job.id, "me too")
    grown = LineRequest(kind=EstimateLineKind.FEE, service="design", description="Four routes", hours="16", rate="145")
    second = save_line(either_account, actor(MAYA), seen(second), second.lines[0].id, grown)
    second = remove_line(either_account, actor(MAYA), seen(second), second.lines[1].id)
    compared = second.compared
    assert compared and compared.version == 1
    assert [(each.what, each.delta_cents) for each in compared.changes] == [
        (LineChanged.CHANGED, 87_000),
        (LineChanged.REMOVED, -276_000),
    ]
    fixed = send_for_review(either_account, actor(GRACE), second.id, second.revision).estimate
    release(either_account, fixed)
    decide(either_account, fixed, SignoffStatus.APPROVED)
    assert [(each.version, each.status) for each in desk(either_account).versions] == [
        (2, EstimateStatus.APPROVED),
        (1, EstimateStatus.REPLACED),
    ]
    assert latest(either_account).compared == compared.model_copy(update={"status": EstimateStatus.REPLACED})


def test_a_revision_from_actuals_has_no_line_below_what_was_worked(account: Bot) -> None:
    first = approved(account)
    for line in ("12h ACME-101 2026-03-10 #design x", "3h ACME-101 2026-03-09 #copy y"):
        log(account, line)
    assert reason_from_actuals(account, actor(MAYA), first.job.id) == (
        "The work so far comes to USD 1,740.00, 41% of the approved USD 4,210.00."
    )
    second = revise(account, actor(MAYA), first.job.id, "More work", actuals=True)
    assert [(each.line.service, each.line.minutes) for each in second.lines] == [
        ("design", 720),
        ("", 0),
        ("copy", 180),
    ]
