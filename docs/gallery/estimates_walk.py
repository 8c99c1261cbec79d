"""The pictures of estimates: from the first line to the budget that runs out."""

from playwright.sync_api import expect

from docs.gallery.clock import mornings_until, next_morning
from docs.gallery.photographer import Photographer

LINES = "design 12h 145 key visual\ncopy 8h 120 web texts\nprint 2,400 +15%"


def drafted(photo: Photographer) -> None:
    """Draft a Letter of Estimate for ACME-104 and send it for review."""
    photo.ask("/estimate ACME-104")
    photo.modal.get_by_label("Add lines").fill(LINES + "\ndesing 3h")
    photo.press("Add lines")
    expect(photo.modal).to_contain_text("desing")
    photo.take("estimate-lines", photo.modal)
    photo.modal.get_by_label("Add lines").fill(LINES)
    photo.press("Add lines")
    expect(photo.modal).to_contain_text("Total USD")
    for button, name, field in (
        ("Time…", "estimate-time", "Hours"),
        ("Expense…", "estimate-expense", "Mark-up"),
        ("Terms, contingency, tax…", "estimate-terms", "Deliverables"),
    ):
        photo.press(button)
        expect(photo.modal.get_by_label("What" if field == "Deliverables" else field).first).to_be_visible()
        if field == "Deliverables":
            photo.modal.get_by_label("What the client will get").fill("A lookbook of 24 pages, in print and as PDF")
            photo.modal.get_by_label("Rounds of revisions").fill("2")
            photo.modal.get_by_label("Contingency").fill("5%")
        photo.take(name, photo.modal)
        photo.press("Save" if field == "Deliverables" else "Cancel")
        expect(photo.modal).to_contain_text("Add lines")
    photo.take("estimate-table", photo.modal)
    photo.press("Done")
    expect(photo.modal).to_contain_text("Send for review")
    photo.take("estimate-card", photo.modal)
    photo.press("Send for review")
    expect(photo.modal).to_contain_text("is asked to approve it")
    photo.close()


def reviewed(photo: Photographer) -> None:
    """The director's message, the PDF, and the drafter's message."""
    photo.messages_of("Elena Rossi")
    review = photo.last("asks you to approve an estimate")
    photo.message("estimate-review", "asks you to approve an estimate")
    photo.press("PDF", review)
    expect(photo.last("Letter of Estimate, version 1, as you asked")).to_be_visible()
    photo.document("letter-of-estimate", photo.last("Letter of Estimate, version 1, as you asked"))
    photo.press("Approve", review)
    expect(review).to_contain_text("Elena Rossi approved it")
    photo.messages_of("Maya Torres")
    photo.message("estimate-ready", "approved version 1")


def burned(photo: Photographer) -> None:
    """The budget runs out: the warnings, and the Revised Estimate from actuals."""
    photo.act_as("Maya Torres", "acme-internal")
    photo.say("/logtime 12h ACME-104 #design key visual", "logged on")
    photo.say("/logtime 9h ACME-104 yesterday #design -- more of the key visual", "logged on")
    photo.messages_of("Elena Rossi")
    mornings_until(photo, "of its approved estimate")
    photo.message("burn-told", "of its approved estimate")
    revise = photo.last("of its approved estimate").get_by_role("button", name="Draft a Revised Estimate…")
    revise.last.click()
    expect(photo.modal).to_contain_text("Why does the estimate change?")
    photo.modal.get_by_label("Why does the estimate change?").fill("You asked for eight more pages")
    photo.take("revised-reason", photo.modal)
    photo.press("Draft it")
    expect(photo.modal).to_contain_text("What changes since version 1")
    photo.take("revised-table", photo.modal)
    photo.press("Done")
    photo.press("Send for review")
    expect(photo.modal).to_contain_text("Send to client…")
    photo.take("revised-card", photo.modal)
    photo.modal.get_by_role("button", name="PDF").first.click()
    expect(photo.modal).to_contain_text("is on its way to you")
    photo.page.keyboard.press("Escape")
    expect(photo.modal).to_contain_text("Earlier versions")
    photo.close()
    expect(photo.last("Revised Estimate, version 2, as you asked")).to_be_visible()
    photo.document("revised-estimate", photo.last("Revised Estimate, version 2, as you asked"))


def forgotten(photo: Photographer) -> None:
    """A job without a Letter of Estimate: its lead's morning message."""
    photo.messages_of("Priya Nair")
    mornings_until(photo, "no Letter of Estimate")
    photo.message("estimate-missing", "no Letter of Estimate")


def policy(photo: Photographer) -> None:
    """The agency's approval limits."""
    photo.act_as("Grace Lindqvist", "general")
    photo.ask("/estimate policy")
    photo.take("estimate-policy", photo.modal)
    photo.close()
    next_morning(photo)
