"""What everything that is said by e-mail is given: the bot, and how the agency is called and found."""

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
    """Return what the agency is called in letters and on pages: the name in MAIL_FROM, else its domain."""
    name, address = parseaddr(sender)
    return name or address.rpartition("@")[2]
