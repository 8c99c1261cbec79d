"""The bot's clock, as the walks move it: none of them depends on the day on which the pictures are taken."""

import re
from datetime import date, datetime, timedelta
from urllib.parse import urlsplit

from playwright.sync_api import Locator, expect

from docs.gallery.photographer import Photographer

A_DAY = timedelta(days=1)
SATURDAY = 5
MORNINGS = 12
MOVING_MS = 90_000


def mornings_until(photo: Photographer, text: str | re.Pattern[str]) -> None:
    """Let mornings come until a message has that text: nothing unasked comes on a day off."""
    for _ in range(MORNINGS):
        if photo.page.locator("[data-test=message]").filter(has_text=text).count():
            return
        next_morning(photo)


def next_morning(photo: Photographer) -> None:
    """Move the bot's clock to the next morning, and wait until it is there."""
    forward(photo, "next morning")


def next_business_morning(photo: Photographer) -> None:
    """The next morning that is on no weekend."""
    next_morning(photo)
    while bots_today(photo).weekday() >= SATURDAY:
        next_morning(photo)


def forward(photo: Photographer, way: str) -> None:
    """Move the bot's clock in one of the page's ways, and wait until it is there."""
    photo.page.locator("[data-test=clock]").click()
    photo.page.get_by_role("menuitem", name=re.compile(way, re.IGNORECASE)).click()
    moving: Locator = photo.page.locator(".clock-moving")
    expect(moving).not_to_have_text("")
    expect(moving).to_have_text("", timeout=MOVING_MS)


def bots_today(photo: Photographer) -> date:
    """The date by the bot's clock, in UTC."""
    address = urlsplit(photo.page.url)
    clock = photo.page.request.get(f"{address.scheme}://{address.netloc}/clock").json()
    return datetime.fromisoformat(clock["now"]).date()


def a_tuesday(today: date) -> date:
    """The next third Tuesday of a month: with time behind it in two months, and business days before and after it."""
    return next(day for day in _days_from(today) if day.weekday() == 1 and 15 <= day.day <= 21)


def before_months_end(today: date) -> date:
    """The next fifth weekday before a month's last: whoever minds a client will be asked how it is, and soon."""
    for day in _days_from(today):
        left = [each for each in _days_from(day) if each.weekday() < SATURDAY][:7]
        if day.weekday() < SATURDAY and [each.month == day.month for each in left] == [True] * 6 + [False]:
            return day
    raise LookupError("every month has an end")


def _days_from(day: date) -> list[date]:
    return [day + A_DAY * ahead for ahead in range(62)]
