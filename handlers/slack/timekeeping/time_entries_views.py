"""Views of time entries: the confirmation, the form, and help."""

from collections.abc import Iterator

from slack_sdk.models.blocks import (
    ActionsBlock,
    Block,
    ButtonElement,
)
from slack_sdk.models.views import View

from bot.jobs.jobs import JobFound
from bot.rules.kit.dates import describe_day, full_day
from bot.rules.kit.durations import format_duration
from bot.rules.timekeeping.drafts import HERE
from bot.rules.timekeeping.time_entries import EXAMPLE
from bot.timekeeping.answers import EntryShown, EntryTold
from handlers.slack.kit.blocks import (
    SECTION_TEXT,
    Message,
    actions,
    button,
    closing_all,
    context,
    cut,
    escape,
    modal,
    quote,
    section,
)
from handlers.slack.kit.commands import typed
from handlers.slack.timekeeping.deadlines_views import late_blocks, late_mark

FORMS_OF_LINES = (
    (EXAMPLE, "two hours today, with a note"),
    ("90m ACME-101", "minutes; `1h30`, `1.5`, `1:30` and `half an hour` work too"),
    ("9-11:30 acme 101", "from nine to half past eleven"),
    ("acme101 yesterday 45m status call", "any order, then the note; `fri`, `10 Mar` and `2 days ago` work too"),
    ("2h ACME-101 nb oos #copy", "non-billable, out of scope, another service"),
    ("2h ACME-101 -- 30s spot", "`--` begins the note, so nothing in it is read"),
    ("1h ACME-101 calls; 2h ACME-102 maps", "several at once"),
    ("", "opens a form"),
)
FORMS_OF_VERBS = (
    ("undo", "takes back what you logged last"),
    ("edit last 3h", "changes it; `move last to ACME-102` too"),
    ("start ACME-101", "starts a timer; `stop` logs it, `timer` shows it"),
    ("2h same", "on your last job again"),
    ("week", "your week so far"),
    ("for @sam 2h ACME-101", "for somebody who reports to you"),
)


def entries_message(told: EntryTold) -> Message:
    """The entries of a line in their current state, with buttons while they count."""
    return Message(text=_summary(told), blocks=[*_told_blocks(told), *_told_buttons(told)])


def stands(before: EntryTold) -> Message:
    """An entry in its current state, when the message that logged it was edited."""
    message = entries_message(before)
    way = "write a new message to log time" if before.entry.undone else "*Edit* changes it"
    note = f"You edited your message, and I logged it before: this entry stands as it was; {way}."
    return Message(f"Your entry stands as it was. {message.text}", [context(note), *message.blocks])


def entries_modal(told: EntryTold) -> View:
    """The same as a modal, after a form was saved or its entries undone."""
    another = button("Log another", "timekeeping.log_another", "new")
    undo = [_undo_all(told)] if _counting(told) else []
    blocks = [*_told_blocks(told), actions(*undo, another)]
    return closing_all(modal("Time logged" if _counting(told) else "Undone", blocks))


def entry_buttons(entry: EntryShown, *, again: bool = False) -> ActionsBlock:
    """Edit and Undo; with `again`, one that logs the same today."""
    repeat = [button("Again today", "timekeeping.repeat_entry", entry.id)] if again else []
    return actions(button("Edit", "timekeeping.edit_entry", entry.id), _undo(entry), *repeat)


def entry_line(entry: EntryShown) -> str:
    """An entry on one line: `*2h*  ACME-101 Spring mailer`, with anything unusual, and its note."""
    note = f"\n{escape(cut(entry.note, 120))}" if entry.note else ""
    facts = "".join(f"  ·  {fact}" for fact in _unusual(entry))
    return f"*{format_duration(entry.minutes)}*  {_job(entry.job)}{facts}{late_mark(entry.late)}{note}"


def help_message(prefix: str) -> Message:
    """The lines that work."""
    command = typed("logtime", prefix)
    lines = "\n".join(f"•  `{escape(f'{command} {line}'.strip())}`  {what}" for line, what in FORMS_OF_LINES)
    more = "\n".join(f"•  `{escape(line)}`  {what}" for line, what in FORMS_OF_VERBS)
    threads = "In a thread, mention me: `@Jobjacket log 2h ACME-101`. In a direct message, just write the line."
    return Message(
        text=f"Log time like this: {command} {EXAMPLE}",
        blocks=[
            section(f"*Log time in one line*\n{lines}"),
            section(f"*And then*\n{more}"),
            context(threads),
            actions(button("Log time", "timekeeping.open_entry_form", "new", style="primary")),
        ],
    )


def _told_blocks(told: EntryTold) -> list[Block]:
    if len(told.entries) > 1:
        return [*_several(told), context(_totals(told)), *_unestimated(told)]
    entry = told.entry
    duration, day = format_duration(entry.minutes), full_day(entry.worked_on, told.today)
    who = f" for {escape(told.person)}" if told.person else ""
    if entry.undone:
        head = f":leftwards_arrow_with_hook: *Undone:* ~{duration} on {_job(entry.job)}~"
    else:
        head = f":white_check_mark: *{duration}* logged{who} on {_job(entry.job)}{_named_by(told, 0)}"
    facts = [escape(entry.job.client), day, entry.clock_times, "billable" if entry.billable else "non-billable"]
    facts += [escape(entry.service), "out of scope" if entry.out_of_scope else "", _entered_by(told, entry)]
    lines = [head, "  ·  ".join(filter(None, facts))]
    if entry.note:
        lines.append(quote(entry.note))
    return [section("\n".join(lines)), *late_blocks(told), context(_totals(told)), *_unestimated(told)]


def _several(told: EntryTold) -> Iterator[Block]:
    counting = _counting(told)
    who = f" for {escape(told.person)}" if told.person else ""
    minutes = format_duration(sum(entry.minutes for entry in counting))
    if counting:
        yield section(f":white_check_mark: *{len(counting)} entries* logged{who}, {minutes} in all")
    else:
        yield section(f":leftwards_arrow_with_hook: *Undone:* all {len(told.entries)} entries")
    lines = []
    for number, entry in enumerate(told.entries):
        day = describe_day(entry.worked_on, told.today)
        note = f"  {escape(cut(' '.join(entry.note.split()), 60))}" if entry.note else ""
        facts = "".join(f"  ·  {fact}" for fact in (day, *_unusual(entry)))
        line = f"*{format_duration(entry.minutes)}*  {escape(entry.job.number)}{_named_by(told, number)}{facts}{note}"
        lines.append(f"~{line.replace('*', '')}~" if entry.undone else line)
    yield section(cut("\n".join(lines), SECTION_TEXT))


def _told_buttons(told: EntryTold) -> list[Block]:
    if not _counting(told):
        return []
    return [entry_buttons(told.entry) if len(told.entries) == 1 else actions(_undo_all(told))]


def _counting(told: EntryTold) -> list[EntryShown]:
    return [entry for entry in told.entries if not entry.undone]


def _undo_all(told: EntryTold) -> ButtonElement:
    if len(told.entries) == 1:
        return _undo(told.entry)
    return button("Undo all", "timekeeping.undo_line", told.entry.line_id)


def _unusual(entry: EntryShown) -> Iterator[str]:
    if entry.clock_times:
        yield entry.clock_times
    if not entry.billable:
        yield "non-billable"
    if entry.out_of_scope:
        yield "out of scope"


def _named_by(told: EntryTold, number: int) -> str:
    named_by = told.named_by[number] if told.named_by else ""
    return f" ({escape(named_by)}{'’s job' if named_by == HERE else ''})" if named_by else ""


def _entered_by(told: EntryTold, entry: EntryShown) -> str:
    return f"entered by {escape(entry.entered_by)}" if entry.entered_by and not told.person else ""


def _totals(told: EntryTold) -> str:
    days = []
    for date, minutes in told.days.items():
        day = describe_day(date, told.today)
        days.append(f"{day[:1].upper()}{day[1:]}: *{format_duration(minutes)}*")
    return "   ".join([*days, f"Week: *{format_duration(told.week_minutes)}*"])


def _unestimated(told: EntryTold) -> list[Block]:
    numbers = escape(", ".join(told.unestimated))
    return [context(f":memo: No approved estimate yet for {numbers}.")] if numbers else []


def _summary(told: EntryTold) -> str:
    who = f" for {told.person}" if told.person else ""
    verb = "Logged" if _counting(told) else "Undone"
    if len(told.entries) > 1:
        listed = ", ".join(f"{format_duration(entry.minutes)} on {entry.job.number}" for entry in told.entries)
        return escape(f"{verb}{who}: {listed}.")
    entry = told.entry
    what = f"{format_duration(entry.minutes)} on {entry.job.number} {entry.job.title} ({entry.job.client})"
    bill = "billable" if entry.billable else "non-billable"
    late = f" It is late: {entry.late.status}." if entry.late and entry.late.status else ""
    return escape(f"{verb}{who}: {what}, {full_day(entry.worked_on, told.today)}, {bill}.{late}")


def _job(job: JobFound) -> str:
    return f"*{escape(job.number)}* {escape(job.title)}"


def _undo(entry: EntryShown) -> ButtonElement:
    return button("Undo", "timekeeping.undo_entry", entry.id)
