"""Referring to a chat channel."""

from bot.core import Work
from storage.kit import channels
from storage.words.platforms import ChannelRef


def channel_id(work: Work, ref: ChannelRef | None) -> str | None:
    """Return the id of a channel's row, which is made if there is none; None for no channel."""
    return channels.keep(work.session, ref, work.new_id()).id if ref else None
