"""Writing the history of what people change."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import inspect
from sqlalchemy.orm import Session

from bot.core import Bot
from storage.base import Base
from storage.enums import Change
from storage.history import HistoryLine


def state_of(row: Base) -> dict[str, Any]:
    """The columns of a row as JSON values."""
    return {column.key: _plain(getattr(row, column.key)) for column in inspect(row).mapper.column_attrs}


def record(
    bot: Bot, session: Session, person_id: str | None, row: Base, change: Change, before: dict[str, Any] | None = None
) -> None:
    """Add a line: who did what to this row, which was `before` and is now as it stands."""
    after = state_of(row)
    session.add(
        HistoryLine(
            id=bot.new_id(),
            at=bot.now(),
            person_id=person_id,
            thing=row.__tablename__,
            thing_id=after["id"],
            change=change,
            before=before,
            after=after,
        )
    )


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date | datetime) else value
