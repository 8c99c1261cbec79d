"""What the desk itself shows: a person's own page, and a job's jacket that was asked for."""

from bot.messaging.notices import AlwaysRelevant, Notice
from bot.messaging.touch import home_subject


class HomeShown(AlwaysRelevant, Notice):
    """A person's own page."""

    kept_fresh = True

    person_id: str

    @property
    def subject(self) -> str:
        """What the page shows the state of."""
        return home_subject(self.person_id)


class JacketReply(AlwaysRelevant, Notice):
    """The answer to a question about one job that somebody asked in a direct message: its jacket."""

    person_id: str
    job_id: str


DeskNotice = HomeShown | JacketReply
