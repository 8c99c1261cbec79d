"""Channels of clients and jobs: a file names them, and the chat platform knows them by id."""

from collections.abc import Sequence

from bot.core import Bot, Work
from bot.kit.channels import channel_id
from storage.clients import clients
from storage.jobs import jobs
from storage.kit import channels
from storage.kit.channels import Channel
from storage.messaging import moves
from storage.words.platforms import ChannelRef, SeenChannel


def has_named_channels(bot: Bot, client_id: str = "") -> bool:
    """Whether we have only the name of a channel of any client or job, or of that client."""
    with bot.store.read() as session:
        return clients.names_channels(session, client_id) or (not client_id and jobs.names_channels(session))


def note_channels(bot: Bot, seen: Sequence[SeenChannel]) -> None:
    """Keep what a door sees of channels: their ids where a file only named them, their names, who reads them."""
    with bot.begin() as work:
        channels.note(work.session, seen)


def note_channel(bot: Bot, seen: SeenChannel) -> None:
    """Keep what a door sees of a channel that somebody chose."""
    with bot.begin() as work:
        channel_id(work, seen.ref)
        channels.note(work.session, [seen])


def move_channel(bot: Bot, channel: ChannelRef, new: str) -> None:
    """Follow a channel to the new id that its platform gave it, with what is queued for it and was posted in it."""
    with bot.begin() as work:
        channels.move(work.session, channel, new)
        moves.move(work.session, channel, new)


def try_again_in(bot: Bot, channel: ChannelRef) -> None:
    """Send what waits for a channel that takes messages again."""
    with bot.begin() as work:
        moves.try_now(work.session, channel, bot.real())


def named_channel(work: Work, kept_id: str | None, name: str | None) -> str | None:
    """The row id of the channel that a file names: where the platform's id is known, a mere name changes nothing."""
    kept = work.session.get(Channel, kept_id) if kept_id and name else None
    if kept and kept.channel is not None:
        return kept.id
    return channel_id(work, ChannelRef(name=name)) if name else None
