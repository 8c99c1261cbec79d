import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import UsageError
from bot.rules.durations import MINUTES_A_DAY, format_duration, parse_duration, read_duration


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("2h", 120),
        ("2H", 120),
        ("2hrs", 120),
        ("2hours", 120),
        ("90m", 90),
        ("90min", 90),
        ("1h30", 90),
        ("1h30m", 90),
        ("1h 30m", 90),
        ("1.5", 90),
        ("1.5h", 90),
        (".5", 30),
        (".25h", 15),
        ("1:30", 90),
        ("0:05", 5),
        ("3", 180),
        ("12", 720),
        ("24h", 1440),
        ("8.20", 492),  # 8.2 h is 8:12 to the minute; floats once made 8:11 of it
    ],
)
def test_a_duration_is_read_to_the_minute(text: str, minutes: int) -> None:
    assert parse_duration(text) == minutes


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("-2h", "sign"),
        ("+2h", "sign"),
        ("\N{MINUS SIGN}2h", "sign"),
        ("0h", "no time"),
        ("0", "no time"),
        ("0:00", "no time"),
        ("25h", "24 hours"),
        ("1441m", "24 hours"),
        ("1:75", "an hour has 60"),
        ("1h75", "an hour has 60"),
        ("1h75m", "an hour has 60"),
        ("1:5", "two digits"),
        ("1:300", "two digits"),
        ("1.33", "79.8 minutes"),
        ("45", "minutes or hours"),
        ("13", "minutes or hours"),
        ("1.5.2", "not a duration"),
        ("two", "not a duration"),
        ("2h ACME-101", "not a duration"),
        ("2h 3h", "not a duration"),
        ("", "not a duration"),
        ("٢h", "not a duration"),
    ],
)
def test_what_is_no_duration_is_refused_with_the_reason(text: str, says: str) -> None:
    with pytest.raises(UsageError, match=says):
        parse_duration(text)


def test_every_refusal_of_a_duration_has_an_example_that_works() -> None:
    for text in ("-2h", "0h", "25h", "1:75", "1:5", "1.33", "45", "two"):
        with pytest.raises(UsageError) as refused:
            parse_duration(text)
        assert parse_duration(refused.value.refusal.example) > 0


@given(st.integers(1, MINUTES_A_DAY))
def test_a_formatted_duration_parses_back(minutes: int) -> None:
    assert parse_duration(format_duration(minutes)) == minutes


@given(st.integers(0, 23), st.integers(0, 59))
def test_hours_and_minutes_mean_the_same_in_every_form(hours: int, minutes: int) -> None:
    forms = [f"{hours}h{minutes:02}", f"{hours}:{minutes:02}", f"{hours}h {minutes}m"]
    if hours or minutes:
        assert {parse_duration(form) for form in forms} == {hours * 60 + minutes}


@given(st.lists(st.text(max_size=12), min_size=1, max_size=2))
def test_whatever_the_words_only_a_usage_error_is_raised(words: list[str]) -> None:
    try:
        read = read_duration(words)
    except UsageError:
        return
    assert read is None or 0 < read.minutes <= MINUTES_A_DAY
