"""The edge: each delivery has one deadline, and nobody takes every thread."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock

import structlog
from slack_bolt import App, BoltRequest, BoltResponse

from handlers.logs import new_reference
from handlers.slack.faults import answer_error
from handlers.slack.kit.door import SlackDoor
from handlers.slack.table import Table
from storage import patience
from storage.store import StoreBusy

# Slack waits 3 s. Waiting for the database ends this long after a delivery arrived, so that there is time to answer.
ANSWER_WITHIN = 2.2

log = structlog.get_logger()


class Turns:
    """Counts the deliveries in progress of each person, so that one whose lines all wait never takes every thread."""

    def __init__(self, most: int) -> None:
        self._most, self._in_progress, self._guard = most, Counter[str](), Lock()

    @contextmanager
    def taken_by(self, person: str) -> Iterator[None]:
        """Count one for the block. Raises StoreBusy if that person has the most already."""
        with self._guard:
            if self._in_progress[person] >= self._most:
                raise StoreBusy(f"{self._most} deliveries of this person are in progress")
            self._in_progress[person] += 1
        try:
            yield
        finally:
            with self._guard:
                self._in_progress[person] -= 1
                if not self._in_progress[person]:
                    del self._in_progress[person]


class Edge:
    """Takes deliveries to the app, whichever way they came; `threads` at once."""

    def __init__(self, app: App, slack: SlackDoor, table: Table, threads: int) -> None:
        self.app, self.slack, self.table, self.threads = app, slack, table, threads
        self._turns = Turns(max(1, threads // 2))

    def take(self, request: BoltRequest, arrived: float) -> BoltResponse:
        """Return the answer to a delivery that arrived then (monotonic). One that waited too long isn't begun."""
        # A fault has its reference wherever it happens, also during the request for the workspace.
        request.context["reference"] = new_reference()
        log.debug("delivery", kind=request.body.get("type") or request.body.get("command"))
        with patience.until(arrived + ANSWER_WITHIN):
            try:
                return self._dispatch(request)
            except StoreBusy as busy:
                return answer_error(self.slack, self.table, busy, request.body, request.context)

    def _dispatch(self, request: BoltRequest) -> BoltResponse:
        with self._turns.taken_by(request.context.user_id or ""):
            if patience.is_over():
                raise StoreBusy("the time was over before the delivery could be begun")
            return self.app.dispatch(request)
