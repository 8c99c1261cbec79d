"""Notices of the desk itself: a person's own page, and a job's jacket that they asked for."""

from bot.messaging.notices import AlwaysRelevant, Notice
from bot.messaging.touch import home_subject


class HomeShown(AlwaysRelevant, Notice):
    """A person's own page."""

    kept_fresh = True

    person_id: str

    @property
    def subject(self) -> str:
        """Return the subject whose current state the page shows."""
        return home_subject(self.person_id)


class JacketReply(AlwaysRelevant, Notice):
    """The answer to a question about one job that somebody asked in a direct message: its jacket."""

    person_id: str
    job_id: str


DeskNotice = HomeShown | JacketReply
