"""Time goes by: one falls behind and is nudged once, another goes late and says why, and finance closes the month."""

import re
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.test_time_entries import act_as, answer, close, move_clock, say

A_DAY = timedelta(days=1)
# Three business days, a weekend, and as many holidays as there may be between.
MORNINGS = 9


@pytest.fixture(scope="module")
def begins() -> datetime:
    """The last day of a month, a Monday: the nudge comes when little of the next month is over."""
    return datetime(2026, 11, 30, 20, 30, tzinfo=UTC)


def bots_today(page: Page) -> date:
    address = urlsplit(page.url)
    clock = page.request.get(f"{address.scheme}://{address.netloc}/clock").json()
    return datetime.fromisoformat(clock["now"]).date()


def fill_last_week(page: Page) -> None:
    """What *Log like last week* will repeat; on each weekday of the last eight days."""
    today = bots_today(page)
    days = [today - A_DAY * back for back in range(1, 9)]
    say(page, "/logtime " + "; ".join(f"6h ACME-103 {day} -- layouts" for day in days if day.weekday() < 5))
    answer(page, "entries logged")


def test_time_goes_by_from_the_nudge_to_the_closed_month(page: Page) -> None:
    act_as(page, "Maya Torres", "accounts")
    fill_last_week(page)
    page.get_by_role("link", name="Jobjacket").click()
    page.get_by_role("link", name="Messages").click()
    nudges = page.locator("[data-test=message]").filter(has_text="can be entered on time until tonight")
    for _ in range(MORNINGS):
        move_clock(page, "Next morning")
        if nudges.count():
            break
    expect(nudges).to_have_count(1)
    nudges.get_by_role("button", name="Log like last week").first.click()
    thanks = answer(page, "Thank you! All that was due today is in")
    expect(thanks).to_be_visible()
    expect(nudges).to_have_count(0)

    act_as(page, "Sam Okafor", "accounts")
    # The end of the latest month that ended two weeks ago, and so is late however many days in between were off.
    last = (bots_today(page) - A_DAY * 14).replace(day=1) - A_DAY
    say(page, f"/logtime 2h ACME-101 {last} -- proof of the mailer")
    answer(page, "reason missing").get_by_role("button", name="Give the reason").click()
    modal = page.locator("[data-test=modal]")
    modal.get_by_label("Reason").fill("At the printer's all week")
    modal.get_by_role("button", name="Save").click()
    expect(modal).to_contain_text("reason given")
    close(modal)

    act_as(page, "James Adeyemi", "general")
    say(page, f"/timesheet @sam {last}")
    expect(answer(page, "Sam Okafor's week")).to_contain_text("Entered late: ACME-101")

    act_as(page, "Daniel Kim", "general")
    say(page, f"/timesheet close {last:%Y-%m}")
    answer(page, f"Close {last:%B %Y}?").get_by_role("button", name=f"Close {last:%B %Y}").click()
    answer(page, f"{last:%B %Y} is closed")
    page.get_by_role("link", name="Jobjacket").click()
    page.get_by_role("link", name="Messages").click()
    files = answer(page, "Export 1")
    with page.expect_download() as downloading:
        files.get_by_role("link", name=re.compile(r"\.csv")).first.click()
    assert "proof of the mailer" in Path(downloading.value.path()).read_text(encoding="utf-8-sig")
