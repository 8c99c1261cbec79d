"""Keeping the sums of time by month: every change of an entry goes through here, in its own transaction."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from bot import history
from bot.core import Bot
from bot.history import State
from bot.rules.rollups import share_of
from storage import rollups
from storage.enums import Change
from storage.time_entries import TimeEntry


def record_entry(
    bot: Bot, session: Session, person_id: str | None, entry: TimeEntry, change: Change, before: State | None = None
) -> None:
    """Write the history of an entry that was just made or changed, and keep the sums true. The one place for both."""
    history.record(bot, session, person_id, entry, change, before)
    was, now = share_of(before or {}), share_of(history.state_of(entry))
    if was == now:
        return
    for share, sign in ((was, -1), (now, +1)):
        if share:
            rollups.add(session, dict(share.key), sign, sign * share.minutes, sign * share.cents)


def count_anew(session: Session, months: Sequence[str] | None = None) -> None:
    """Sum those months (None: all) up from the entries themselves: for many entries that came in at once."""
    rollups.forget(session, months)
    rollups.fill(session, months)


def months_that_differ(session: Session) -> Sequence[str]:
    """The months whose kept sums are not those of the entries; none, where all is well."""
    kept, counted = set(rollups.kept(session)), set(rollups.counted(session))
    return sorted({key[rollups.MONTH] for key in kept ^ counted})
