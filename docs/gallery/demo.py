"""A demo agency in an empty folder, begun at the instant that a walk wants."""

import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

ROOT = Path(__file__).parents[2]
PORT = "39710"


@contextmanager
def demo(at: datetime, before: Callable[[Path, datetime], None] | None = None) -> Iterator[str]:
    """Run a demo that begins at that instant, and yield its address; `before` may fill its folder first."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        if before:
            before(folder, at)
        process = subprocess.Popen(  # noqa: S603  # our own program
            [sys.executable, str(ROOT / "app.py"), "run", "--at", at.isoformat()],
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
