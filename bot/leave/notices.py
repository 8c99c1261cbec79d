"""Notices to supervisors about leave."""

from bot.messaging.notices import AlwaysRelevant, Unprompted


class LeaveTold(AlwaysRelevant, Unprompted):
    """Somebody who reports to the reader is off."""

    leave_id: str


class LeaveCancelledTold(AlwaysRelevant, Unprompted):
    """Leave that the reader was notified of is cancelled."""

    leave_id: str


LeaveNotice = LeaveTold | LeaveCancelledTold
