"""Takes the pictures of the gallery again: walks through the sandbox page in headless Chromium (`make gallery`).

`python -m docs.gallery.take status digests` takes only those, and `rooms` the sheets of all views.
"""

import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from playwright.sync_api import Browser, Page, expect, sync_playwright

from docs.gallery import accounts_walk, digests_walk, signoffs_walk, status_walk, time_entries_walk, time_walk
from docs.gallery.demo import demo
from docs.gallery.past import half_a_year
from docs.gallery.photographer import WIDE, Photographer
from docs.gallery.rooms import take_rooms

FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]
PATIENCE_MS = 20_000
ROOMS = "rooms"

Walk = Callable[[Photographer], None]
# Morning in New York, afternoon in London, with logged time in two months, and business days before and after it.
A_TUESDAY = datetime(2026, 12, 15, 14, 20, tzinfo=UTC)
# The fifth weekday before a month's last: leads will soon be asked how their clients are.
BEFORE_MONTHS_END = datetime(2026, 11, 23, 14, 20, tzinfo=UTC)
# Each has its own demo, from its first minute.
WALKS: Mapping[str, tuple[datetime, Callable[[Path, datetime], None] | None, tuple[Walk, ...]]] = {
    "time_entries": (A_TUESDAY, None, (time_entries_walk.walk,)),
    "time": (A_TUESDAY, None, (time_walk.walk,)),
    "accounts": (A_TUESDAY, None, (accounts_walk.walk, signoffs_walk.walk)),
    "status": (A_TUESDAY, None, (status_walk.walk,)),
    "digests": (BEFORE_MONTHS_END, half_a_year, (digests_walk.walk,)),
}


def main(names: list[str]) -> None:
    """Take all pictures, or those of the named walks and of `rooms`."""
    expect.set_options(timeout=PATIENCE_MS)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        for name in names or [*WALKS, ROOMS]:
            if name == ROOMS:
                take_rooms(browser)
                continue
            begins, before, walks = WALKS[name]
            with demo(begins, before) as url, shown_where_it_fails(opened(browser, url)) as page:
                for walk in walks:
                    walk(Photographer(page))
        browser.close()


@contextmanager
def shown_where_it_fails(page: Page) -> Iterator[Page]:
    """Yield a walk's page; if the walk fails, take a picture of it as it is."""
    try:
        yield page
        page.close()
    except Exception:
        failed = Path(tempfile.gettempdir()) / "gallery-failed.png"
        page.screenshot(path=str(failed))
        sys.stderr.write(f"The page as it was: {failed}\n")
        raise


def opened(browser: Browser, url: str) -> Page:
    """Return the opened page."""
    page = browser.new_page(viewport=WIDE)
    page.set_default_timeout(PATIENCE_MS)
    page.goto(url)
    return page


if __name__ == "__main__":
    main(sys.argv[1:])
