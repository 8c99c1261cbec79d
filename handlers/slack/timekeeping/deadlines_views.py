"""Views of late entries."""

from slack_sdk.models.blocks import Block, PlainTextInputElement, PlainTextObject
from slack_sdk.models.views import View

from bot.rules.kit.dates import full_day
from bot.rules.kit.durations import format_duration
from bot.timekeeping.answers import EntryTold, Lateness
from bot.timekeeping.deadlines import LONGEST_REASON
from handlers.slack.kit.blocks import FIELD, Message, actions, button, context, escape, field, modal, quote, section
from handlers.slack.kit.carried import Carried
from storage.words.time import LateStatus


class OfLateEntry(Carried):
    """The entry that a reason is for."""

    entry: str


def late_blocks(told: EntryTold) -> list[Block]:
    """Say that an entry is late, and what it needs; nothing if it is on time."""
    late = told.entry.late
    if late is None or (told.entry.undone and late.status != LateStatus.DECLINED):
        return []
    lines = [f":hourglass: *Late*  ·  {_says(late)}"]
    if late.reason:
        lines.append(quote(late.reason))
    blocks: list[Block] = [section("\n".join(lines))]
    if late.status in (LateStatus.REASON_MISSING, LateStatus.PENDING) and not late.reason:
        style = "primary" if late.status == LateStatus.REASON_MISSING else None
        blocks.append(actions(button("Give the reason", "timekeeping.ask_reason", told.entry.id, style)))
    return blocks


def late_mark(late: Lateness | None) -> str:
    """The same in a few words, for an entry on one line."""
    return f"  ·  :hourglass: late, {late.status}" if late else ""


def reason_form(entry_id: str) -> View:
    """Ask why an entry is late."""
    reason = PlainTextInputElement(
        action_id=FIELD,
        multiline=True,
        max_length=LONGEST_REASON,
        placeholder=PlainTextObject(text="At the client's all week"),
    )
    return modal(
        "Why is it late?",
        [field("reason", "Reason", reason), context("It is kept with the entry, and shows in timesheets and exports.")],
        callback="timekeeping.save_reason",
        submit="Save",
        carries=OfLateEntry(entry=entry_id),
    )


def approval_asked(told: EntryTold, person: str) -> Message:
    """Ask a supervisor to approve a late entry; once decided, the decision."""
    entry, late = told.entry, told.entry.late
    what = f"{format_duration(entry.minutes)} on {entry.job.number}"
    day = full_day(entry.worked_on, told.today)
    facts = f"*{format_duration(entry.minutes)}* on *{escape(entry.job.number)}* {escape(entry.job.title)}  ·  {day}"
    note = f"\n{quote(entry.note)}" if entry.note else ""
    reason = f"\n_Why it is late:_ {escape(late.reason)}" if late and late.reason else ""
    blocks: list[Block] = [section(f":hourglass: *{escape(person)}* logged late: {facts}{note}{reason}")]
    if late and late.status == LateStatus.PENDING and not entry.undone:
        approve = button("Approve", "timekeeping.approve_late", entry.id, "primary")
        blocks.append(actions(approve, button("Decline", "timekeeping.decline_late", entry.id)))
        return Message(text=escape(f"{person} logged late: {what}, {day}. It waits for your approval."), blocks=blocks)
    outcome = _outcome(told)
    return Message(text=escape(f"{person}'s late entry, {what}: {outcome}"), blocks=[*blocks, context(escape(outcome))])


def decided(told: EntryTold) -> Message:
    """The decision on the reader's own late entry."""
    entry, late = told.entry, told.entry.late
    approved = late and late.status == LateStatus.APPROVED
    mark, tail = (":white_check_mark:", "") if approved else (":no_entry_sign:", " It does not count, and is kept.")
    what = f"{format_duration(entry.minutes)} on {entry.job.number}, {full_day(entry.worked_on, told.today)}"
    words = f"Your late entry, {what}: {_outcome(told)}{tail}"
    return Message(text=escape(words), blocks=[section(f"{mark} {escape(words)}")])


def _says(late: Lateness) -> str:
    by = escape(late.decided_by or "")
    match late.status:
        case LateStatus.REASON_MISSING:
            return "reason missing. It is saved; please say why it comes late."
        case LateStatus.PENDING:
            return "pending approval. Your supervisor is asked."
        case LateStatus.APPROVED:
            return f"approved by {by}"
        case LateStatus.DECLINED:
            return f"declined by {by}. It does not count."
        case _:
            return "reason given"


def _outcome(told: EntryTold) -> str:
    late = told.entry.late
    if late and late.decided_by:
        return f"{late.status} by {late.decided_by}."
    return "undone meanwhile." if told.entry.undone else "needs no approval any more."
