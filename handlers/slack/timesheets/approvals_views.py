"""Views of weekly approval: a week's status, later changes, waiting weeks, weeks sent back."""

from collections.abc import Iterator
from datetime import date, timedelta

from slack_sdk.models.blocks import Block, InteractiveElement, PlainTextInputElement, PlainTextObject
from slack_sdk.models.views import View

from bot.rules.kit.durations import format_duration
from bot.rules.timesheets.timesheets import share
from bot.timekeeping.deadlines import LONGEST_REASON
from bot.timesheets.approval_states import (
    ApprovalShown,
    ChangeShown,
    FactsShown,
    WeekSentBackShown,
    WeeksWaiting,
    WeekWaiting,
)
from bot.timesheets.approvals import WeekDecided
from bot.timesheets.timesheets import TimesheetShown
from handlers.slack.kit.blocks import (
    FIELD,
    Message,
    actions,
    button,
    context,
    cut,
    escape,
    field,
    modal,
    quote,
    section,
)
from handlers.slack.kit.carried import Carried
from handlers.slack.kit.commands import typed
from storage.words.time import WeekStatus

MOST_CHANGES = 8
MOST_WEEKS = 5
MOST_LISTED = 20
NONE_WAITS = "No week waits for your approval any more."


class WeekOf(Carried):
    """Somebody's week, by its Monday."""

    person: str
    monday: date


class SeenWeek(Carried):
    """A sent week, in the version that was seen."""

    approval: str
    version: str


class SeenChange(Carried):
    """An entry that changed since its week was approved, in the version that was seen."""

    entry: str
    version: str


class OfApproval(Carried):
    """The week to send back."""

    approval: str


def approval_blocks(shown: TimesheetShown) -> Iterator[Block]:
    """The approval status of a week, with its buttons; nothing if the office doesn't approve weeks."""
    approval = shown.approval
    if approval is None or not (approval.is_over or approval.id):
        return
    yield section(_status(approval, shown))
    if approval.status == WeekStatus.SENT_BACK and approval.reason:
        yield section(quote(approval.reason))
    for change in approval.changes[:MOST_CHANGES]:
        seen = SeenChange(entry=change.entry_id, version=change.version)
        approve = button("Approve this", "timesheets.approve_change", seen)
        yield section(_change(change), approve if approval.may_decide else None)
    if len(approval.changes) > MOST_CHANGES:
        yield context(f"… and {len(approval.changes) - MOST_CHANGES} more changes.")
    if buttons := list(_buttons(shown, approval)):
        yield actions(*buttons)


def waiting(shown: WeeksWaiting, prefix: str, most: int = MOST_WEEKS) -> Message:
    """The weeks that wait for somebody's approval, each with its sums and buttons."""
    if not shown.weeks:
        return Message(text=NONE_WAITS, blocks=[section(f":white_check_mark: {NONE_WAITS}")])
    count = len(shown.weeks)
    head = f"{count} weeks wait for your approval." if count > 1 else "1 week waits for your approval."
    blocks: list[Block] = [section(f":clipboard: *{head}*")]
    for week in shown.weeks[:most]:
        seen = SeenWeek(approval=week.approval_id, version=week.version)
        label = "Approve" if not week.changed else "Approve the changes"
        blocks.append(section(_week(week)))
        blocks.append(
            actions(
                button(label, "timesheets.approve_week", seen),
                button("See the week", "timesheets.see_week", WeekOf(person=week.person_id, monday=week.monday)),
                button("Send back…", "timesheets.open_send_back", week.approval_id),
            )
        )
    if count > most:
        command = typed("timesheet", prefix)
        blocks.append(context(f"… and {count - most} more: `{command} approvals` lists them."))
    return Message(text=head, blocks=blocks)


def listed(shown: WeeksWaiting, prefix: str) -> Message:
    """`/timesheet approvals`: the same, with room for more."""
    return waiting(shown, prefix, MOST_LISTED)


def sent_back(shown: WeekSentBackShown) -> Message:
    """The reader's own week that was sent back, until they send it again."""
    week = describe_week(shown.monday)
    if shown.status != WeekStatus.SENT_BACK:
        words = f"Your week {week} is {shown.status}."
        return Message(text=words, blocks=[section(f":white_check_mark: {words}")])
    words = f"{escape(shown.by)} sent your week {week} back."
    see = button("See the week", "timesheets.see_week", WeekOf(person=shown.person_id, monday=shown.monday))
    again = button("Send for approval", "timesheets.send_week", shown.monday.isoformat(), "primary")
    hint = "Put it right where it needs it, then send it again."
    blocks = [section(f":leftwards_arrow_with_hook: *{words}*\n{quote(shown.reason)}"), context(hint)]
    return Message(text=f"{words} {escape(shown.reason)}", blocks=[*blocks, actions(see, again)])


def back_form(approval_id: str) -> View:
    """Ask why the week is sent back."""
    reason = PlainTextInputElement(
        action_id=FIELD,
        multiline=True,
        max_length=LONGEST_REASON,
        placeholder=PlainTextObject(text="Tuesday's call was on ACME-102"),
    )
    return modal(
        "Send the week back",
        [field("reason", "What should change?", reason), context("They are told, and it is kept with the week.")],
        callback="timesheets.send_week_back",
        submit="Send back",
        carries=OfApproval(approval=approval_id),
    )


def was_sent_back(done: WeekDecided) -> View:
    """Confirm that the week was sent back."""
    words = f"*{escape(done.name)}*'s week {describe_week(done.monday)} is sent back, and they are told why."
    return modal("Sent back", [section(f":leftwards_arrow_with_hook: {words}")])


def describe_week(monday: date) -> str:
    """A week in words: `2 – 8 Mar`."""
    sunday = monday + timedelta(days=6)
    first = f"{monday.day}" if monday.month == sunday.month else f"{monday.day} {monday:%b}"
    return f"{first} – {sunday.day} {sunday:%b}"


def _status(approval: ApprovalShown, shown: TimesheetShown) -> str:
    by, who = escape(approval.by), escape(approval.approvers)
    match approval.status:
        case WeekStatus.SENT:
            return f":hourglass_flowing_sand: *Sent for approval.* {who} has it."
        case WeekStatus.SENT_BACK:
            return f":leftwards_arrow_with_hook: *Sent back by {by}.*"
        case WeekStatus.APPROVED if approval.changes:
            count = len(approval.changes)
            entries = "1 entry" if count == 1 else f"{count} entries"
            return f":white_check_mark: *Approved by {by}*, but {entries} changed since approval:"
        case WeekStatus.APPROVED:
            return f":white_check_mark: *Approved by {by}.*"
        case _:
            way = f"It goes to {who} by itself once its last deadline has passed." if shown.is_own else ""
            return f":memo: *Not sent for approval yet.* {way}".strip()


def _buttons(shown: TimesheetShown, approval: ApprovalShown) -> Iterator[InteractiveElement]:
    if shown.is_own and approval.is_over and approval.status in (None, WeekStatus.SENT_BACK):
        yield button("Send for approval", "timesheets.send_week", shown.monday.isoformat(), "primary")
    if approval.may_decide and approval.id and approval.status != WeekStatus.SENT_BACK:
        label = "Approve all changes" if approval.changes else "Approve"
        seen = SeenWeek(approval=approval.id, version=approval.version)
        yield button(label, "timesheets.approve_week", seen, "primary")
        yield button("Send back…", "timesheets.open_send_back", approval.id)


def _week(week: WeekWaiting) -> str:
    name = f"*{escape(week.name)}*  ·  {describe_week(week.monday)}"
    if week.changed:
        entries = "1 entry" if week.changed == 1 else f"{week.changed} entries"
        return f"{name}  ·  {entries} changed since approval"
    of = f" of {format_duration(week.expected)}" if week.expected else ""
    facts = [f"*{format_duration(week.minutes)}*{of}"]
    billable = share(week.billable_minutes, week.minutes)
    facts += [f"{billable}% billable"] if billable is not None else []
    facts += [f":hourglass: {week.late} late"] if week.late else []
    return f"{name}\n{'  ·  '.join(facts)}"


def _change(change: ChangeShown) -> str:
    before, now = change.before, change.now
    if before and now:
        return f"*Changed:*  ~{_facts(before)}~\n→ {_facts(now)}"
    return f"*New:*  {_facts(now)}" if now else f"*Taken back:*  ~{_facts(before)}~"


def _facts(facts: FactsShown | None) -> str:
    if facts is None:
        return "an entry"
    day = f"{facts.worked_on:%a} {facts.worked_on.day} {facts.worked_on:%b}"
    bill = "" if facts.billable else ", non-billable"
    note = f", “{escape(cut(facts.note, 80))}”" if facts.note else ""
    return f"{format_duration(facts.minutes)} on {escape(facts.job)}, {day}{bill}{note}"
