"""Takes the pictures of the gallery anew: walks through the sandbox page in headless Chromium (`make gallery`).

`python -m docs.gallery.take status digests` takes only those, and `rooms` the sheets of all views.
"""

import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path

from playwright.sync_api import Browser, Page, expect, sync_playwright

from docs.gallery import accounts_walk, digests_walk, signoffs_walk, status_walk, time_entries_walk, time_walk
from docs.gallery.clock import a_tuesday, before_months_end
from docs.gallery.demo import demo
from docs.gallery.past import half_a_year
from docs.gallery.photographer import WIDE, Photographer
from docs.gallery.rooms import take_rooms

FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]
PATIENCE_MS = 20_000
ROOMS = "rooms"

Walk = Callable[[Photographer], None]
# Each has a demo of its own, from its first day on.
WALKS: Mapping[str, tuple[Callable[[date], date], Callable[[Path, datetime], None] | None, tuple[Walk, ...]]] = {
    "time_entries": (a_tuesday, None, (time_entries_walk.walk,)),
    "time": (a_tuesday, None, (time_walk.walk,)),
    "accounts": (a_tuesday, None, (accounts_walk.walk, signoffs_walk.walk)),
    "status": (a_tuesday, None, (status_walk.walk,)),
    "digests": (before_months_end, half_a_year, (digests_walk.walk,)),
}


def main(names: list[str]) -> None:
    """Take all pictures, or those of the named walks and of `rooms`."""
    expect.set_options(timeout=PATIENCE_MS)
    today = datetime.now(UTC).date()  # noqa: TID251  # pictures are taken in real time
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        for name in names or [*WALKS, ROOMS]:
            if name == ROOMS:
                take_rooms(browser)
                continue
            begins, before, walks = WALKS[name]
            with demo(begins(today), before) as url, shown_where_it_fails(opened(browser, url)) as page:
                for walk in walks:
                    walk(Photographer(page))
        browser.close()


@contextmanager
def shown_where_it_fails(page: Page) -> Iterator[Page]:
    """A walk's page; where the walk fails, a picture of what it stood before."""
    try:
        yield page
        page.close()
    except Exception:
        failed = Path(tempfile.gettempdir()) / "gallery-failed.png"
        page.screenshot(path=str(failed))
        sys.stderr.write(f"The page as it was: {failed}\n")
        raise


def opened(browser: Browser, url: str) -> Page:
    """The page, opened."""
    page = browser.new_page(viewport=WIDE)
    page.set_default_timeout(PATIENCE_MS)
    page.goto(url)
    return page


if __name__ == "__main__":
    main(sys.argv[1:])
