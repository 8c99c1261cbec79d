"""Examples of the views of time off."""

from datetime import date

from bot.leave.leave import LeaveCancelled, LeaveListed, LeaveShown, LeaveTaken
from handlers.slack.kit.example import Example
from handlers.slack.leave import leave_views as views
from storage.words.time import DayPart

TODAY = date(2026, 3, 12)

HOLIDAYS = LeaveShown(
    id="leave-1",
    person="Maya Torres <A&B>",
    first=date(2026, 12, 24),
    last=date(2027, 1, 2),
    part=DayPart.WHOLE,
    business_days=5,
    cancelled=False,
)
MORNING = HOLIDAYS.model_copy(
    update={"id": "leave-2", "first": date(2026, 3, 13), "last": date(2026, 3, 13), "part": DayPart.MORNING}
    | {"business_days": 1}
)
SATURDAY = MORNING.model_copy(
    update={"first": date(2026, 3, 14), "last": date(2026, 3, 14), "part": DayPart.WHOLE, "business_days": 0}
)
TAKEN = LeaveTaken(leave=HOLIDAYS, told="Grace Lindqvist <A&B>", today=TODAY)
CANCELLED = LeaveCancelled(
    leave=HOLIDAYS.model_copy(update={"cancelled": True}), told="Grace Lindqvist <A&B>", today=TODAY
)
LISTED = LeaveListed(leave=[MORNING, HOLIDAYS], today=TODAY)

EXAMPLES = [
    Example(views.taken, (TAKEN,)),
    Example(views.taken, (LeaveTaken(leave=SATURDAY, told=None, today=TODAY),), "a weekend, nobody to tell"),
    Example(views.taken, (CANCELLED,), "cancelled"),
    Example(views.taken_modal, (TAKEN,)),
    Example(views.listed, (LISTED, "")),
    Example(views.listed, (LISTED.model_copy(update={"leave": 22 * [MORNING]}), ""), "many"),
    Example(views.listed, (LISTED.model_copy(update={"leave": []}), ""), "none"),
    Example(views.help_message, ("",)),
    Example(views.form, ("2026-03-12",)),
    Example(views.leave_message, (TAKEN,)),
    Example(views.leave_message, (TAKEN.model_copy(update={"leave": MORNING}),), "a morning"),
    Example(views.leave_message, (CANCELLED,), "cancelled"),
]
