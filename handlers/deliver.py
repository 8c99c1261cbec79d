"""Where a notice goes decides which door brings it."""

from bot.messaging.notices import Notice
from bot.messaging.outbox import Dead, Door, Outcome, Sent
from storage.messaging.notices import Place
from storage.words.time import Platform

MAIL_IS_OFF = Dead("e-mail is off: set SMTP_URL, MAIL_FROM and PUBLIC_URL, and send it again")


class Deliveries:
    """The outbox's door to all platforms; `mail` is None where e-mail is off."""

    def __init__(self, slack: Door, mail: Door | None) -> None:
        self._slack, self._mail = slack, mail

    def send(self, notice: Notice, place: Place, key: str, *, maybe_sent: bool) -> Outcome:
        """Send a notice through the door of its place."""
        door = self._door(place)
        return door.send(notice, place, key, maybe_sent=maybe_sent) if door else MAIL_IS_OFF

    def render_again(self, notice: Notice, place: Place, message: str) -> Outcome:
        """Render what stands there anew, through the door of its place; a letter stays as it was sent."""
        door = self._door(place)
        return door.render_again(notice, place, message) if door else Sent(place, message)

    def _door(self, place: Place) -> Door | None:
        return self._mail if place.platform == Platform.EMAIL else self._slack
