"""The bot's clock, as the walks move it."""

import re
from datetime import date, datetime, timedelta
from urllib.parse import urlsplit

from playwright.sync_api import expect

from docs.gallery.photographer import Photographer

A_DAY = timedelta(days=1)
SATURDAY = 5
MORNINGS = 12
MOVING_MS = 90_000


def mornings_until(photo: Photographer, text: str | re.Pattern[str]) -> None:
    """Let mornings come until a message has that text: unprompted messages don't come on a day off."""
    for _ in range(MORNINGS):
        if photo.page.locator("[data-test=message]").filter(has_text=text).count():
            return
        next_morning(photo)


def next_morning(photo: Photographer) -> None:
    """Move the bot's clock to the next morning, and wait until it is there."""
    forward(photo, "next morning")


def next_business_morning(photo: Photographer) -> None:
    """Move to the next morning that isn't on a weekend."""
    next_morning(photo)
    while bots_today(photo).weekday() >= SATURDAY:
        next_morning(photo)


def forward(photo: Photographer, way: str) -> None:
    """Move the bot's clock with one of the page's buttons, and wait until it is there."""
    clock = photo.page.locator("[data-test=clock]")
    before = clock.inner_text()
    clock.click()
    with photo.page.expect_response("**/clock/forward"):
        photo.page.get_by_role("menuitem", name=re.compile(way, re.IGNORECASE)).click()
    expect(clock).not_to_have_text(before)  # it may get there before we see it move
    expect(photo.page.locator(".clock-moving")).to_have_text("", timeout=MOVING_MS)


def bots_today(photo: Photographer) -> date:
    """The date by the bot's clock, in UTC."""
    address = urlsplit(photo.page.url)
    clock = photo.page.request.get(f"{address.scheme}://{address.netloc}/clock").json()
    return datetime.fromisoformat(clock["now"]).date()
