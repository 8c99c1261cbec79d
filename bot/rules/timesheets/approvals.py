"""Weekly approval: an approval covers an entry's content at that moment; any later content isn't approved."""

from collections.abc import Iterable, Mapping
from datetime import date
from hashlib import blake2b
from typing import NamedTuple


class Facts(NamedTuple):
    """The content of an entry that an approval covers."""

    job_id: str
    worked_on: date
    minutes: int
    billable: bool
    note: str
    service: str
    out_of_scope: bool


class EntryChange(NamedTuple):
    """An entry that differs from its approval: `before` is None if it's new, `now` is None if it was undone."""

    entry_id: str
    before: Facts | None
    now: Facts | None


def changes(now: Mapping[str, Facts], approved: Mapping[str, Facts]) -> list[EntryChange]:
    """Return the entries, by their ids, that differ from their approved content."""
    every = {**dict.fromkeys(now), **dict.fromkeys(approved)}
    return [
        EntryChange(entry_id, approved.get(entry_id), now.get(entry_id))
        for entry_id in every
        if approved.get(entry_id) != now.get(entry_id)
    ]


def version_of(entries: Iterable[tuple[str, Facts | None]]) -> str:
    """Return a short hash of these entries' content, so that people approve only what they saw."""
    digest = blake2b(digest_size=8)
    for entry_id, facts in sorted(entries, key=lambda entry: entry[0]):
        digest.update(repr((entry_id, facts and tuple(facts))).encode())
    return digest.hexdigest()
