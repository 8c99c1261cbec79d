"""A newcomer's browser on the page, over everything that `make run` starts."""

import json
import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import NamedTuple
from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

ROOT = Path(__file__).parents[2]
QUIET = "--disable-background-networking --disable-component-update --disable-sync --no-first-run"
# For each window Chromium would load an address bar's popups, which take longer than our page. The others are those of
# Playwright's own list that matter here: Chromium hears only the last list that it is given.
WITHOUT = (
    "WebUIOmniboxPopup,WebUIOmniboxAimPopup,"
    "AimEnabled,AvoidUnnecessaryBeforeUnloadCheckSync,DestroyProfileOnBrowserClose,HttpsFirstBalancedModeAutoEnable,"
    "HttpsUpgrades,LensOverlay,MediaRouter,NetworkTimeServiceQuerying,OptimizationHints,PaintHolding,PreconnectToSearch,"
    "ThirdPartyStoragePartitioning"
)
FLAGS = ["--no-sandbox", "--disable-gpu", *QUIET.split(), f"--disable-features={WITHOUT}"]
# A busy machine is no fault.
PATIENCE_MS = 30_000
# Near a month's end: each day that the bot walks through takes its time. None uses the real date.
BEGINS = datetime(2026, 3, 30, 15, tzinfo=UTC)


class Stage(NamedTuple):
    """What all journeys share: a browser, and the one address that `app.py run` printed in an empty folder."""

    browser: Browser
    url: str


STAGE = pytest.StashKey[Stage]()


@pytest.fixture(scope="session")
def chromium() -> str:
    found = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if not found:
        pytest.skip("no Chromium on this machine: the journeys in a browser were not made")
    return found


@pytest.fixture
def stage(request: pytest.FixtureRequest, chromium: str, tmp_path_factory: pytest.TempPathFactory) -> Stage:
    """One demo and one browser, from the first journey of this folder to its last: to start them takes long.

    So each journey has people of its own where it matters what else they did, and those in which time goes by can come
    before any other. While the browser is open its loop runs in this thread, where other tests want one of their own.
    """
    folder = request.node.getparent(pytest.Dir)
    if STAGE not in folder.stash:
        with ExitStack() as opening:
            url = opening.enter_context(demo(tmp_path_factory.mktemp("journeys")))
            folder.stash[STAGE] = Stage(opening.enter_context(launched(chromium)), url)
            folder.addfinalizer(opening.pop_all().close)
    return folder.stash[STAGE]


@contextmanager
def demo(folder: Path) -> Iterator[str]:
    kept = {name: value for name, value in os.environ.items() if name in ("PATH", "HOME", "LANG")}
    process = subprocess.Popen(
        [sys.executable, str(ROOT / "app.py"), "run", "--at", BEGINS.isoformat()],
        cwd=folder,
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
        with urlopen(f"{addresses[0]}/clock", timeout=10) as answer:
            begun = datetime.fromisoformat(json.load(answer)["now"])
        assert BEGINS <= begun < BEGINS + timedelta(minutes=10)
        yield addresses[0]
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(timeout=30)
        if process.stdout:
            process.stdout.close()


@contextmanager
def launched(chromium: str) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def page(stage: Stage) -> Iterator[Page]:
    context = stage.browser.new_context(viewport={"width": 1280, "height": 900})
    context.set_default_timeout(PATIENCE_MS)
    expect.set_options(timeout=PATIENCE_MS)
    page = context.new_page()
    page.goto(stage.url)
    yield page
    context.close()
