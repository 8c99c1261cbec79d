"""The platforms that people are reached on, and how a channel is spoken of. Standard library only."""

from typing import NamedTuple, NewType

# The doors name theirs; the floors below keep the name and read nothing into it. E-mail is the bot's own.
Platform = NewType("Platform", str)
EMAIL = Platform("e-mail")
# The most characters of a platform's id, or of a channel's name, that are kept; nothing is ever cut.
LONGEST_ID = 512


class ChannelRef(NamedTuple):
    """A channel: by its platform's id, with the name that it has there if that is known, or only by its name.

    The workspace is the one that the bot is installed in, even if people from others are in the channel.
    """

    platform: Platform | None = None
    workspace: str | None = None
    channel: str | None = None
    name: str = ""


class SeenChannel(NamedTuple):
    """A channel as a door sees it now; `has_outsiders`: people of other organisations are in it."""

    ref: ChannelRef
    has_outsiders: bool
