import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import UsageError
from bot.rules.kit.durations import MINUTES_A_DAY, format_duration, parse_duration

FORMS = {
    "2h": 120,
    "2H": 120,
    "2 hrs": 120,
    "2 hours": 120,
    "90m": 90,
    "90 min": 90,
    "1h30": 90,
    "1h 30m": 90,
    "1.5": 90,
}
FORMS |= {
    ".5": 30,
    "1,5h": 90,
    "1:30": 90,
    ":45": 45,
    "0:05": 5,
    "3": 180,
    "12": 720,
    "24h": 1440,
    "1 hour 30 mins": 90,
}
FORMS |= {"8.20": 492, "half an hour": 30, "an hour and a half": 90, "quarter hour": 15, "1/2": 30, "2.05": 123}
REFUSED = {
    "-2h": "sign",
    "+2h": "sign",
    "\N{MINUS SIGN}2h": "sign",
    "0h": "zero minutes",
    "0:00": "zero minutes",
    "25h": "24 hours",
}
REFUSED |= {
    "1441m": "24 hours",
    "1:75": "an hour has 60",
    "1h75": "an hour has 60",
    "1:5": "two digits",
    "1.33": "79.8",
}
REFUSED |= {"45": "minutes or hours", "13": "minutes or hours", "1.5.2": "as a duration", "two": "as a duration"}
REFUSED |= {"2h ACME-101": "as a duration", "2h 3h": "as a duration", "": "as a duration", "٢h": "as a duration"}
REFUSED |= {"2d": "hours and minutes", "1.5m": "1.5 minutes"}


@pytest.mark.parametrize(("text", "minutes"), FORMS.items())
def test_a_duration_is_read_to_the_minute(text: str, minutes: int) -> None:
    assert parse_duration(text) == minutes


@pytest.mark.parametrize(("text", "says"), REFUSED.items())
def test_what_is_no_duration_is_refused_with_the_reason_and_an_example(text: str, says: str) -> None:
    with pytest.raises(UsageError, match=says) as refused:
        parse_duration(text)
    assert parse_duration(refused.value.refusal.example) > 0


@given(st.integers(1, MINUTES_A_DAY))
def test_a_formatted_duration_parses_back(minutes: int) -> None:
    assert parse_duration(format_duration(minutes)) == minutes


@given(st.integers(0, 23), st.integers(0, 59))
def test_hours_and_minutes_mean_the_same_in_every_form(hours: int, minutes: int) -> None:
    forms = [
        f"{hours}h{minutes:02}",
        f"{hours}:{minutes:02}",
        f"{hours}h {minutes}m",
        f"{hours} hours and {minutes} mins",
    ]
    if hours or minutes:
        assert {parse_duration(form) for form in forms} == {hours * 60 + minutes}


@given(st.text(max_size=30))
def test_whatever_the_text_only_a_usage_error_is_raised(text: str) -> None:
    try:
        assert 0 < parse_duration(text) <= MINUTES_A_DAY
    except UsageError:
        return


def test_hours_in_their_thousands_have_commas() -> None:
    assert format_duration(61_875) == "1,031h 15m"
