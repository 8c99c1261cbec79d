"""The pictures of time going by: questions, leave, nudges, approval, lateness, closing, overrides."""

import re
from datetime import date

from playwright.sync_api import expect

from docs.gallery.clock import A_DAY, bots_today, mornings_until, next_morning
from docs.gallery.photographer import TALL, Photographer


def walk(photo: Photographer) -> None:
    """Take a picture of each message and modal that comes with time."""
    photo.page.set_viewport_size(TALL)
    questions(photo)
    leave(photo)
    policy(photo)
    monday = last_monday(photo)
    timesheet(photo)
    photo.act_as("Leo Martins", "general")
    photo.say("/logtime start ACME-102 layouts", "Timer started")
    fill_last_week(photo)
    nudge(photo)
    supervisor(photo, monday)
    late(photo)
    closing(photo)
    override(photo)
    next_close(photo)


def questions(photo: Photographer) -> None:
    """A line that could mean two things: in a channel, and above the form."""
    photo.act_as("Maya Torres", "accounts")
    photo.say("/logtime 2h ACME-101 30m spot", "I read two durations")
    photo.message("question", "I read two durations")
    photo.page.locator("[data-test=composer]").fill("/logtime")
    photo.page.keyboard.press("Enter")
    photo.modal.get_by_label("Quick line").fill("2h ACME-111 maps")
    photo.modal.get_by_role("button", name="Log time").click()
    expect(photo.modal).to_contain_text("Which do you mean?")
    photo.take("form-question", photo.modal)
    photo.page.keyboard.press("Escape")
    expect(photo.modal).to_contain_text("Quick line")
    photo.close()


def leave(photo: Photographer) -> None:
    """Leave by a line."""
    first = bots_today(photo) + A_DAY * 20
    photo.say(f"/timeoff {first} - {first + A_DAY * 9}", f"{first.day} {first:%b}")
    photo.message("leave", f"{first.day} {first:%b}")


def policy(photo: Photographer) -> None:
    """An admin's modal, where weekly approval is switched on."""
    photo.act_as("Grace Lindqvist", "general")
    photo.page.locator("[data-test=composer]").fill("/timesheet policy")
    photo.page.keyboard.press("Enter")
    expect(photo.modal).to_contain_text("Business days to enter time")
    photo.take("policy", photo.modal)
    photo.modal.get_by_label("Timesheets are approved weekly").check()
    photo.take("policy-approval", photo.modal)
    photo.modal.get_by_role("button", name="Save").click()
    expect(photo.modal).to_contain_text("Policy saved")
    photo.take("policy-saved", photo.modal)
    photo.close()


def timesheet(photo: Photographer) -> None:
    """A week as a table, and sent for approval."""
    photo.act_as("Maya Torres", "accounts")
    photo.say("/timesheet last week", "Your week")
    photo.message("timesheet", "Your week")
    photo.last("Your week").get_by_role("button", name="Send for approval").click()
    expect(photo.last("Your week")).to_contain_text("Sent for approval.")
    photo.message("timesheet-sent", "Your week")


def fill_last_week(photo: Photographer) -> None:
    """Log the week that *Log like last week* repeats."""
    photo.act_as("Maya Torres", "accounts")
    today = bots_today(photo)
    days = [today - A_DAY * back for back in range(1, 9)]
    lines = "; ".join(f"6h ACME-103 {day} -- layouts" for day in days if day.weekday() < 5)
    photo.say(f"/logtime {lines}", "entries logged")


def nudge(photo: Photographer) -> None:
    """The morning of the last day on time, and the thanks; a timer that was forgotten."""
    photo.messages_of("Maya Torres")
    mornings_until(photo, "can be entered on time until tonight")
    photo.message("nudge", "can be entered on time until tonight")
    photo.last("can be entered on time until tonight").get_by_role("button", name="Log like last week").first.click()
    expect(photo.last("Thank you!")).to_be_visible()
    photo.message("nudge-thanks", "Thank you!")
    photo.messages_of("Leo Martins")
    photo.message("timer-question", "Was that all work?")
    next_morning(photo)
    photo.message("missed", "The deadline has passed")


def supervisor(photo: Photographer, monday: date) -> None:
    """A supervisor's morning: people with missing time, weeks to approve, changes since approval."""
    photo.messages_of("Elena Rossi")
    photo.message("morning", "for your approval")
    waiting = photo.last("for your approval")
    waiting.get_by_role("button", name="See the week").first.click()
    expect(photo.last("'s week,")).to_be_visible()
    photo.message("approval", "'s week,")
    waiting.get_by_role("button", name="Send back…").first.click()
    photo.modal.get_by_label("What should change?").fill("Tuesday's call was on ACME-102")
    photo.take("approval-send-back", photo.modal)
    photo.close()
    photo.act_as("Elena Rossi", "general")
    photo.say(f"/timesheet @maya {monday}", "Maya Torres's week")
    photo.last("Maya Torres's week").get_by_role("button", name="Approve", exact=True).click()
    expect(photo.last("Maya Torres's week")).to_contain_text("Approved by Elena Rossi")
    photo.act_as("Maya Torres", "accounts")
    photo.say(f"/logtime 45m ACME-102 {monday + A_DAY} -- map captions", "45m logged")
    photo.act_as("Elena Rossi", "general")
    photo.say(f"/timesheet @maya {monday}", "changed since approval")
    photo.message("approval-changed", "changed since approval")


def late(photo: Photographer) -> None:
    """An entry after its deadline, and its reason."""
    photo.act_as("Sam Okafor", "accounts")
    photo.say(f"/logtime 2h ACME-101 {last_month(photo)} -- proof of the mailer", "reason missing")
    photo.message("late", "reason missing")
    photo.last("reason missing").get_by_role("button", name="Give the reason").click()
    photo.modal.get_by_label("Reason").fill("At the printer's all week")
    photo.take("late-reason", photo.modal)
    photo.modal.get_by_role("button", name="Save").click()
    expect(photo.modal).to_contain_text("reason given")
    photo.close()
    photo.message("late-with-reason", "reason given")


def closing(photo: Photographer) -> None:
    """The preview of the close, its result, its files, and the list of exports."""
    month = last_month(photo)
    photo.act_as("Daniel Kim", "general")
    photo.say(f"/timesheet close {month:%Y-%m}", "Close ")
    photo.last(f"Close {month:%B %Y}?").get_by_role("button", name=f"Close {month:%B %Y}").click()
    photo.message("closed", "is closed")
    photo.say("/timesheet exports", "the latest first")
    photo.message("exports", "the latest first")
    photo.messages_of("Daniel Kim")
    photo.message("export-files", "Export 1")


def override(photo: Photographer) -> None:
    """A change in the closed month: the request, the grant, the answer."""
    photo.act_as("James Adeyemi", "general")
    photo.page.locator("[data-test=composer]").fill("/timesheet override")
    photo.page.keyboard.press("Enter")
    photo.modal.get_by_label("Entry").press_sequentially("sam")
    photo.modal.get_by_role("option", name=re.compile("ACME-101")).first.click()
    photo.modal.get_by_role("button", name="Next").click()
    photo.modal.get_by_label("Duration", exact=True).fill("3h")
    photo.modal.get_by_label("Reason").fill("The second proof was left out")
    photo.take("override-form", photo.modal)
    photo.modal.get_by_role("button", name="Ask finance").click()
    expect(photo.modal).to_contain_text("Nothing has changed yet")
    photo.close()
    photo.messages_of("Daniel Kim")
    mornings_until(photo, "asks for an override")
    photo.message("override-asked", "asks for an override")
    photo.last("asks for an override").get_by_role("button", name="Grant").click()
    photo.page.get_by_role("button", name="Grant").last.click()
    expect(photo.last("asks for an override")).to_contain_text("Granted by")
    photo.messages_of("James Adeyemi")
    photo.message("override-granted", "Granted by Daniel Kim")


def next_close(photo: Photographer) -> None:
    """Missing time and pending items before the next month is closed."""
    photo.act_as("Daniel Kim", "general")
    month = bots_today(photo)
    while bots_today(photo).month == month.month:
        next_morning(photo)
    photo.say(f"/timesheet close {month:%Y-%m}", "Close ")
    photo.message("close-preview", f"Close {month:%B %Y}?")


def last_monday(photo: Photographer) -> date:
    """The Monday of last week."""
    today = bots_today(photo)
    return today - A_DAY * (today.weekday() + 7)


def last_month(photo: Photographer) -> date:
    """The last day of the month before."""
    return bots_today(photo).replace(day=1) - A_DAY
