"""Notices to admins about the agency's people."""

from bot.messaging.notices import AlwaysRelevant, Unprompted


class StaffMoved(AlwaysRelevant, Unprompted):
    """The chat account of one of the agency's people was deactivated, or brought back; the reader is an admin."""

    who_id: str
    back: bool = False


AdminNotice = StaffMoved
