"""Notices about closed periods: overrides to decide on, and exports with their files."""

from collections.abc import Iterable
from datetime import datetime

from bot.core import Bot, Work
from bot.messaging.notices import AlwaysRelevant, Notice, Unprompted
from bot.messaging.touch import told_changed
from storage.messaging import notices
from storage.periods import overrides
from storage.words.time import Decision


class OverrideAsked(Unprompted):
    """Somebody asks the reader, who is in finance, for a change to time in a closed period."""

    override_id: str

    @property
    def subject(self) -> str:
        """Return the subject whose current state the message shows, if it comes alone."""
        return override_subject(self.override_id)

    def still_relevant(self, bot: Bot) -> bool:
        """Return whether nobody has decided yet."""
        with bot.store.read() as session:
            override = overrides.by_id(session, self.override_id)
            return override is not None and override.decision == Decision.PENDING


class OverrideDecided(AlwaysRelevant, Unprompted):
    """Finance decided on the override that the reader asked for."""

    override_id: str

    @property
    def subject(self) -> str:
        """Return the subject whose current state the message shows, if it comes alone."""
        return override_subject(self.override_id)


class BatchMade(AlwaysRelevant, Unprompted):
    """A colleague in finance closed a month, and its export is available."""

    batch_id: str


class BatchFiles(AlwaysRelevant, Notice):
    """The files of an export, for finance; `asked_at` (aware UTC) is set if they are sent again."""

    batch_id: str
    asked_at: datetime | None = None


PeriodNotice = OverrideAsked | OverrideDecided | BatchMade | BatchFiles


def override_subject(override_id: str) -> str:
    """Return the subject of messages that show an override."""
    return f"override:{override_id}"


def override_changed(work: Work, override_id: str, reader_ids: Iterable[str]) -> None:
    """Have every message about this override rendered again, including morning messages."""
    notices.touch(work.session, override_subject(override_id))
    told_changed(work, *reader_ids)
