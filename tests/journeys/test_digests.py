"""The month ends: leadership reads its digest, with picture and files; who asks before is answered alone."""

import io
import re
from datetime import UTC, date, datetime
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import Locator, Page, expect

from tests.journeys.test_reminders import bots_today
from tests.journeys.test_time_entries import act_as, answer, move_clock, say

# A month may begin with a weekend and a holiday.
MORNINGS = 5


@pytest.fixture(scope="module")
def begins() -> datetime:
    """Near a month's end: each day that the bot walks through takes its time."""
    return datetime(2026, 3, 30, 15, tzinfo=UTC)


def digest_at_months_end(page: Page) -> tuple[Locator, date]:
    """Move the clock to the month's end, and on until its digest is there; the message, and a day of its month."""
    move_clock(page, "Month's end")
    ended = bots_today(page)
    posted = page.locator("[data-test=message]").filter(has_text="with the spreadsheet and the PDF: in the thread")
    digests = posted.filter(has_text=f"Digest of {ended:%B %Y}")
    for _ in range(MORNINGS):
        move_clock(page, "Next morning")
        if digests.count():
            break
    expect(digests).to_have_count(1)
    return digests, ended


def downloaded(page: Page, within: Locator, ending: str) -> bytes:
    with page.expect_download() as downloading:
        within.get_by_role("link", name=re.compile(re.escape(ending))).click()
    return Path(downloading.value.path()).read_bytes()


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


def test_leadership_reads_the_digest_of_a_month_that_is_over_with_its_picture_and_files(page: Page) -> None:
    act_as(page, "Maya Torres", "accounts")
    move_clock(page, "Next morning")  # it may be the evening on which a month ends
    say(page, "/logtime 2h ACME-103 -- the last layouts")
    answer(page, "2h logged on ACME-103")
    act_as(page, "Grace Lindqvist", "leadership")
    digest, ended = digest_at_months_end(page)
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

    page.get_by_role("link", name="Jobjacket").click()
    page.get_by_role("link", name="Messages").click()
    answer(page, f"Digest of {ended:%B %Y}, Grace Lindqvist’s clients")
