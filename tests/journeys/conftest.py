"""A newcomer's browser on the page, over everything that `make run` starts."""

import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

ROOT = Path(__file__).parents[2]
QUIET = "--disable-background-networking --disable-component-update --disable-sync --no-first-run"
# A busy machine is no fault.
PATIENCE_MS = 30_000
FLAGS = ["--no-sandbox", "--disable-gpu", *QUIET.split()]


@pytest.fixture(scope="session")
def chromium() -> str:
    found = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if not found:
        pytest.skip("no Chromium on this machine: the journeys in a browser were not made")
    return found


@pytest.fixture(scope="module")
def begins() -> datetime:
    """When the demo of a file of journeys begins. A file can override it; none uses the real date."""
    return datetime(2026, 3, 12, 15, tzinfo=UTC)


@pytest.fixture(scope="module")
def page_url(chromium: str, begins: datetime, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The one address that `app.py run` prints in an empty folder; each file of journeys has a demo of its own.

    The weeks that go by in one are no business of the others.
    """
    kept = {name: value for name, value in os.environ.items() if name in ("PATH", "HOME", "LANG")}
    process = subprocess.Popen(
        [sys.executable, str(ROOT / "app.py"), "run", "--at", begins.isoformat()],
        cwd=tmp_path_factory.mktemp("journeys"),
        env=kept | {"PORT": "39300"},
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    try:
        assert process.stdout
        printed = ""
        for line in process.stdout:
            printed += line
            if "Ctrl-C" in line:
                break
        addresses = re.findall(r"http://\S+", printed)
        assert len(addresses) == 1, printed
        yield addresses[0]
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(timeout=30)
        if process.stdout:
            process.stdout.close()


@pytest.fixture(scope="module")
def browser(chromium: str) -> Iterator[Browser]:
    """One for each file: while it is open its loop runs in this thread, where other tests want one of their own."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def page(browser: Browser, page_url: str) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    context.set_default_timeout(PATIENCE_MS)
    expect.set_options(timeout=PATIENCE_MS)
    page = context.new_page()
    page.goto(page_url)
    yield page
    context.close()
