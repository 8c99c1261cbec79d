"""A month ends: who falls behind is nudged once, leadership reads its digest, who is late says why, finance closes."""

import io
import re
from datetime import date, datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit

import openpyxl
from playwright.sync_api import Locator, Page, expect

from tests.journeys.test_time_entries import act_as, answer, close, move_clock, say

A_DAY = timedelta(days=1)
# Three business days, a weekend, and as many holidays as there may be between.
MORNINGS = 9


def bots_today(page: Page) -> date:
    address = urlsplit(page.url)
    clock = page.request.get(f"{address.scheme}://{address.netloc}/clock").json()
    return datetime.fromisoformat(clock["now"]).date()


def open_messages(page: Page) -> None:
    page.get_by_role("link", name="Jobjacket").click()
    page.get_by_role("link", name="Messages").click()


def wait_for_morning(page: Page, of: Locator) -> None:
    """Go on from morning to morning until that is there."""
    for _ in range(MORNINGS):
        if of.count():
            break
        move_clock(page, "Next morning")
    expect(of).to_have_count(1)


def downloaded(page: Page, within: Locator, ending: str) -> bytes:
    with page.expect_download() as downloading:
        within.get_by_role("link", name=re.compile(re.escape(ending))).first.click()
    return Path(downloading.value.path()).read_bytes()


def fill_last_week(page: Page) -> None:
    """What *Log like last week* will repeat; on each weekday of the last eight days."""
    today = bots_today(page)
    days = [today - A_DAY * back for back in range(1, 9)]
    say(page, "/logtime " + "; ".join(f"6h ACME-103 {day} -- layouts" for day in days if day.weekday() < 5))
    answer(page, "entries logged")


def log_today_and_see_it_gone_tomorrow(page: Page) -> None:
    """Home follows the clock by itself."""
    say(page, "/logtime 2h ACME-103 -- the last layouts")
    answer(page, "2h logged on ACME-103")
    page.get_by_role("link", name="Jobjacket").click()
    page.get_by_role("link", name="Home", exact=True).click()
    home = page.locator("[data-test=home]")
    expect(home).to_contain_text(re.compile(r"You have logged [1-9][\dhm ]* today"))
    move_clock(page, "Next morning")
    expect(page.locator("[data-test=clock]")).to_contain_text("9:00")
    expect(home).to_contain_text("You have logged 0m today")


def answer_the_nudge(page: Page) -> None:
    nudges = page.locator("[data-test=message]").filter(has_text="can be entered on time until tonight")
    wait_for_morning(page, nudges)
    nudges.get_by_role("button", name="Log like last week").first.click()
    thanks = answer(page, "Thank you! All that was due today is in")
    expect(thanks).to_be_visible()
    expect(nudges).to_have_count(0)


def read_digest(page: Page, ended: date) -> None:
    """In the channel, with its picture; in its thread, with its files; and one's own share of it, alone."""
    posted = page.locator("[data-test=message]").filter(has_text="with the spreadsheet and the PDF: in the thread")
    digest = posted.filter(has_text=f"Digest of {ended:%B %Y}")
    wait_for_morning(page, digest)
    expect(digest).to_contain_text("Burn against plan")

    picture = digest.get_by_role("img", name=re.compile(r"Utilization \d+ %"))
    expect(picture).to_have_js_property("complete", value=True)
    width, height = picture.evaluate("image => [image.naturalWidth, image.naturalHeight]")
    assert 600 <= width <= 3000
    assert 300 <= height <= 3000

    digest.get_by_role("button", name=re.compile("repl")).click()
    thread = page.locator(".thread")
    expect(thread.get_by_text("ACME Acme Outdoor")).to_be_visible()
    book = openpyxl.load_workbook(io.BytesIO(downloaded(page, thread, ".xlsx")))
    figures = {row[:2]: row[2] for row in book["Figures"].iter_rows(min_row=2, values_only=True)}
    assert figures["ACME", "Retainer burn"] > 0
    entries = list(book["Time entries"].iter_rows(min_row=2, values_only=True))
    assert {str(row[0])[:7] for row in entries} == {f"{ended:%Y-%m}"}
    assert "the last layouts" in {row[-1] for row in entries}
    pdf = downloaded(page, thread, ".pdf")
    assert pdf.startswith(b"%PDF")
    assert len(pdf) > 10_000

    open_messages(page)
    answer(page, f"Digest of {ended:%B %Y}, Grace Lindqvist’s clients")


def log_late_and_say_why(page: Page, day: date) -> None:
    say(page, f"/logtime 2h ACME-101 {day} -- proof of the mailer")
    answer(page, "reason missing").get_by_role("button", name="Give the reason").click()
    modal = page.locator("[data-test=modal]")
    modal.get_by_label("Reason").fill("At the printer's all week")
    modal.get_by_role("button", name="Save").click()
    expect(modal).to_contain_text("reason given")
    close(modal)


def close_month(page: Page, month: date) -> None:
    say(page, f"/timesheet close {month:%Y-%m}")
    answer(page, f"Close {month:%B %Y}?").get_by_role("button", name=f"Close {month:%B %Y}").click()
    answer(page, f"{month:%B %Y} is closed")
    open_messages(page)
    exported = downloaded(page, answer(page, "Export 1"), ".csv")
    assert "proof of the mailer" in exported.decode("utf-8-sig")


def test_who_asks_of_the_running_month_or_an_account_is_answered_alone(page: Page) -> None:
    act_as(page, "Grace Lindqvist", "leadership")
    say(page, "/digest preview")
    expect(answer(page, "A preview, only for you")).to_contain_text("Only visible to you")
    say(page, "/account ACME")
    review = answer(page, "ACME Acme Outdoor: account review")
    expect(review).to_contain_text("Only visible to you")
    expect(review.locator("table th")).to_have_count(7)
    act_as(page, "Elena Rossi", "leadership")
    expect(page.locator("[data-test=message]").filter(has_text="A preview")).to_have_count(0)
    expect(page.locator("[data-test=message]").filter(has_text="account review")).to_have_count(0)
    act_as(page, "Maya Torres", "accounts")
    say(page, "/digest preview")
    expect(answer(page, "You can't read the digest")).not_to_contain_text("Utilization")


def test_a_month_ends_from_the_nudge_to_the_digest_and_the_closed_month(page: Page) -> None:
    act_as(page, "Priya Nair", "accounts")
    fill_last_week(page)
    act_as(page, "Maya Torres", "accounts")
    log_today_and_see_it_gone_tomorrow(page)
    move_clock(page, "Month's end")
    ended = bots_today(page)
    act_as(page, "Priya Nair", "accounts")
    open_messages(page)
    answer_the_nudge(page)
    act_as(page, "Grace Lindqvist", "leadership")
    read_digest(page, ended)

    act_as(page, "Sam Okafor", "accounts")
    # The end of the latest month that ended two weeks ago, and so is late however many days in between were off.
    last = (bots_today(page) - A_DAY * 14).replace(day=1) - A_DAY
    log_late_and_say_why(page, last)
    act_as(page, "James Adeyemi", "general")
    say(page, f"/timesheet @sam {last}")
    expect(answer(page, "Sam Okafor's week")).to_contain_text("Entered late: ACME-101")
    act_as(page, "Daniel Kim", "general")
    close_month(page, last)
