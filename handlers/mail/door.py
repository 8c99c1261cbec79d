"""The e-mail door: the bot, and the agency's name and addresses."""

from dataclasses import dataclass
from email.utils import parseaddr

from bot.core import Bot


@dataclass(frozen=True)
class MailDoor:
    """The bot's door to e-mail. `sender` is MAIL_FROM; links are built from `public_url` only (it ends in a /)."""

    bot: Bot
    sender: str
    public_url: str

    @property
    def agency(self) -> str:
        """The agency's name."""
        return agency_of(self.sender)


def agency_of(sender: str) -> str:
    """Return the agency's name for letters and pages: the name in MAIL_FROM or, without one, its domain."""
    name, address = parseaddr(sender)
    return name or address.rpartition("@")[2]
