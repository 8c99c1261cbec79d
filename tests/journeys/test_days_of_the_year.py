"""Time moves forward on unusual days, and the bot follows."""

from datetime import datetime
from typing import NamedTuple

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.test_time_entries import act_as, answer, move_clock, say


class Days(NamedTuple):
    """When a demo begins, which day that is in New York, and which day is yesterday on the second morning after."""

    begins: str
    first: str
    yesterday: str


DAYS = (
    # At night, when nobody is told anything and the bot has little to do.
    Days("2028-02-29T02:30-05:00", "Tue 29 Feb", "Tue 29 Feb"),
    # The year is over in London already.
    Days("2026-12-31T23:55-05:00", "Thu 31 Dec", "Fri 1 Jan"),
    # A Sunday, two minutes before its clocks go forward.
    Days("2027-03-14T01:58-05:00", "Sun 14 Mar", "Sun 14 Mar"),
)


@pytest.fixture(scope="module", params=DAYS, ids=lambda days: days.begins)
def days(request: pytest.FixtureRequest) -> Days:
    found: Days = request.param
    return found


@pytest.fixture(scope="module")
def begins(days: Days) -> datetime:
    return datetime.fromisoformat(days.begins)


def test_time_moves_forward_and_the_bot_follows(page: Page, days: Days) -> None:
    act_as(page, "Maya Torres", "accounts")
    say(page, "/logtime 1h ACME-101")
    expect(answer(page, "1h logged on ACME-101")).to_contain_text(f"today, {days.first}")
    page.get_by_role("link", name="Jobjacket").click()
    page.get_by_role("link", name="Home", exact=True).click()
    home = page.locator("[data-test=home]")
    expect(home).to_contain_text("You have logged 1h today")
    for _ in range(2):  # before nine, the next morning is today's
        move_clock(page, "Next morning")
    expect(page.locator("[data-test=clock]")).to_contain_text("9:00")
    expect(home).to_contain_text("You have logged 0m today")
    page.get_by_role("link", name="accounts", exact=True).click()
    say(page, "/logtime 2h ACME-101 yesterday")
    expect(answer(page, "2h logged on ACME-101")).to_contain_text(f"yesterday, {days.yesterday}")
