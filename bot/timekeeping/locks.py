"""The lock of a closed period: its time changes only through an override."""

from datetime import date

from sqlalchemy.orm import Session

from bot.errors import Locked
from bot.hints import Hint
from bot.rules.kit.periods import describe_month, month_of
from storage.people import people
from storage.periods import periods
from storage.periods.periods import Period


def require_open(session: Session, *days: date) -> None:
    """Let time change on these days, and hold their months open until the transaction ends. Raises Locked."""
    for period in periods.hold(session, map(month_of, days)):
        if period.closed_at:
            raise _locked(session, period)


def _locked(session: Session, period: Period) -> Locked:
    who = people.by_id(session, period.closed_by).name if period.closed_by else "Finance"
    message = f"{who} closed {describe_month(period.id)}, so its time is locked."
    ask = "A supervisor can ask finance for an override"
    return Locked(message, hint=Hint(text=ask, command="timesheet override"), fields={"worked_on": f"{message} {ask}."})
