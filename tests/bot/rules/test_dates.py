from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import UsageError
from bot.rules.dates import describe_day, full_day, local_date, read_date, week_of

TODAY = date(2026, 3, 12)


@pytest.mark.parametrize(
    ("word", "day"),
    [
        ("today", TODAY),
        ("Today", TODAY),
        ("yesterday", date(2026, 3, 11)),
        ("2026-03-09", date(2026, 3, 9)),
        ("2026-03-12", TODAY),
        ("todays", None),
        ("2026-3-9", None),
        ("12", None),
    ],
)
def test_a_day_is_named_by_word_or_iso_date(word: str, day: date | None) -> None:
    assert read_date(word, TODAY) == day


@pytest.mark.parametrize(("word", "says"), [("2026-02-31", "calendar"), ("2026-03-13", "still to come")])
def test_a_date_that_is_none_or_still_to_come_is_refused(word: str, says: str) -> None:
    with pytest.raises(UsageError, match=says):
        read_date(word, TODAY)


def test_a_date_is_the_persons_own() -> None:
    late_evening_in_new_york = datetime(2026, 3, 12, 2, 30, tzinfo=UTC)
    assert local_date(late_evening_in_new_york, "America/New_York") == date(2026, 3, 11)
    assert local_date(late_evening_in_new_york, "Europe/London") == date(2026, 3, 12)


@given(st.dates())
def test_a_week_is_monday_to_sunday_and_has_its_day(day: date) -> None:
    if day > date(9999, 12, 24):
        return
    monday, sunday = week_of(day)
    assert (monday.weekday(), sunday.weekday(), (sunday - monday).days) == (0, 6, 6)
    assert monday <= day <= sunday


@pytest.mark.parametrize(
    ("day", "text"),
    [
        (TODAY, "today"),
        (date(2026, 3, 11), "yesterday"),
        (date(2026, 3, 9), "Mon 9 Mar"),
        (date(2025, 12, 31), "Wed 31 Dec 2025"),
    ],
)
def test_a_day_is_described_as_people_say_it(day: date, text: str) -> None:
    assert describe_day(day, TODAY) == text


def test_a_day_in_full_has_its_date() -> None:
    assert full_day(TODAY, TODAY) == "today, Thu 12 Mar"
    assert full_day(date(2026, 3, 11), TODAY) == "yesterday, Wed 11 Mar"
    assert full_day(date(2026, 3, 9), TODAY) == "Mon 9 Mar"
