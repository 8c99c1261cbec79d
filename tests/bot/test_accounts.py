"""The review of an account: the running month, and six months of trends."""

import pytest

from bot.accounts import review_account
from bot.core import Bot
from bot.errors import NotFound
from bot.rules.account_trends import trend_rows
from tests.bot.test_digests import FEBRUARY, MAYA, desk  # noqa: F401  # a fixture
from tests.conftest import actor


def test_a_review_of_an_account_has_six_months_each_by_itself(
    desk: Bot,  # noqa: F811
) -> None:
    shown = review_account(desk, actor(MAYA), "acme")
    assert [month for month, _ in shown.trend] == [f"2025-{n:02d}" for n in range(9, 13)] + ["2026-01", FEBRUARY]
    assert [figures.minutes for _, figures in shown.trend] == [0, 0, 0, 0, 0, 210]
    assert (shown.month, shown.now.minutes) == ("2026-03", 0)
    head, time, *_ = trend_rows(shown)
    assert (head[-1], time[-1]) == ("Feb 26 †", "3h 30m")
    with pytest.raises(NotFound):
        review_account(desk, actor(MAYA), "NOPE")
