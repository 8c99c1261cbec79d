"""Clients: reading their forms, and the line that lists some of them."""

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
# Words that the command uses itself, so no client may have one as its code.
COMMAND_WORDS = (MINE, ARCHIVED, "add", "new", "help", "list", "all", *STATUS_WORDS)


class ClientFilter(NamedTuple):
    """A filter for clients; `words` are lower case."""

    mine: bool = False
    archived: bool = False
    status: ClientStatus | None = None
    words: Sequence[str] = ()


def read_filter(text: str) -> ClientFilter:
    """Return the filter in a line: `mine`, `archived`, a status, words of a name, or several of these."""
    words = text.lower().split()
    status = next((STATUS_WORDS[word] for word in words if word in STATUS_WORDS), None)
    rest = [word for word in words if word not in (MINE, ARCHIVED, "all", "list") and word not in STATUS_WORDS]
    return ClientFilter(MINE in words, ARCHIVED in words, status, rest)


class ClientRequest(Model):
    """The client's submitted form; offices and people are ids."""

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
        raise ValueError(f"{code} is one of my commands; please choose another code")
    return code


class ClientRead(Form):
    """The values of the form; code and currency are upper case."""

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
    """The submitted form for branding and notes."""

    colour: str = ""
    branding_notes: str = ""
    reporting_notes: str = ""
    remove_logo: bool = False


class BrandingRead(Form):
    """The values of that form."""

    colour: Colour | None = None
    branding_notes: Notes = ""
    reporting_notes: Notes = ""


class Logo(NamedTuple):
    """An uploaded picture."""

    name: str
    content: bytes


LARGEST_LOGO = 2 * 1024 * 1024
_PICTURES = {b"\x89PNG\r\n\x1a\n": "image/png", b"\xff\xd8\xff": "image/jpeg"}


def check_logo(logo: Logo) -> str:
    """Return the media type of a logo, by its bytes. Raises UsageError if it isn't a picture, or is too large."""
    if len(logo.content) > LARGEST_LOGO:
        raise UsageError("That logo is too large.", fields={"logo": "That's too large. The limit is 2 MB."})
    for beginning, media_type in _PICTURES.items():
        if logo.content.startswith(beginning):
            return media_type
    raise UsageError("I can't print that logo.", fields={"logo": "Please choose a PNG or a JPEG picture."})
