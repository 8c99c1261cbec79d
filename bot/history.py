"""Writing the history of what people change."""

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
    """The columns of a row as JSON values."""
    return {column.key: _plain(getattr(row, column.key)) for column in inspect(row).mapper.column_attrs}


def record(work: Work, person_id: str | None, row: Base, change: Change, before: State | None = None) -> None:
    """Add a line: who did what to this row, which was `before` and is now as it stands."""
    _add(work, person_id, row, change, before, state_of(row))


def record_kept(work: Work, person_id: str | None, row: Base, before: State | None) -> None:
    """Add a line for a row that is made (nothing was `before`) or changed; none where all is as it was."""
    if before is None:
        record(work, person_id, row, Change.MADE)
    elif before != state_of(row):
        record(work, person_id, row, Change.EDITED, before)


def record_removal(work: Work, person_id: str | None, row: Base) -> None:
    """Add a line for a row that is about to go."""
    _add(work, person_id, row, Change.REMOVED, state_of(row), None)


def record_attempt(work: Work, person_id: str | None, row: Base, attempt: State) -> None:
    """Add a line for what somebody tried with this row and was refused; the row stays as it is."""
    _add(work, person_id, row, Change.REFUSED, None, attempt)


def record_members(
    work: Work, person_id: str | None, row: Base, name: str, before: Sequence[str], after: Sequence[str]
) -> None:
    """Add a line for a list that belongs to a row and is kept in another table, such as a team: the ids in it."""
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
