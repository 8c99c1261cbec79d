"""Keeps the chat in a file, so that a restart shows it again."""

import asyncio
import json
from pathlib import Path

from sandbox.clock import Clock
from sandbox.files import Files
from sandbox.views import Views
from sandbox.workspace import Workspace

SAVE_AFTER_SECONDS = 0.2


class StateFile:
    """Saves shortly after a change, and at the end; the file is replaced in one step."""

    def __init__(self, path: Path, workspace: Workspace, views: Views, files: Files, clock: Clock) -> None:
        self._path = path
        self._workspace = workspace
        self._views = views
        self._files = files
        self._clock = clock
        self._pending: asyncio.TimerHandle | None = None

    def load(self) -> None:
        """Takes over what the file has, if there is one."""
        if self._path.exists():
            saved = json.loads(self._path.read_text())
            self._workspace.load(saved["workspace"])
            self._views.load(saved["views"])
            self._files.load(saved.get("files", []))
            self._clock.forward_by(saved["clock"]["offset"])
            self._clock.has_reached(saved["clock"]["reached"])

    def save_soon(self) -> None:
        """Saves in a moment, once for all the changes until then."""
        if self._pending is None:
            self._pending = asyncio.get_running_loop().call_later(SAVE_AFTER_SECONDS, self.save)

    def save(self) -> None:
        """Saves now."""
        if self._pending is not None:
            self._pending.cancel()
            self._pending = None
        state = {
            "workspace": self._workspace.to_json(),
            "views": self._views.to_json(),
            "files": self._files.to_json(),
            "clock": {"offset": self._clock.offset, "reached": self._clock.reached},
        }
        scratch = self._path.with_name(self._path.name + ".new")
        scratch.write_text(json.dumps(state, indent=1))
        scratch.replace(self._path)
