import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import UsageError
from bot.rules.kit.amounts import MILLIONTHS, format_hours, format_share, read_hours, read_money, read_share
from bot.rules.people.rates import format_money


@pytest.mark.parametrize(
    ("text", "minutes"),
    [("12", 720), ("12.5", 750), ("12,5", 750), ("12h", 720), ("12h30", 750), ("12 h 30 m", 750), ("12:30", 750)]
    + [("90m", 90), ("1,200", 72_000), ("0.25h", 15), ("1 hour", 60), (" 12H ", 720)],
)
def test_hours_are_read_as_they_are_written(text: str, minutes: int) -> None:
    assert read_hours(text) == minutes


@pytest.mark.parametrize("text", ["", "0", "-3", "12.33", "1h75", "1.5h30", "12:75", "1.200", "soon", "20001", "1 2"])
def test_hours_that_cannot_be_read_are_refused(text: str) -> None:
    with pytest.raises(UsageError):
        read_hours(text)


def test_a_bare_number_is_no_hours_where_a_unit_is_needed() -> None:
    with pytest.raises(UsageError):
        read_hours("12", bare=False)


@pytest.mark.parametrize(
    ("text", "cents"),
    [("2400", 240_000), ("2,400", 240_000), ("2,400.50", 240_050), ("2400,5", 240_050), ("$145", 14_500)]
    + [("USD 145", 14_500), ("145 usd", 14_500), ("2.4k", 240_000), ("0", 0), ("US$ 9.99", 999)],
)
def test_money_is_read_as_it_is_written(text: str, cents: int) -> None:
    assert read_money(text, "USD") == cents


@pytest.mark.parametrize(
    ("text", "says"),
    [("2.400", "could be 2,400 or 2.40"), ("€145", "in USD"), ("145 GBP", "in USD"), ("1.234567", "cents")]
    + [
        ("-5", "an amount"),
        ("", "an amount"),
        ("$5 USD", "an amount"),
        ("1,23,4", "an amount"),
        ("20000000.01", "between"),
    ]
    + [("½", "an amount"), ("1e9", "an amount")],
)
def test_money_that_is_none_or_could_be_two_is_refused(text: str, says: str) -> None:
    with pytest.raises(UsageError, match=says):
        read_money(text, "USD")


@given(st.integers(0, 2_000_000_000))
def test_money_that_we_write_is_read_again(cents: int) -> None:
    assert read_money(format_money(cents, "USD"), "USD") == cents


@pytest.mark.parametrize(("text", "parts"), [("15", 1500), ("+15%", 1500), ("7.5 %", 750), ("0", 0), ("100%", 10_000)])
def test_shares_are_read_into_basis_points(text: str, parts: int) -> None:
    assert read_share(text) == parts


def test_a_tax_of_thousandths_of_a_percent_is_kept_whole() -> None:
    assert read_share("8.875%", MILLIONTHS) == 88_750
    assert format_share(88_750, MILLIONTHS) == "8.875%"
    with pytest.raises(UsageError, match=r"decimals\. Try 8\.88%"):
        read_share("8.875%")


@pytest.mark.parametrize("text", ["", "lots", "-5", "101", "1%%"])
def test_shares_that_are_none_are_refused(text: str) -> None:
    with pytest.raises(UsageError):
        read_share(text)


@given(st.integers(1, 60 * 20_000))
def test_hours_that_we_write_are_read_again(minutes: int) -> None:
    if minutes >= 60:
        assert read_hours(format_hours(minutes)) == minutes
