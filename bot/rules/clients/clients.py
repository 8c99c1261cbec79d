"""Clients: what their form may say, and which of them a line asks for."""

from collections.abc import Sequence
from typing import Annotated, NamedTuple

from pydantic import BeforeValidator

from bot.errors import UsageError
from bot.model import Model
from bot.rules.kit.fields import Colour, Form, Name, Notes
from bot.rules.kit.imports import Code, Currency
from storage.words.accounts import ClientStatus
from storage.words.platforms import ChannelRef

MINE, ARCHIVED = "mine", "archived"
STATUS_WORDS = {**{each.value: each for each in ClientStatus}, "prospects": ClientStatus.PROSPECT}
# Words that the command takes for itself: no client has one of them for its code.
COMMAND_WORDS = (MINE, ARCHIVED, "add", "new", "help", "list", "all", *STATUS_WORDS)


class ClientFilter(NamedTuple):
    """Which clients a line asks for; `words` are lower case."""

    mine: bool = False
    archived: bool = False
    status: ClientStatus | None = None
    words: Sequence[str] = ()


def read_filter(text: str) -> ClientFilter:
    """The clients that a line asks for: `mine`, `archived`, a status, words of a name, or several of these."""
    words = text.lower().split()
    status = next((STATUS_WORDS[word] for word in words if word in STATUS_WORDS), None)
    rest = [word for word in words if word not in (MINE, ARCHIVED, "all", "list") and word not in STATUS_WORDS]
    return ClientFilter(MINE in words, ARCHIVED in words, status, rest)


class ClientRequest(Model):
    """The client's form as it was filled in; offices and people are ids."""

    code: str
    name: str
    status: ClientStatus = ClientStatus.ACTIVE
    office: str = ""
    currency: str = "USD"
    owner: str = ""
    lead: str = ""
    backup: str = ""
    team: Sequence[str] = ()
    internal_channel: ChannelRef | None = None
    shared_channel: ChannelRef | None = None


def _own_code(code: str) -> str:
    if code.lower() in COMMAND_WORDS:
        raise ValueError(f"{code} is a word that I use myself; please choose another code")
    return code


class ClientRead(Form):
    """What the form says: the code in upper case, the currency too."""

    code: Annotated[Code, BeforeValidator(lambda text: _own_code(str(text)))]
    name: Name
    status: ClientStatus
    office: str | None = None
    currency: Currency
    owner: str | None = None
    lead: str | None = None
    backup: str | None = None
    team: Sequence[str] = ()
    internal_channel: ChannelRef | None = None
    shared_channel: ChannelRef | None = None


class BrandingRequest(Model):
    """The form for branding and notes as it was filled in."""

    colour: str = ""
    branding_notes: str = ""
    reporting_notes: str = ""
    remove_logo: bool = False


class BrandingRead(Form):
    """What that form says."""

    colour: Colour | None = None
    branding_notes: Notes = ""
    reporting_notes: Notes = ""


class Logo(NamedTuple):
    """A picture that was uploaded."""

    name: str
    content: bytes


LARGEST_LOGO = 2 * 1024 * 1024
_PICTURES = {b"\x89PNG\r\n\x1a\n": "image/png", b"\xff\xd8\xff": "image/jpeg"}


def check_logo(logo: Logo) -> str:
    """The media type of a logo, by its bytes. Raises UsageError for what is no picture, or too large."""
    if len(logo.content) > LARGEST_LOGO:
        raise UsageError("That logo is too large.", fields={"logo": "That is too large: up to 2 MB, please."})
    for beginning, media_type in _PICTURES.items():
        if logo.content.startswith(beginning):
            return media_type
    raise UsageError("That is no picture I can print.", fields={"logo": "Please choose a PNG or a JPEG picture."})
