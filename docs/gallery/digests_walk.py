"""The pictures of the quarter and the month: goals, opportunities, plans, health notes, the digest and its files."""

import re

from playwright.sync_api import expect

from docs.gallery.clock import A_DAY, bots_today, mornings_until
from docs.gallery.photographer import PHONE, TALL, Photographer

LONG_PHONE = PHONE | {"height": 1500}
DESKTOP = {"width": 1280, "height": 1100}


def walk(photo: Photographer) -> None:
    """From the quarter's goals to the month's digest."""
    photo.page.set_viewport_size(TALL)
    over = re.compile(rf"Digest of {bots_today(photo):%B %Y}(?!, so far)")
    goals(photo)
    opportunities(photo)
    out_of_scope(photo)
    preview(photo)
    account(photo)
    variance(photo)
    health(photo)
    digest(photo, over)
    files(photo, over)
    owner(photo, over)


def goals(photo: Photographer) -> None:
    """Exchange rates, and goals for a portfolio and a client."""
    photo.act_as("Grace Lindqvist", "leadership")
    photo.say(f"/goal rate GBP 1.27 USD from {bots_today(photo).replace(day=1)}", "1 GBP")
    photo.say("/goal rate EUR 1.08 USD", "1 EUR")
    photo.say("/goal rates", "Exchange rates")
    photo.message("exchange-rates", "Exchange rates")
    for whose, amount in (("Grace", "460,000"), ("Acme", "165,000")):
        photo.ask("/goal set")
        photo.choose("Whose goal", whose)
        photo.modal.get_by_label("Goal for the quarter").fill(amount)
        if whose == "Grace":
            photo.take("goal-form", photo.modal)
        photo.press("Save")
        expect(photo.modal).to_contain_text("The goal of")
        photo.close()


def opportunities(photo: Photographer) -> None:
    """Work that a client may give, and its effect on the goals."""
    today = bots_today(photo)
    for client, title, kind, amount, percent, days in (
        ("ACME", "Summer campaign", "Upsell", "48,000", "60", 20),
        ("BWF", "Packaging, second year", "Renewal", "90,000", "80", 25),
        ("LUM", "Branch opening film", "New", "35,000", "30", 12),
    ):
        photo.ask(f"/opportunity add {client}")
        photo.modal.get_by_label("What it is").fill(title)
        photo.choose("Kind", kind)
        photo.modal.get_by_label("Amount, USD").fill(amount)
        photo.modal.get_by_label("Probability, %").fill(percent)
        photo.modal.get_by_label("Closes").fill((today + A_DAY * days).isoformat())
        if client == "ACME":
            photo.take("opportunity-form", photo.modal)
        photo.press("Add")
        expect(photo.modal).to_contain_text(title)
        photo.close()
    photo.say("/opportunity", "3 opportunities")
    photo.message("opportunities", "3 opportunities")
    photo.say("/goal", "Revenue goals")
    photo.message("goals", "Revenue goals")


def out_of_scope(photo: Photographer) -> None:
    """Work that no estimate covers."""
    photo.act_as("Leo Martins", "acme-internal")
    photo.say("/logtime 7h ACME-103 oos -- a third banner, as Dana asked", "logged on")


def preview(photo: Photographer) -> None:
    """The digest's channel, and the running month, only for the person who asks."""
    photo.act_as("Grace Lindqvist", "leadership")
    photo.say("/digest here", "digest goes to")
    photo.message("digest-here", "digest goes to")
    photo.say("/digest preview", "A preview, only for you")
    photo.message("digest-preview", "A preview, only for you")
    photo.press("By client", photo.last("A preview, only for you"))
    photo.message("digest-clients", "by client")


def account(photo: Photographer) -> None:
    """One client on a page, with six months of trends; also as a PDF."""
    photo.act_as("Priya Nair", "acme-internal")
    photo.say("/account ACME", "account review")
    photo.message("account", "account review")
    photo.press("Send me the PDF", photo.last("account review"))
    photo.messages_of("Priya Nair")
    photo.document("account-pdf", photo.last("eview"))


def variance(photo: Photographer) -> None:
    """A job over its estimate: we ask its lead for a plan, which is then on record."""
    mornings_until(photo, "How do we make it good?")
    photo.message("plan-asked", "How do we make it good?")
    photo.press("Make a plan…", photo.last("How do we make it good?"))
    photo.modal.get_by_label("What", exact=True).fill("Revised Estimate for the two extra rounds")
    photo.modal.get_by_label("By when").fill((bots_today(photo) + A_DAY * 4).isoformat())
    photo.take("plan-form", photo.modal)
    photo.press("Save")
    expect(photo.modal).to_contain_text("planned")
    photo.close()
    photo.message("plan-made", "Revised Estimate for the two extra rounds")
    photo.act_as("Priya Nair", "acme-internal")
    photo.say("/goal variance", "Budget variance")
    photo.message("variance", "Budget variance")


def health(photo: Photographer) -> None:
    """The question to leads before the month's end: how are your clients?"""
    photo.messages_of("Priya Nair")
    mornings_until(photo, "how are your clients?")
    photo.message("health-asked", "how are your clients?")
    photo.press("Write", photo.last("how are your clients?"))
    photo.choose("Mood: how they feel about us", "Uneasy")
    photo.modal.get_by_label("Value of the relationship").fill("Our largest account; we are their only agency")
    photo.modal.get_by_label("Risks").fill("A new head of marketing in January")
    photo.modal.get_by_label("Next move").fill("Lunch with Dana and her successor")
    photo.take("health-form", photo.modal)
    photo.press("Save")
    expect(photo.modal).to_contain_text("uneasy")
    photo.close()
    photo.act_as("Grace Lindqvist", "leadership")
    photo.say("/health", "Client health")
    photo.message("health", "Client health")


def digest(photo: Photographer, over: re.Pattern[str]) -> None:
    """The message in the leadership channel, with its picture, in light and in dark, and on a phone."""
    mornings_until(photo, over)
    message = photo.last(over)
    expect(message.get_by_role("img", name=over)).to_be_visible()
    expect(message).to_contain_text("3 replies")
    photo.message("digest", over)
    photo.page.emulate_media(color_scheme="dark")
    photo.message("digest-dark", over)
    photo.page.emulate_media(color_scheme="light")
    photo.page.set_viewport_size(LONG_PHONE)
    photo.message("digest-phone", over)
    photo.page.set_viewport_size(TALL)


def files(photo: Photographer, over: re.Pattern[str]) -> None:
    """Its thread: client by client, the spreadsheet and the PDF."""
    photo.page.set_viewport_size(DESKTOP)
    photo.press("3 replies", photo.last(over))
    expect(photo.last("what they are made of")).to_be_visible()
    photo.take("digest-thread")
    photo.document("digest-pdf", photo.last("what they are made of"))
    photo.page.set_viewport_size(TALL)


def owner(photo: Photographer, over: re.Pattern[str]) -> None:
    """The digest of a portfolio, for its owner."""
    photo.messages_of("Grace Lindqvist")
    mornings_until(photo, over)
    photo.message("digest-owner", over)
