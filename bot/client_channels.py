"""Clients' channels: a file names them, and the chat platform knows them by id."""

from collections.abc import Mapping

from bot import history
from bot.core import Bot
from storage import clients


def has_named_channels(bot: Bot, client_id: str = "") -> bool:
    """Whether a channel of any client, or of that one, is known by its name alone."""
    with bot.store.read() as session:
        return any(not client_id or each.id == client_id for each in clients.channels_by_name(session))


def note_channels(bot: Bot, ids: Mapping[str, str]) -> None:
    """Take the platform's ids of channels, by their names, for those of clients that are known by name alone."""
    with bot.store.begin() as session:
        for client in clients.channels_by_name(session):
            before = history.state_of(client)
            client.internal_channel = ids.get(client.internal_channel or "", client.internal_channel)
            client.shared_channel = ids.get(client.shared_channel or "", client.shared_channel)
            history.record_kept(bot, session, None, client, before)
