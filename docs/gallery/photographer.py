"""Acting on the sandbox page, and taking pictures of it."""

import io
import re
import subprocess
from pathlib import Path

from PIL import Image
from playwright.sync_api import Error, Locator, Page, expect

HERE = Path(__file__).parent
WIDE = {"width": 1120, "height": 700}
# Tall enough to show any message whole.
TALL = {"width": 1120, "height": 1900}
PHONE = {"width": 360, "height": 740}
# The page redraws a message whenever it changes, maybe right now.
TRIES = 5
COLOURS = 256


class Photographer:
    """Acts on the page, and takes pictures of it."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.modal = page.locator("[data-test=modal]")

    def take(self, name: str, of: Locator | None = None) -> None:
        """Keep a picture of the page, or of a part of it, once it stops moving."""
        for left in reversed(range(TRIES)):
            try:
                before = of and of.bounding_box()
                picture = (of or self.page).screenshot(animations="disabled")
                if before == (of and of.bounding_box()):
                    break
            except Error as fault:
                if not left or "not attached" not in fault.message:
                    raise
        keep(name, picture)

    def go(self, link: str) -> None:
        """Follow a link of the page."""
        self.page.get_by_role("link", name=link, exact=True).click()

    def act_as(self, name: str, channel: str) -> None:
        """Continue as somebody else, in a channel."""
        switcher = self.page.locator("[data-test=act-as]")
        user = switcher.locator("option").filter(has_text=name).get_attribute("value")
        switcher.select_option(user)
        link = self.page.get_by_role("link", name=channel, exact=True)
        expect(link).to_have_attribute("href", re.compile(f"as={user}"))
        self.go(channel)

    def say(self, text: str, until: str) -> None:
        """Send something, and wait for the result."""
        composer = self.page.locator("[data-test=composer]")
        composer.fill(text)
        composer.press("Enter")
        expect(self.page.locator("[data-test=message]").filter(has_text=until).last).to_be_visible()

    def ask(self, text: str) -> None:
        """Send a command that opens a form."""
        self.page.locator("[data-test=composer]").fill(text)
        self.page.keyboard.press("Enter")
        expect(self.modal).to_be_visible()

    def press(self, name: str, within: Locator | None = None) -> None:
        """Press a button, by default of the modal."""
        (within or self.modal).get_by_role("button", name=name, exact=True).click()

    def choose(self, label: str, *options: str) -> None:
        """Choose from a menu of the modal."""
        menu = self.modal.get_by_label(label, exact=True)
        for each in options:
            menu.click()
            self.modal.get_by_role("option", name=re.compile(each)).first.click()

    def document(self, name: str, within: Locator) -> None:
        """Keep a picture of the first page of a message's PDF."""
        with self.page.expect_download() as downloading:
            within.locator("[data-test=file]").last.click()
        self.print_out(name, downloading.value.path())

    def print_out(self, name: str, pdf: Path) -> None:
        """Keep a picture of a PDF's first page."""
        page = ["pdftoppm", "-png", "-singlefile", "-r", "80", str(pdf)]
        keep(name, subprocess.run(page, check=True, capture_output=True).stdout)  # noqa: S603  # a file of our own

    def close(self) -> None:
        """Close the modal."""
        self.page.keyboard.press("Escape")
        expect(self.modal).to_be_hidden()

    def last(self, text: str | re.Pattern[str]) -> Locator:
        """Return the last message with that text."""
        return self.page.locator("[data-test=message]:visible").filter(has_text=text).last

    def message(self, name: str, text: str | re.Pattern[str]) -> None:
        """Keep a picture of the last message with that text."""
        message = self.last(text)
        expect(message).to_be_visible()
        self.page.mouse.move(0, 0)
        self.take(name, message)

    def messages_of(self, name: str) -> None:
        """Continue as somebody else, in their direct messages with the bot."""
        self.act_as(name, "Jobjacket")
        self.go("Messages")


def keep(name: str, png: bytes, method: Image.Quantize = Image.Quantize.MEDIANCUT) -> None:
    """Keep a picture, with as many colours as a page needs, chosen by that method: half the size."""
    picture = Image.open(io.BytesIO(png)).convert("RGB")
    picture.quantize(COLOURS, method=method, dither=Image.Dither.NONE).save(HERE / f"{name}.png", optimize=True)
