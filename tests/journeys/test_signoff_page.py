"""The sign-off page in a real browser, without JavaScript, on a phone and on a desk."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import BrowserContext, Page

from bot.signoffs.artefacts import FileGiven
from tests.bot.signoffs.signoff_desk import DANA, ask
from tests.handlers.web.conftest import Site, site
from tests.journeys.conftest import Stage

__all__ = ["site"]
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360606060000000050001"
    "a5f645400000000049454e44ae426082"
)
PHONE = {"width": 390, "height": 844}


@pytest.fixture
def phone(stage: Stage) -> Iterator[BrowserContext]:
    context = stage.browser.new_context(viewport=PHONE, java_script_enabled=False, accept_downloads=True)
    yield context
    context.close()


def fits(page: Page) -> bool:
    return page.locator("html").bounding_box()["width"] <= PHONE["width"]


def test_a_client_asks_for_changes_on_a_phone_and_keeps_the_receipt(site: Site, phone: BrowserContext) -> None:
    title = "A very-long-name-of-a-thing-that-does-not-break " * 3
    address = site.url + site.link(ask(site.bot, DANA, title=title, file=FileGiven(name="layout.png", content=PNG)))
    complaints: list[str] = []
    page = phone.new_page()
    page.on("console", lambda message: complaints.append(message.text))
    page.goto(address)
    assert fits(page)
    with phone.expect_page() as opened:
        page.get_by_role("link", name="Open layout.png").click()
    assert opened.value.url.endswith("/file")
    opened.value.close()
    page.get_by_text("Request changes").click()
    page.get_by_label("Your name, to confirm").fill("Dana Fox")
    page.get_by_role("button", name="Send my decision").click()
    assert "Please say what should change" in page.get_by_role("alert").inner_text()
    assert page.get_by_label("Your name, to confirm").input_value() == "Dana Fox"
    page.get_by_label("What should change").fill("The logo, please: bigger.")
    page.get_by_role("button", name="Send my decision").click()
    assert page.get_by_role("heading", level=1).inner_text() == "You requested changes"
    assert "/receipt/" in page.url
    assert fits(page)
    page.reload()
    assert page.get_by_text("The logo, please: bigger.").first.is_visible()
    page.goto(address)
    assert page.get_by_role("heading", level=1).inner_text() == "This link has been used."
    assert [each for each in complaints if "Content Security Policy" in each] == []
