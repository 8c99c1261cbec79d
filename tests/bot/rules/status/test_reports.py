"""When a weekly report is due, what changed, and how its policy is read."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import UsageError
from bot.rules.people.policies import OfficePolicy, OwnDay, ReportPolicy
from bot.rules.status.report_policy_forms import NEVER, ReportPolicyRequest, read_report_policy
from bot.rules.status.reports import CATCH_UP, CLIENT_COLUMNS, COLUMNS, net_changes, report_due
from storage.words.time import Change
from tests.conftest import in_chat

ZONE = "America/New_York"
MONDAY = date(2026, 3, 16)
NINE = datetime(2026, 3, 16, 13, tzinfo=UTC)  # in New York, in summer time
POLICY = OfficePolicy(reports=ReportPolicy(status_weekday=0, status_at=time(9)))

LEADS = in_chat("C0LEADS")


def test_a_report_is_due_from_its_hour_on_and_for_two_days() -> None:
    assert report_due(NINE - timedelta(seconds=1), ZONE, POLICY) is None
    assert report_due(NINE, ZONE, POLICY) == MONDAY
    assert report_due(NINE + CATCH_UP - timedelta(seconds=1), ZONE, POLICY) == MONDAY
    assert report_due(NINE + CATCH_UP, ZONE, POLICY) is None
    assert report_due(NINE, "Europe/London", POLICY) == MONDAY
    never = POLICY.model_copy(update={"reports": ReportPolicy(status_weekday=None)})
    assert report_due(NINE, ZONE, never) is None


def test_a_report_of_a_holiday_comes_on_the_next_business_day() -> None:
    closed = POLICY.model_copy(update={"own_days": [OwnDay(day=MONDAY, name="Founders' day")]})
    assert report_due(NINE, ZONE, closed) is None
    assert report_due(NINE + timedelta(days=1), ZONE, closed) == MONDAY + timedelta(days=1)
    sunday = POLICY.model_copy(update={"reports": ReportPolicy(status_weekday=6)})
    assert report_due(NINE, ZONE, sunday) == MONDAY


@given(st.integers(0, 6), st.integers(0, 23), st.integers(0, 365 * 2))
def test_each_week_of_any_year_has_one_report(weekday: int, hour: int, offset: int) -> None:
    policy = OfficePolicy(reports=ReportPolicy(status_weekday=weekday, status_at=time(hour)))
    begin = datetime(2026, 1, 5, tzinfo=UTC) + timedelta(days=offset)
    days = {report_due(begin + timedelta(hours=each), ZONE, policy) for each in range(24 * 14)} - {None}
    assert 2 <= len(days) <= 3


def state(**changes: object) -> dict[str, object]:
    usual = {"status": "in progress", "next_step": "", "waits_on": "", "due_on": None, "lead_id": None}
    return usual | changes


def test_what_went_back_is_no_change_and_a_client_hears_of_status_and_date_alone() -> None:
    first, then, last = state(), state(next_step="print", status="on hold"), state(next_step="print")
    lines = [(Change.EDITED, first, then), (Change.EDITED, {"team": []}, {"team": ["x"]}), (Change.EDITED, then, last)]
    assert net_changes(lines, {}, MONDAY, COLUMNS) == ["next step: print"]
    assert net_changes(lines, {}, MONDAY, CLIENT_COLUMNS) == []
    assert net_changes([], {}, MONDAY, COLUMNS) == []
    made = [(Change.MADE, None, state(due_on="2026-03-20", next_step="call"))]
    assert net_changes(made, {}, MONDAY, COLUMNS) == ["opened", "due Fri 20 Mar"]
    went, ended = state(status="with client"), state(status="closed")
    assert net_changes([*made, (Change.EDITED, state(), went)], {}, MONDAY, COLUMNS) == [
        "opened",
        "status: with client",
    ]
    assert net_changes([*made, (Change.EDITED, state(), ended)], {}, MONDAY, COLUMNS) == ["opened", "closed"]
    assert net_changes([(Change.MADE, None, ended)], {}, MONDAY, COLUMNS) == []  # brought in as history


def test_the_forms_fields_are_read_and_each_that_is_wrong_says_so() -> None:
    usual = {"weekday": "4", "status_at": "15:30", "channel": LEADS, "digest_at": "9", "currency": " gbp "}
    read = read_report_policy(ReportPolicyRequest(**usual), ReportPolicy(open_estimate_percent=60))
    assert (read.status_weekday, read.status_at, read.digest_at) == (4, time(15, 30), time(9))
    assert (read.leadership_channel, read.currency) == (LEADS, "GBP")
    assert read.open_estimate_percent == 60  # what is not in the form stays
    off = read_report_policy(ReportPolicyRequest(**usual | {"weekday": NEVER, "channel": None}), ReportPolicy())
    assert (off.status_weekday, off.leadership_channel) == (None, None)
    with pytest.raises(UsageError) as refused:
        read_report_policy(
            ReportPolicyRequest(weekday="8", status_at="late", channel=None, digest_at="25:00", currency="pounds"),
            ReportPolicy(),
        )
    assert set(refused.value.refusal.fields) == {"weekday", "status_at", "digest_at", "currency"}
