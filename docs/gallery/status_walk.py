"""The pictures of status: on demand, in the weekly report, and clients' requests."""

import re

from playwright.sync_api import expect

from docs.gallery.clock import A_DAY, bots_today, forward, mornings_until, next_morning
from docs.gallery.photographer import PHONE, TALL, WIDE, Photographer


def walk(photo: Photographer) -> None:
    """Take pictures of the status for different people; then of clients' requests."""
    photo.page.set_viewport_size(TALL)
    work(photo)
    boards(photo)
    questions(photo)
    client(photo)
    reports(photo)
    requests(photo)
    policy(photo)
    weekly(photo)
    overdue(photo)


def work(photo: Photographer) -> None:
    """Some of everything: late jobs, waiting jobs, stalled jobs."""
    photo.act_as("Maya Torres", "acme-internal")
    today = bots_today(photo)
    for line, told in (
        (f"due ACME-101 {today + A_DAY}", "ACME-101: due"),
        ("next ACME-101 send Dana the second proof", "second proof"),
        ("status ACME-102 with client", "with client"),
        (f"due ACME-102 {today + A_DAY * 3}", "ACME-102: due"),
        ("waits ACME-102 on Dana, for the map of the north trail", "north trail"),
        (f"due ACME-103 {today + A_DAY * 17}", "ACME-103: due"),
        ("next ACME-103 draft the welcome e-mail", "welcome e-mail"),
    ):
        photo.say(f"/job {line}", told)
    photo.ask("/signoff ACME-102")
    photo.modal.get_by_label("What it is").fill("Trail guide cover")
    photo.modal.get_by_label("Or a link").fill("https://drive.example/acme/trail-guide-cover-1")
    photo.choose("Who decides", "Dana Whitfield", "Lee Ortiz")
    photo.press("Ask the client")
    expect(photo.modal).to_contain_text("is on its way")
    photo.close()
    next_morning(photo)
    next_morning(photo)


def boards(photo: Photographer) -> None:
    """My jobs, a client's, the overdue ones; and the jacket of one job."""
    photo.say("/jobstatus", "Yours:")
    photo.message("status-mine", "Yours:")
    photo.say("/jobstatus ACME", "Acme Outdoor:")
    photo.message("status-client", "Acme Outdoor:")
    photo.page.set_viewport_size(PHONE | {"height": 1100})
    photo.message("status-phone", "Acme Outdoor:")
    photo.page.set_viewport_size(TALL)
    photo.say("/jobstatus all overdue", "Overdue, all clients")
    photo.message("status-overdue", "Overdue, all clients")
    photo.say("/jobstatus ACME-102", "Trail guide brochure")
    photo.message("status-jacket", "No approved estimate yet")


def questions(photo: Photographer) -> None:
    """In plain words, and shared with the channel."""
    photo.say("@Jobjacket what's late for Acme?", "Overdue, Acme Outdoor")
    photo.message("status-question", "Overdue, Acme Outdoor")
    photo.press("Share in channel", photo.last("Overdue, Acme Outdoor"))
    expect(photo.last("Shared by Maya Torres")).to_be_visible()
    photo.message("status-shared", "Shared by Maya Torres")


def client(photo: Photographer) -> None:
    """The answer for somebody at the client, in the shared channel."""
    photo.act_as("Dana Whitfield", "acme-shared")
    photo.say("@Jobjacket where do our jobs stand?", "for you")
    photo.message("status-for-client", "Only visible to you")


def reports(photo: Photographer) -> None:
    """A client's report on demand, and the part that the client may see."""
    photo.act_as("Priya Nair", "acme-internal")
    photo.say("/jobstatus report ACME", "Only you see this")
    photo.message("report-preview", "Only you see this")
    photo.press("Look at the client's version", photo.last("Only you see this"))
    expect(photo.last("Post in the shared channel")).to_be_visible()
    photo.message("report-for-client", "Post in the shared channel")
    photo.press("Post in the shared channel", photo.last("Post in the shared channel"))
    photo.act_as("Dana Whitfield", "acme-shared")
    expect(photo.last("Status: Acme Outdoor")).to_be_visible()


def requests(photo: Photographer) -> None:
    """A message becomes a request by shortcut; the list; out of scope leads to a Revised Estimate."""
    photo.say("Could we have a second banner for the mailer, in Spanish?", "in Spanish")
    photo.act_as("Maya Torres", "acme-shared")
    asked = photo.last("in Spanish")
    asked.hover()
    asked.get_by_role("button", name="Message shortcuts").click()
    photo.page.set_viewport_size(WIDE)
    photo.take("request-shortcut")
    photo.page.set_viewport_size(TALL)
    photo.page.get_by_role("menuitem", name=re.compile("Track client request")).click()
    expect(photo.modal).to_contain_text("What they ask for")
    photo.modal.get_by_label("Out of scope").check()
    photo.modal.get_by_label("Due").fill((bots_today(photo) + A_DAY * 3).isoformat())
    photo.modal.get_by_label("Job", exact=True).press_sequentially("mailer")
    photo.modal.get_by_role("option", name=re.compile("ACME-101")).first.click()
    photo.take("request-form", photo.modal)
    photo.press("Track")
    expect(photo.modal).to_contain_text("A Revised Estimate of ACME-101")
    photo.take("request-tracked", photo.modal)
    photo.close()
    photo.act_as("Maya Torres", "acme-internal")
    photo.ask("/request new")
    photo.choose("Client", "Acme")
    photo.modal.get_by_label("What they ask for").fill("The logo as SVG for their website")
    photo.modal.get_by_label("In scope").check()
    photo.press("Track")
    expect(photo.modal).to_contain_text("Request tracked")
    photo.close()
    photo.say("/request all", "of all clients")
    photo.message("requests", "of all clients")


def policy(photo: Photographer) -> None:
    """When reports go out."""
    photo.act_as("Grace Lindqvist", "general")
    photo.ask("/jobstatus policy")
    photo.take("report-policy", photo.modal)
    photo.press("Save")
    expect(photo.modal).to_contain_text("Status reports go")
    photo.take("report-policy-saved", photo.modal)
    photo.close()


def weekly(photo: Photographer) -> None:
    """On its day the report comes by itself, with the changes."""
    photo.act_as("Maya Torres", "acme-internal")
    photo.say("/job status ACME-103 in progress", "in progress")
    while bots_today(photo).weekday():
        next_morning(photo)
    forward(photo, "An hour")
    mornings_until(photo, "Status: Acme Outdoor")
    photo.message("report-weekly", "Status: Acme Outdoor")


def overdue(photo: Photographer) -> None:
    """A request that is overdue reaches its owner, who closes it."""
    photo.messages_of("Priya Nair")
    mornings_until(photo, "in Spanish")
    photo.message("request-overdue", "in Spanish")
