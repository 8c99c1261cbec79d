"""Running `app.py` here, or as a process of its own."""

import io
import logging
import os
import sys
from contextlib import chdir, redirect_stderr, redirect_stdout
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
