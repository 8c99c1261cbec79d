"""The review of an account: the running month, and six months of trends."""

import re
from datetime import date

import pytest

from bot.core import Bot
from bot.digests.account_document import account_document
from bot.digests.accounts import review_account
from bot.errors import NotFound
from bot.rules.digests.account_trends import trend_rows
from bot.rules.digests.facts import Health, Plan
from bot.rules.digests.figures import JobFigures
from bot.rules.kit.figures import Ratio
from storage.words.accounts import Mood, PlanStatus
from tests.bot.digests.test_digests import FEBRUARY, GRACE, MAYA
from tests.conftest import actor


def test_a_review_of_an_account_has_six_months_each_by_itself(
    desk: Bot,
) -> None:
    shown = review_account(desk, actor(MAYA), "acme")
    assert [month for month, _ in shown.trend] == [f"2025-{n:02d}" for n in range(9, 13)] + ["2026-01", FEBRUARY]
    # Nobody kept time before February: there is no data of it, rather than nothing that was done.
    assert [figures and figures.minutes for _, figures in shown.trend] == [None, None, None, None, None, 210]
    assert (shown.month, shown.now.minutes) == ("2026-03", 0)
    head, time, *_ = trend_rows(shown)
    assert (head[-2:], time[-2:]) == (["Jan 26", "Feb 26 †"], ["–", "3h 30m"])
    assert review_account(desk, actor(MAYA), "Acme Outdoor").code == "ACME"
    with pytest.raises(NotFound):
        review_account(desk, actor(MAYA), "NOPE")


def test_the_review_of_an_account_fits_on_one_page_whatever_was_written(
    desk: Bot,
) -> None:
    shown = review_account(desk, actor(MAYA), "acme")
    plan = Plan(status=PlanStatus.PLANNED, what="Talk to them. " * 50, who=GRACE, due_on=date(2026, 3, 20))
    nothing = Ratio(None, None)
    over = [
        JobFigures(
            number=f"ACME-{n}", title="Spring mailer", burn=nothing, hours=nothing, over_servicing=nothing,
            variance_cents=-100, revised_pending=True, plan=plan,
        )
        for n in range(101, 112)
    ]  # fmt: skip
    health = Health(by=MAYA, mood=Mood.UNEASY, value="Large. " * 70, risks="Some. " * 80, next_move="Call. " * 80)
    now = shown.now.model_copy(update={"jobs": over, "health": health, "renewals": [date(2026, 4, 1)]})
    pdf = account_document(shown.model_copy(update={"now": now}))
    assert len(re.findall(rb"/Type /Page\b", pdf)) == 1
