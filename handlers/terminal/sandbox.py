"""Running with a sandbox workspace: starting it as a child process, and following its clock."""

import json
import math
import subprocess
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.request import Request, urlopen

import structlog

from bot.clock import ShiftedClock
from bot.messaging.outbox import STORE_FAULTS
from handlers.settings import SettingsError
from handlers.slack.manifest import fitted, load_manifest

log = structlog.get_logger()

ROOT = Path(__file__).parents[2]
STATE = Path("var/sandbox.json")
MANIFEST = Path("var/sandbox-manifest.json")
# The demo never shares a store with a real workspace, and leaves the one in DATABASE_URL alone.
DATABASE = Path("var/sandbox.db")
DATABASE_URL = f"sqlite:///{DATABASE}"
MAIL_FROM = "Harbour & Vale <desk@harbourvale.example>"
POLL_SECONDS = 40
RETRY_SECONDS = 1


@dataclass(frozen=True)
class SandboxRunning:
    """A running sandbox workspace: its page, and the addresses and secrets that a bot needs to connect to it."""

    process: subprocess.Popen[str]
    url: str
    api_url: str
    bot_token: str
    app_token: str
    smtp_url: str

    def close(self) -> None:
        """End it, by closing its standard input."""
        if self.process.stdin:
            self.process.stdin.close()
        self.process.wait(timeout=10)


def start_sandbox(prefix: str, at: datetime | None = None) -> SandboxRunning:
    """Start the sandbox as a child process on 127.0.0.1; a new one can start at a given instant (aware).

    `prefix` is the one of the slash commands, so that the sandbox offers those that the bot answers.
    Raises SettingsError if an instant is given for a sandbox that isn't new, RuntimeError if it doesn't start.
    """
    if at and STATE.exists():
        raise SettingsError([f"--at is only for a new sandbox. To start one, move {STATE} and {DATABASE} away first"])
    command = [sys.executable, "-m", "sandbox", "--until-stdin-closes"]
    STATE.parent.mkdir(exist_ok=True)
    MANIFEST.write_text(json.dumps(fitted(load_manifest(), prefix=prefix)), encoding="utf-8")
    files = ["--manifest", str(MANIFEST.absolute()), "--workspace", "sandbox/workspace.json"]
    files += ["--state", str(STATE.absolute())]
    begins = ["--at", at.isoformat()] if at else []
    process = subprocess.Popen(  # noqa: S603  # our own program, with our own arguments
        [*command, *files, *begins],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    line = process.stdout.readline() if process.stdout else ""
    if not line:
        raise RuntimeError("the sandbox workspace did not start")
    facts = json.loads(line)
    return SandboxRunning(process, *(facts[name] for name in ("url", "api_url", "bot_token", "app_token", "smtp_url")))


def join_clock(url: str, clock: ShiftedClock) -> None:
    """Begin at the time that the sandbox had reached."""
    clock.ahead = timedelta(seconds=_ask(f"{url}/clock")["reached"])


def follow_clock(
    url: str,
    clock: ShiftedClock,
    next_moment: Callable[[], datetime],
    at_each: Callable[[], None],
    stop: threading.Event,
) -> None:
    """Follow the sandbox's clock from one moment to the next, calling `at_each` at each, until `stop` is set."""
    while not stop.is_set():
        try:
            # Sent again, because after a fault the sandbox may have missed the last step.
            _tell(f"{url}/clock/reached", clock)
            wanted = timedelta(seconds=_ask(f"{url}/clock/wait?offset={clock.ahead.total_seconds()}")["offset"])
            while clock.ahead < wanted and not stop.is_set():
                stride = math.ceil((next_moment() - clock()).total_seconds())
                clock.ahead = min(clock.ahead + timedelta(seconds=max(stride, 1)), wanted)
                _tell(f"{url}/clock/walking", clock)
                try:
                    at_each()
                finally:
                    _tell(f"{url}/clock/reached", clock)
        except (OSError, *STORE_FAULTS) as fault:
            log.debug("clock_not_followed", problem=type(fault).__name__)
            stop.wait(RETRY_SECONDS)


def _tell(url: str, clock: ShiftedClock) -> None:
    _ask(url, {"offset": clock.ahead.total_seconds()})


def _ask(url: str, body: dict[str, Any] | None = None) -> dict[str, Any]:
    data = json.dumps(body).encode() if body is not None else None
    request = Request(url, data, {"content-type": "application/json"})  # noqa: S310  # loopback, from our own child
    with urlopen(request, timeout=POLL_SECONDS) as answer:  # noqa: S310
        facts: dict[str, Any] = json.load(answer)
        return facts
