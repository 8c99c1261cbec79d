"""Keeping the sums of time by month: every change of an entry goes through here, in its own transaction."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy.orm import Session

from bot import history
from bot.core import Actor, Bot
from bot.history import State
from bot.people import require_operator
from bot.rules.permissions import Act
from bot.rules.rollups import Share, share_of
from storage import rollups
from storage.enums import Change
from storage.rollups import KEYS
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
            rollups.add(session, [_sums(share.key, sign, sign * share.minutes, sign * share.cents)])


def record_many(session: Session, entries: Iterable[State], sign: int) -> None:
    """Keep the sums true of entries (their columns as JSON values) that came in at once (+1), or are gone (-1)."""
    found: dict[tuple[Any, ...], list[Share]] = defaultdict(list)
    for entry in entries:
        if share := share_of(entry):
            found[tuple(share.key[name] for name in KEYS)].append(share)
    sums = [
        _sums(
            shares[0].key,
            sign * len(shares),
            sign * sum(share.minutes for share in shares),
            sign * sum(share.cents for share in shares),
        )
        for shares in found.values()
    ]
    if sums:
        rollups.add(session, sums)


def count_anew(session: Session, months: Sequence[str] | None = None) -> None:
    """Sum those months (None: all) up from the entries themselves, month by month, so that no query is long."""
    for month in rollups.months(session) if months is None else months:
        rollups.forget(session, month)
        rollups.fill(session, month)


def months_that_differ(session: Session) -> Sequence[str]:
    """The months whose kept sums are not those of the entries; none, where all is well."""
    every = rollups.months(session)
    return [month for month in every if rollups.kept(session, month) != rollups.counted(session, month)]


def verify_sums(bot: Bot, actor: Actor) -> Sequence[str]:
    """The months whose kept sums differ from their entries, for the operator. Raises NotAllowed."""
    require_operator(actor, Act.VERIFY)
    with bot.store.read() as session:
        return months_that_differ(session)


def _sums(key: Mapping[str, Any], entries: int, minutes: int, cents: int) -> dict[str, Any]:
    return {**key, "entries": entries, "minutes": minutes, "cents": cents}
