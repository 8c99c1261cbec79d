"""Takes the pictures of the gallery anew: a walk through the sandbox page in headless Chromium (`make gallery`)."""

import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page, expect, sync_playwright

from docs.gallery import accounts_walk, signoffs_walk, time_walk
from docs.gallery.photographer import Photographer

ROOT = Path(__file__).parents[2]
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]
PATIENCE_MS = 20_000
WIDE = {"width": 1120, "height": 700}
PHONE = {"width": 360, "height": 740}


def main() -> None:
    """Take all pictures."""
    expect.set_options(timeout=PATIENCE_MS)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        for walks in ((walk,), (time_walk.walk,), (accounts_walk.walk, signoffs_walk.walk)):
            with demo() as url:
                photo = Photographer(opened(browser, url))
                for each in walks:
                    each(photo)
        browser.close()


def walk(photo: Photographer) -> None:
    """One picture of each message, modal and page."""
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
    """The form, its errors, and what it becomes."""
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


def opened(browser: Browser, url: str) -> Page:
    """The page, opened."""
    page = browser.new_page(viewport=WIDE)
    page.goto(url)
    return page


@contextmanager
def demo() -> Iterator[str]:
    """The address of a demo that runs in an empty folder."""
    with tempfile.TemporaryDirectory() as folder:
        process = subprocess.Popen(  # noqa: S603  # our own program
            [sys.executable, str(ROOT / "app.py"), "run"], cwd=folder, stdout=subprocess.PIPE, text=True
        )
        try:
            printed = iter(process.stdout.readline, "") if process.stdout else iter(())
            yield next(line.strip() for line in printed if "http://" in line)
        finally:
            process.terminate()
            process.wait()


if __name__ == "__main__":
    main()
