"""Monthly sums of time: every change of an entry goes through here, in its own transaction."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from sqlalchemy.orm import Session

from bot import history
from bot.core import Actor, Bot, Work
from bot.history import State
from bot.kit.operators import require_operator
from bot.model import Model
from bot.rules.permissions import Act
from bot.rules.timekeeping.rollups import Share, share_of
from storage.jobs import jobs
from storage.people import people
from storage.timekeeping import rollups
from storage.timekeeping.rollups import KEYS
from storage.timekeeping.time_entries import TimeEntry
from storage.words.time import Change

NOTHING = (0, 0, 0)


class Sums(NamedTuple):
    """The sums of some time: how many entries, their minutes, and cents of their currency."""

    entries: int
    minutes: int
    cents: int


class SumsDiffer(Model):
    """One person's sums of a month on one job, of one kind: as stored, and as counted from the entries."""

    month: str
    job: str
    person: str
    kept: Sums
    counted: Sums


def record_entry(
    work: Work, person_id: str | None, entry: TimeEntry, change: Change, before: State | None = None
) -> None:
    """Save the history of an entry that was just made or changed, and update the sums: the only place for both."""
    history.record(work, person_id, entry, change, before)
    was, now = share_of(before or {}), share_of(history.state_of(entry))
    if was == now:
        return
    for share, sign in ((was, -1), (now, +1)):
        if share:
            rollups.add(work.session, [_sums(share.key, sign, sign * share.minutes, sign * share.cents)])


def record_many(session: Session, entries: Iterable[State], sign: int) -> None:
    """Update the sums for many entries (their columns as JSON values) that were added (+1) or removed (-1) at once."""
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
    """Recalculate those months (None: all) from their entries, month by month, so that no query takes long."""
    for month in rollups.months(session) if months is None else months:
        rollups.forget(session, month)
        rollups.fill(session, month)


def differences(session: Session) -> Sequence[SumsDiffer]:
    """Return the stored sums that differ from the entries, month by month; none if all is well."""
    numbers, names = jobs.numbers(session), people.names(session)
    found = []
    for month in rollups.months(session):
        kept, counted = rollups.kept(session, month), rollups.counted(session, month)
        for key in sorted(each for each in {*kept, *counted} if kept.get(each) != counted.get(each)):
            of = dict(zip(KEYS, key, strict=True))
            found.append(
                SumsDiffer(
                    month=month,
                    job=numbers.get(of["job_id"], of["job_id"]),
                    person=names.get(of["person_id"], of["person_id"]),
                    kept=Sums(*kept.get(key, NOTHING)),
                    counted=Sums(*counted.get(key, NOTHING)),
                )
            )
    return found


def verify_sums(bot: Bot, actor: Actor) -> Sequence[SumsDiffer]:
    """Return the stored sums that differ from their entries, for the operator. Raises NotAllowed."""
    require_operator(actor, Act.VERIFY)
    with bot.store.read() as session:
        return differences(session)


def recalculate_sums(bot: Bot, actor: Actor) -> Sequence[SumsDiffer]:
    """Recalculate the months whose sums differ from their entries, for the operator; return the sums that differed.

    Raises NotAllowed.
    """
    require_operator(actor, Act.VERIFY)
    with bot.store.begin() as session:
        found = differences(session)
        count_anew(session, sorted({each.month for each in found}))
        return found


def _sums(key: Mapping[str, Any], entries: int, minutes: int, cents: int) -> dict[str, Any]:
    return {**key, "entries": entries, "minutes": minutes, "cents": cents}
