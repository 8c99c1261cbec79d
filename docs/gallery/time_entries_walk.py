"""The pictures of logging time: by command, by form, and the app's own pages."""

import re

from playwright.sync_api import expect

from docs.gallery.photographer import PHONE, WIDE, Photographer


def walk(photo: Photographer) -> None:
    """Take a picture of each message, modal and page."""
    photo.go("accounts")
    photo.say("/logtime 2h ACME-101 copy edits", "logged on")
    photo.take("logged")
    photo.say("/logtime 45m ACME-111 proof", "Did you mean")
    photo.say("/logtime 1:75 ACME-101 proof", "an hour has 60")
    photo.take("refused")
    photo.say("/logtime help", "Log time in one line")
    photo.take("help")
    the_form(photo)
    the_app(photo)
    photo.act_as("Zoe Park", "general")
    photo.say("/logtime 2h ACME-101", "can add you")
    photo.act_as("Hannah Cole", "brightwater")
    photo.say("/logtime 2h BWF-201", "for guests")
    photo.take("guest")


def the_form(photo: Photographer) -> None:
    """The form, its errors, and the confirmation."""
    composer = photo.page.locator("[data-test=composer]")
    composer.fill("/logtime")
    composer.press("Enter")
    job = photo.modal.get_by_label("Job", exact=True)
    job.press_sequentially("acme")
    expect(photo.modal.get_by_role("option", name=re.compile("ACME-102"))).to_be_visible()
    photo.take("form-job")
    photo.modal.get_by_role("option", name=re.compile("ACME-102")).click()
    photo.modal.get_by_label("Duration", exact=True).fill("1:75")
    photo.modal.get_by_role("button", name="Log time").click()
    expect(photo.modal.get_by_text("an hour has 60")).to_be_visible()
    photo.take("form-error")
    photo.modal.get_by_label("Duration", exact=True).fill("1h15")
    photo.modal.get_by_label("Note").fill("map captions")
    photo.modal.get_by_role("button", name="Log time").click()
    expect(photo.modal).to_contain_text("logged on")
    photo.take("form-done")
    photo.close()


def the_app(photo: Photographer) -> None:
    """Direct messages and Home, in light and dark, on a wide screen and on a phone."""
    photo.go("Jobjacket")
    photo.go("Home")
    expect(photo.page.locator("[data-test=home]")).to_contain_text("map captions")
    photo.take("home")
    photo.go("Messages")
    photo.say("45m BWF-201 tasting notes", "Recipe cards")
    photo.page.emulate_media(color_scheme="dark")
    photo.take("direct-message-dark")
    photo.page.emulate_media(color_scheme="light")
    photo.page.set_viewport_size(PHONE)
    photo.go("Home")
    expect(photo.page.locator("[data-test=home]")).to_contain_text("tasting notes")
    photo.take("home-phone")
    photo.page.set_viewport_size(WIDE)
