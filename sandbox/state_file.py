"""Keeps the chat in a file, so that a restart shows it again."""

import asyncio
import json
from pathlib import Path
from time import perf_counter

from sandbox.core import Core

SAVE_AFTER_SECONDS = 0.2
# Nobody gets an answer while the whole chat is written, so the longer that takes, the less often it is done.
REST = 20


class StateFile:
    """Saves shortly after a change, and at the end; the file is replaced in one step."""

    def __init__(self, path: Path, core: Core) -> None:
        self._path = path
        self._core = core
        self._pending: asyncio.TimerHandle | None = None
        self._took = 0.0

    def load(self) -> None:
        """Loads the file, if there is one."""
        if self._path.exists():
            saved = json.loads(self._path.read_text())
            core = self._core
            core.workspace.load(saved["workspace"])
            core.views.load(saved["views"])
            core.files.load(saved.get("files", []))
            core.mailbox.load(saved.get("mails", []))
            core.clock.begin(saved["clock"]["offset"], saved["clock"]["reached"])

    @property
    def wait_seconds(self) -> float:
        """How long a change waits until it is saved."""
        return max(SAVE_AFTER_SECONDS, REST * self._took)

    def save_soon(self) -> None:
        """Saves in a moment, once for all the changes until then."""
        if self._pending is None:
            self._pending = asyncio.get_running_loop().call_later(self.wait_seconds, self.save)

    def save(self) -> None:
        """Saves now."""
        if self._pending is not None:
            self._pending.cancel()
            self._pending = None
        began, core = perf_counter(), self._core
        state = {
            "workspace": core.workspace.to_json(),
            "views": core.views.to_json(),
            "files": core.files.to_json(),
            "mails": core.mailbox.to_json(),
            "clock": {"offset": core.clock.offset, "reached": core.clock.reached},
        }
        scratch = self._path.with_name(self._path.name + ".new")
        scratch.write_text(json.dumps(state))  # indenting would take ten times as long
        scratch.replace(self._path)
        self._took = perf_counter() - began
