"""Writing the history of people's changes."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import inspect

from bot.core import Work
from storage.base import Base
from storage.kit.history import HistoryLine
from storage.words.time import Change

State = dict[str, Any]


def state_of(row: Base) -> State:
    """Return the columns of a row as JSON values."""
    return {column.key: _plain(getattr(row, column.key)) for column in inspect(row).mapper.column_attrs}


def record(work: Work, person_id: str | None, row: Base, change: Change, before: State | None = None) -> None:
    """Add a line: a person's change to this row, with its state `before` and its state now."""
    _add(work, person_id, row, change, before, state_of(row))


def record_kept(work: Work, person_id: str | None, row: Base, before: State | None) -> None:
    """Add a line for a row that was made (no `before`) or changed; none if nothing changed."""
    if before is None:
        record(work, person_id, row, Change.MADE)
    elif before != state_of(row):
        record(work, person_id, row, Change.EDITED, before)


def record_removal(work: Work, person_id: str | None, row: Base) -> None:
    """Add a line for a row that is about to be deleted."""
    _add(work, person_id, row, Change.REMOVED, state_of(row), None)


def record_attempt(work: Work, person_id: str | None, row: Base, attempt: State) -> None:
    """Add a line for a refused attempt to change this row; the row stays as it is."""
    _add(work, person_id, row, Change.REFUSED, None, attempt)


def record_members(
    work: Work, person_id: str | None, row: Base, name: str, before: Sequence[str], after: Sequence[str]
) -> None:
    """Add a line with the ids of a list that belongs to a row but is kept in another table, such as a team."""
    _add(work, person_id, row, Change.EDITED, {name: list(before)}, {name: list(after)})


def _add(
    work: Work,
    person_id: str | None,
    row: Base,
    change: Change,
    before: State | None,
    after: State | None,
) -> None:
    work.session.add(
        HistoryLine(
            id=work.new_id(),
            at=work.now(),
            person_id=person_id,
            thing=row.__tablename__,
            thing_id=state_of(row)["id"],
            change=change,
            before=before,
            after=after,
        )
    )


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date | datetime) else value
