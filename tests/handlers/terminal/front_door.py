"""Running `app.py` here, or as a process of its own."""

import io
import logging
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import chdir, contextmanager, redirect_stderr, redirect_stdout
from contextvars import copy_context
from dataclasses import dataclass
from pathlib import Path
from unittest.mock import patch

import app

ROOT = Path(__file__).parents[3]
EXAMPLES = ROOT / "examples"
APP = [sys.executable, str(ROOT / "app.py")]


@dataclass(frozen=True)
class Ended:
    """What a command left behind, as that of a process."""

    returncode: int
    stdout: str
    stderr: str


def env(**more: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name in ("PATH", "HOME", "LANG", "VIRTUAL_ENV")}
    return kept | {"PYTHONPATH": str(ROOT)} | more


def run(folder: Path, *arguments: str, **environment: str) -> Ended:
    """One command that ends by itself, in that folder. Starting a process for each would take a second more."""
    out, err, root = io.StringIO(), io.StringIO(), logging.getLogger()
    handlers, level = root.handlers, root.level
    try:
        with (
            chdir(folder),
            patch.dict(os.environ, env(**environment), clear=True),
            patch.object(sys, "argv", [APP[1], *arguments]),
            redirect_stdout(out),
            redirect_stderr(err),
        ):
            copy_context().run(app.main)
        return Ended(0, out.getvalue(), err.getvalue())
    except SystemExit as end:
        return Ended(int(end.code or 0), out.getvalue(), err.getvalue())
    finally:
        root.handlers = handlers
        root.setLevel(level)


@contextmanager
def started(folder: Path, command: str, **environment: str) -> Iterator[subprocess.Popen[str]]:
    """A process of its own, in that folder, until the end of the block."""
    process = subprocess.Popen(
        [*APP, command], cwd=folder, env=env(**environment), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    try:
        yield process
    finally:
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=20)


def run_while(meanwhile: Callable[[], None], folder: Path, command: str, **environment: str) -> Ended:
    """One command that serves, here; another thread does something meanwhile, and then has a signal end it."""
    kept = {number: signal.signal(number, lambda *_: None) for number in (signal.SIGTERM, signal.SIGINT)}
    main, ended = threading.get_ident(), threading.Event()

    def do() -> None:
        try:
            meanwhile()
        finally:
            while not ended.is_set():
                signal.pthread_kill(main, signal.SIGTERM)
                ended.wait(5)

    with ThreadPoolExecutor(1) as pool:
        doing = pool.submit(do)
        try:
            left = run(folder, command, **environment)
        finally:
            ended.set()
    for number, handler in kept.items():
        signal.signal(number, handler)
    doing.result()
    return left
