"""A demo agency in an empty folder, begun on the day that a walk wants."""

import json
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, time
from pathlib import Path

ROOT = Path(__file__).parents[2]
PORT = "39710"
# Morning in New York, afternoon in London.
BEGINS_AT = time(14, 20, tzinfo=UTC)
NOTHING_YET = {"workspace": {"directs": {}, "messages": [], "read": []}, "views": {"homes": []}}


@contextmanager
def demo(begins: date, before: Callable[[Path, datetime], None] | None = None) -> Iterator[str]:
    """The address of a demo that begins on that day; `before` may fill its folder first."""
    with tempfile.TemporaryDirectory() as name:
        folder, at = Path(name), datetime.combine(begins, BEGINS_AT)
        _set_clock(folder, at)
        if before:
            before(folder, at)
        process = subprocess.Popen(  # noqa: S603  # our own program
            [sys.executable, str(ROOT / "app.py"), "run"],
            cwd=folder,
            env={"PORT": PORT, "LOG_LEVEL": "error"} | os.environ,
            stdout=subprocess.PIPE,
            text=True,
        )
        try:
            printed = iter(process.stdout.readline, "") if process.stdout else iter(())
            yield next(line.strip() for line in printed if "http://" in line)
        finally:
            process.send_signal(signal.SIGINT)
            process.wait()


def _set_clock(folder: Path, at: datetime) -> None:
    """The sandbox's clock only goes forward, so a demo begins on a day to come."""
    ahead = int((at - datetime.now(UTC)).total_seconds())  # noqa: TID251  # pictures are taken in real time
    state = folder / "var" / "sandbox.json"
    state.parent.mkdir()
    state.write_text(json.dumps(NOTHING_YET | {"clock": {"offset": ahead, "reached": ahead}}))
