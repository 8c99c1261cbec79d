"""A sender's memory of its earlier tries, by which it finds a notice that arrived although no answer came."""

from collections.abc import Sequence
from datetime import datetime

from bot.core import Bot
from storage.messaging import earlier_tries


def queued_at(bot: Bot, key: str) -> datetime:
    """Return when the notice with that key was queued (real time): no try is older."""
    with bot.store.read() as session:
        return earlier_tries.queued_at(session, key)


def begin_upload(bot: Bot, key: str, files: Sequence[str]) -> None:
    """Remember the platform's ids of files that were uploaded for a notice and are about to be shared."""
    with bot.store.begin() as session:
        earlier_tries.begin_upload(session, key, files)


def begun_upload(bot: Bot, key: str) -> Sequence[str]:
    """Return the ids that the last try remembered; empty if there was none."""
    with bot.store.read() as session:
        return earlier_tries.begun_upload(session, key)
