"""Weekly approval: what is approved is what an entry said at that moment; whatever it says else is not approved."""

from collections.abc import Iterable, Mapping
from datetime import date
from hashlib import blake2b
from typing import NamedTuple


class Facts(NamedTuple):
    """What an entry says, as far as an approval is of it."""

    job_id: str
    worked_on: date
    minutes: int
    billable: bool
    note: str
    service: str
    out_of_scope: bool


class EntryChange(NamedTuple):
    """An entry that is not as it was approved: nothing `before` where it is new, nothing `now` where it was undone."""

    entry_id: str
    before: Facts | None
    now: Facts | None


def changes(now: Mapping[str, Facts], approved: Mapping[str, Facts]) -> list[EntryChange]:
    """The entries, by their ids, that differ from what was approved."""
    every = {**dict.fromkeys(now), **dict.fromkeys(approved)}
    return [
        EntryChange(entry_id, approved.get(entry_id), now.get(entry_id))
        for entry_id in every
        if approved.get(entry_id) != now.get(entry_id)
    ]


def version_of(entries: Iterable[tuple[str, Facts | None]]) -> str:
    """A short name of what these entries say: nothing is approved but what was seen."""
    digest = blake2b(digest_size=8)
    for entry_id, facts in sorted(entries, key=lambda entry: entry[0]):
        digest.update(repr((entry_id, facts and tuple(facts))).encode())
    return digest.hexdigest()
