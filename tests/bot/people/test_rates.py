"""Rates: brought in from a file, and fixed on each entry when it is made."""

from typing import Any

import pytest

from bot.admin.imports import import_rates
from bot.core import OPERATOR, Bot
from bot.kit.importing import Finding
from bot.timekeeping.time_entries import edit_entry
from storage.timekeeping.time_entries import TimeEntry
from tests.bot.timekeeping.test_time_entries import entries, log, request
from tests.conftest import actor

RATES = [
    {"amount": "100", "currency": "usd", "from_date": "2026-01-01"},
    {"person": "maya@hv.example", "amount": "120.50", "currency": "USD", "from_date": "2026-01-01"},
    {"person": "maya@hv.example", "amount": "130", "currency": "USD", "from_date": "2026-03-10"},
    {"role": "AC", "service": "Copy", "amount": "80", "currency": "GBP", "from_date": "2026-01-01"},
]


def set_rates(bot: Bot, *rows: dict[str, str]) -> None:
    assert import_rates(bot, OPERATOR, rows or RATES, save=True).saved


def only(bot: Bot) -> TimeEntry:
    (entry,) = entries(bot)
    return entry


def test_an_entry_keeps_the_rate_of_the_moment_it_was_made(agency: Bot) -> None:
    set_rates(agency)
    log(agency, "1h ACME-101")
    set_rates(agency, RATES[2] | {"amount": "999"})
    assert (only(agency).rate_cents, only(agency).currency) == (13_000, "USD")


def test_the_worked_date_decides_which_rate_had_begun(agency: Bot) -> None:
    set_rates(agency)
    log(agency, "1h ACME-101 2026-03-09")
    assert only(agency).rate_cents == 12_050


def test_without_a_rate_an_entry_has_none(agency: Bot) -> None:
    log(agency, "1h ACME-101")
    assert (only(agency).rate_cents, only(agency).currency) == (None, None)


def test_an_edit_fixes_the_rate_again_only_where_the_day_is_another(agency: Bot) -> None:
    set_rates(agency)
    entry_id = log(agency, "1h ACME-101").entry.id
    set_rates(agency, RATES[2] | {"amount": "999"})
    edit_entry(agency, actor("Maya Torres"), entry_id, request(agency, duration="3h"))
    assert only(agency).rate_cents == 13_000
    edit_entry(agency, actor("Maya Torres"), entry_id, request(agency, worked_on="2026-03-09"))
    assert only(agency).rate_cents == 12_050


def test_a_line_of_the_card_is_known_by_what_it_is_for_and_its_date(agency: Bot) -> None:
    set_rates(agency)
    report = import_rates(agency, OPERATOR, [RATES[0], RATES[1] | {"amount": "121"}], save=True)
    assert [line.finding for line in report.lines] == [Finding.SAME, Finding.CHANGED]
    assert report.lines[1].text == "maya@hv.example from 2026-01-01: USD 121.00 an hour"


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"person": "maya@hv.example", "role": "AC"}, "name a person or a role, not both"),
        ({"person": "nobody@hv.example"}, "person nobody@hv.example is not known"),
        ({"amount": "1.234"}, "as an amount an hour"),
        ({"amount": "-5"}, "as an amount an hour"),
        ({"currency": "dollars"}, "the currency “dollars”"),
        ({"from_date": "1/1/26"}, "“1/1/26” as a date"),
        ({"service": "x" * 61}, "up to 60 characters"),
    ],
)
def test_a_wrong_line_is_told_and_nothing_is_saved(agency: Bot, wrong: dict[str, Any], says: str) -> None:
    report = import_rates(agency, OPERATOR, [RATES[0], RATES[0] | wrong], save=True)
    assert not report.saved
    assert says in report.lines[1].text
