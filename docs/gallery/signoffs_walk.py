"""The pictures of sign-off: in the shared channel, at the agency, by e-mail, and on the page."""

import re

from playwright.sync_api import Page, expect

from docs.gallery import estimates_walk
from docs.gallery.clock import bots_today
from docs.gallery.photographer import PHONE, TALL, Photographer

DESKTOP = {"width": 1000, "height": 900}
# No event announces it.
THE_PDF_IS_DRAWN_MS = 2000


def walk(photo: Photographer) -> None:
    """An estimate in the shared channel, its revision by e-mail, and a concept in two versions."""
    photo.act_as("Maya Torres", "acme-internal")
    photo.say("/job open ACME Trade fair stand due in 6 weeks", "Opened ACME-105")
    photo.message("job-opened", "Opened ACME-105")
    estimates_walk.drafted(photo)
    estimates_walk.reviewed(photo)
    asked(photo)
    decided(photo)
    concept(photo)
    estimates_walk.burned(photo)
    mailed(photo)
    estimates_walk.forgotten(photo)
    estimates_walk.policy(photo)


def asked(photo: Photographer) -> None:
    """The form, and the client's message."""
    photo.press("Send to client…", photo.last("approved version 1"))
    photo.choose("Who decides", "Dana Whitfield", "Lee Ortiz")
    photo.modal.get_by_role("radio", name=re.compile("All")).check()
    photo.modal.get_by_label("Note to the client").fill("As we said on the phone; printing is booked for you.")
    photo.take("signoff-form", photo.modal)
    photo.press("Ask the client")
    expect(photo.modal).to_contain_text("is on its way")
    photo.take("signoff-asked", photo.modal)
    photo.close()


def decided(photo: Photographer) -> None:
    """The message while it is open, partly decided and settled; the modal; the receipt and its certificate."""
    photo.act_as("Dana Whitfield", "acme-shared")
    message = photo.last("ACME-104 Summer lookbook")
    photo.message("signoff-open", "ACME-104 Summer lookbook")
    approve(photo, "ACME-104 Summer lookbook", picture="signoff-confirm")
    expect(message).to_contain_text("Still to decide: Lee Ortiz")
    photo.act_as("Lee Ortiz", "acme-shared")
    photo.message("signoff-part", "Still to decide: Lee Ortiz")
    photo.press("Request changes…", photo.last("ACME-104 Summer lookbook"))
    photo.modal.get_by_label("What should change?").fill("Please add the price of 500 more copies")
    photo.take("signoff-changes", photo.modal)
    photo.close()
    desk(photo)
    photo.act_as("Lee Ortiz", "acme-shared")
    approve(photo, "ACME-104 Summer lookbook")
    expect(photo.last("ACME-104 Summer lookbook")).to_contain_text("Lee Ortiz approved")
    photo.message("signoff-settled", "ACME-104 Summer lookbook")
    photo.press("1 reply", photo.last("ACME-104 Summer lookbook"))
    expect(photo.last("The certificate says")).to_be_visible()
    photo.message("signoff-receipt", "The certificate says")
    photo.document("certificate", photo.last("The certificate says"))
    photo.act_as("Maya Torres", "acme-internal")
    expect(photo.last("Sign-off: Letter of Estimate, version 1")).to_contain_text("1 reply")
    photo.message("signoff-card-settled", "Sign-off: Letter of Estimate, version 1")
    photo.page.set_viewport_size(DESKTOP)
    photo.take("signed")
    photo.page.set_viewport_size(TALL)


def desk(photo: Photographer) -> None:
    """The agency's card, and its forms."""
    photo.act_as("Maya Torres", "acme-internal")
    card = photo.last("Waiting for Lee Ortiz")
    photo.message("signoff-card", "Waiting for Lee Ortiz")
    photo.press("Change approvers…", card)
    expect(photo.modal).to_contain_text("Who decides")
    photo.take("signoff-approvers", photo.modal)
    photo.close()
    photo.press("Record a decision…", card)
    photo.modal.get_by_label("Approved", exact=True).check()
    today = bots_today(photo)
    photo.modal.get_by_label("How you know").fill(f"Lee to Maya by phone, {today.day} {today:%B}, 10:15")
    photo.take("signoff-record", photo.modal)
    photo.close()


def concept(photo: Photographer) -> None:
    """A new version closes the old one's buttons."""
    photo.ask("/signoff ACME-102")
    photo.modal.get_by_label("What it is").fill("Trail guide cover")
    photo.modal.get_by_label("Or a link").fill("https://drive.example/acme/trail-guide-cover-1")
    photo.choose("Who decides", "Dana Whitfield", "Lee Ortiz")
    photo.press("Ask the client")
    expect(photo.modal).to_contain_text("is on its way")
    photo.close()
    photo.press("New version…", photo.last("Trail guide cover, version 1"))
    photo.modal.get_by_label("Or a link").fill("https://drive.example/acme/trail-guide-cover-2")
    photo.take("signoff-version", photo.modal)
    photo.press("Ask the client")
    expect(photo.modal).to_contain_text("Version 1 is closed")
    photo.close()
    photo.say("/signoff list", "open sign-off")
    photo.message("signoff-list", "open sign-off")
    photo.act_as("Dana Whitfield", "acme-shared")
    expect(photo.last("Trail guide cover, version 2")).to_be_visible()
    photo.message("signoff-superseded", "Trail guide cover, version 1")
    photo.message("signoff-link", "Trail guide cover, version 2")


def mailed(photo: Photographer) -> None:
    """The letter and the page, on a computer and on a phone; decided; and a link that no longer works."""
    photo.act_as("Elena Rossi", "acme-internal")
    photo.ask("/estimate ACME-104")
    photo.press("Send to client…")
    photo.choose("Who decides", "Marta Kowal")
    photo.modal.get_by_label("Note to the client").fill("Eight more pages, as you asked.")
    photo.press("Ask the client")
    expect(photo.modal).to_contain_text("by e-mail")
    photo.close()
    photo.message("signoff-card-mail", "Waiting for Marta Kowal")
    photo.page.set_viewport_size(DESKTOP)
    photo.page.get_by_role("link", name="Mail", exact=True).click()
    photo.page.get_by_role("link", name=re.compile("Revised Estimate")).first.click()
    letter = photo.page.frame_locator(".mail-html").get_by_role("link", name="Look at it and decide")
    expect(letter).to_be_visible()
    photo.take("mail")
    photo.page.set_viewport_size(PHONE)
    photo.take("mail-phone")
    with photo.page.expect_popup() as opening:
        letter.click()
    on_the_page(Photographer(opening.value))
    photo.page.set_viewport_size(DESKTOP)
    with photo.page.expect_popup() as opening:
        letter.click()
    dead = opening.value
    dead.set_viewport_size(PHONE)
    Photographer(dead).take("page-dead")
    dead.close()
    photo.page.set_viewport_size(TALL)


def on_the_page(photo: Photographer) -> None:
    """The sign-off page, and the decision."""
    page = photo.page
    expect(page.get_by_role("main")).to_contain_text("Your decision")
    page.set_viewport_size(TALL)
    page.wait_for_timeout(THE_PDF_IS_DRAWN_MS)
    whole(page, "page")
    page.set_viewport_size(PHONE)
    whole(page, "page-phone")
    page.get_by_role("radio").first.check()
    page.get_by_label("Your name, to confirm").fill("Marta Kowal")
    page.get_by_role("button", name="Send my decision").click()
    expect(page.get_by_role("main")).to_contain_text("On record")
    whole(page, "page-decided")
    page.close()


def whole(page: Page, name: str) -> None:
    """Keep a picture of all of a page."""
    Photographer(page).take(name, page.locator("body"))


def approve(photo: Photographer, text: str, picture: str = "") -> None:
    """Approve the request in a message, and confirm it."""
    photo.press("Approve", photo.last(text))
    sure = photo.page.get_by_role("dialog", name="Approve this version?")
    if picture:
        photo.take(picture, sure)
    photo.press("Approve", sure)
