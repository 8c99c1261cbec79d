"""What of a board of jobs comes first, and why."""

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.rules.people.deadlines import Calendar
from bot.rules.status.questions import StatusFilter
from bot.rules.status.status import JobFacts, fits, reasons, stalled_days, urgency
from storage.words.time import JobStatus

TODAY = date(2026, 3, 12)  # a Thursday
BUSY = JobStatus.IN_PROGRESS


def job(status: JobStatus = BUSY, **facts: object) -> JobFacts:
    return JobFacts("ACME-101", status, **facts)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("facts", "why"),
    [
        (job(due_on=date(2026, 3, 11)), ["overdue since yesterday"]),
        (job(due_on=TODAY), ["due today"]),
        (job(due_on=date(2026, 3, 15)), []),
        (job(JobStatus.ON_HOLD, due_on=date(2026, 3, 1), stalled_days=20, budget_missing=True), []),
        (job(JobStatus.COMPLETED, used_percent=130), ["130 % of budget used"]),
        (job(stalled_days=5), ["stalled 5 business days"]),
        (job(stalled_days=4), []),
        (job(used_percent=90), ["90 % of budget used"]),
        (job(signoffs_overdue=2, due_on=date(2026, 3, 1)), ["overdue since Sun 1 Mar", "2 sign-offs overdue"]),
        (job(JobStatus.CLOSED, due_on=date(2026, 3, 1), signoffs_overdue=1), []),
    ],
)
def test_each_reason_is_named_the_most_pressing_first(facts: JobFacts, why: list[str]) -> None:
    assert reasons(facts, TODAY) == why


def test_what_needs_attention_comes_first_and_what_rests_last() -> None:
    ordered = [
        job(due_on=date(2026, 3, 1), budget_missing=True),
        job(due_on=date(2026, 3, 2)),
        job(signoffs_overdue=1),
        job(used_percent=101),
        job(due_on=date(2026, 3, 13)),
        job(stalled_days=9),
        job(budget_missing=True),
        job(used_percent=95),
        job(),
        job(JobStatus.ON_HOLD, due_on=date(2026, 3, 1)),
    ]
    keys = [urgency(each, TODAY) for each in ordered]
    assert all(first < second for first, second in pairwise(keys))


@given(st.builds(JobFacts, st.just("A-1"), st.sampled_from(JobStatus), st.none() | st.dates(), used_percent=st.none()))
def test_what_is_overdue_is_asked_for_by_that_word_and_says_so(each: JobFacts) -> None:
    says = any(why.startswith("overdue") for why in reasons(each, TODAY))
    assert fits(each, {StatusFilter.OVERDUE}, None, TODAY) == says


@pytest.mark.parametrize(
    ("which", "inside", "outside"),
    [
        (StatusFilter.WAITING, job(JobStatus.WITH_CLIENT), job(waits_on="Dana")),
        (StatusFilter.WAITING, job(signoffs_open=1), job()),
        (StatusFilter.THIS_WEEK, job(due_on=date(2026, 3, 15)), job(due_on=date(2026, 3, 16))),
        (StatusFilter.THIS_WEEK, job(due_on=TODAY), job(due_on=date(2026, 3, 11))),
        (StatusFilter.THIS_WEEK, job(JobStatus.ON_HOLD, due_on=TODAY), job(JobStatus.COMPLETED, due_on=TODAY)),
        (StatusFilter.STALLED, job(stalled_days=5), job(JobStatus.ON_HOLD, stalled_days=50)),
        (StatusFilter.NO_ESTIMATE, job(budget_missing=True), job()),
    ],
)
def test_a_filter_takes_what_it_names(which: StatusFilter, inside: JobFacts, outside: JobFacts) -> None:
    assert fits(inside, {which}, None, TODAY)
    assert not fits(outside, {which}, None, TODAY)
    assert not fits(inside, {which}, JobStatus.ARCHIVED, TODAY)


def test_stalled_days_are_business_days() -> None:
    days = Calendar("America/New_York", holidays=frozenset({date(2026, 3, 10)}))
    assert stalled_days(date(2026, 3, 6), TODAY, days) == 3  # Mon, Wed, Thu
    assert stalled_days(TODAY, TODAY, days) == 0
    assert stalled_days(None, TODAY, days) is None
