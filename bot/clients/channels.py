"""Channels of clients and jobs: a file names them, and the chat platform knows them by id."""

from collections.abc import Mapping

from bot import history
from bot.core import Bot
from storage.clients import clients
from storage.jobs import jobs


def has_named_channels(bot: Bot, client_id: str = "") -> bool:
    """Whether a channel of any client or job, or of that client, is known by its name alone."""
    with bot.store.read() as session:
        if client_id:
            return any(each.id == client_id for each in clients.channels_by_name(session))
        return bool(clients.channels_by_name(session) or jobs.channels_by_name(session))


def note_channels(bot: Bot, ids: Mapping[str, str]) -> None:
    """Take the platform's ids of channels, by their names, for those that are known by name alone."""
    with bot.begin() as work:
        for client in clients.channels_by_name(work.session):
            before = history.state_of(client)
            client.internal_channel = ids.get(client.internal_channel or "", client.internal_channel)
            client.shared_channel = ids.get(client.shared_channel or "", client.shared_channel)
            history.record_kept(work, None, client, before)
        for job in jobs.channels_by_name(work.session):
            before = history.state_of(job)
            job.bound_channel = ids.get(job.bound_channel or "", job.bound_channel)
            history.record_kept(work, None, job, before)


def kept_channel(known: str | None, named: str | None) -> str | None:
    """The channel to keep: where its id is known, a mere name changes nothing; an id, or the form in chat, does."""
    is_known = known is not None and known.isupper()
    return known if is_known and named and not named.isupper() else named
