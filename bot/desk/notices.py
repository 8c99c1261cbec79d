"""What the desk itself shows: a person's own page."""

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


DeskNotice = HomeShown
