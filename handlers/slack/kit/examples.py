"""Examples of refusals and faults, as every room shows them."""

from bot.errors import Choice, Refusal
from bot.hints import Hint
from handlers.slack.kit import refusals
from handlers.slack.kit.example import Example

TAKES = "timekeeping.take_line"

UNCLEAR = Refusal(
    message="I know no job ACME-111 <A&B>.",
    understood="2h, copy edits <A&B>",
    example="2h ACME-101 copy edits",
    choices=[
        Choice(label="ACME-101 · Spring mailer", line="2h ACME-101 copy edits <A&B>"),
        Choice(label="ACME-102 · Trail guide", line="2h ACME-102 copy edits <A&B>"),
    ],
)
UNREAD = UNCLEAR.model_copy(update={"message": "How long was it?", "choices": ()})
BARE = Refusal(message="You may not close a month. Finance may.")
LEADING_ON = Refusal(message="I can’t find a client “acm”.", hint=Hint(text="See all clients", command="client"))

EXAMPLES = [
    Example(refusals.refused, (UNCLEAR, "", "logtime", TAKES), "with choices"),
    Example(refusals.refused, (UNCLEAR, "", "logtime"), "choices that nothing takes"),
    Example(refusals.refused, (UNREAD, "", "logtime"), "with an example"),
    Example(refusals.refused, (BARE, ""), "bare"),
    Example(refusals.refused, (LEADING_ON, ""), "with a hint"),
    Example(refusals.refused_modal, (UNREAD, "", "logtime")),
    Example(refusals.question_modal, (UNCLEAR, "", "logtime", TAKES)),
    Example(refusals.fault, ("1a2b3c4d",)),
    Example(refusals.fault_modal, ("1a2b3c4d",)),
    Example(refusals.busy, ("1a2b3c4d",)),
    Example(refusals.busy_modal, ("1a2b3c4d",)),
    Example(refusals.unsure, ("1a2b3c4d", "timesheets.show_my_week")),
    Example(refusals.unsure_modal, ("1a2b3c4d", "timesheets.show_my_week")),
]
