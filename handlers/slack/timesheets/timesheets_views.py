"""Views of timesheets: the week as a table, the form that copies last week's lines, the file, and help."""

import csv
import io
from collections.abc import Iterator
from datetime import date, datetime
from itertools import groupby

from slack_sdk.models.blocks import (
    Block,
    CheckboxesElement,
    InteractiveElement,
    Option,
    PlainTextObject,
    RawTextObject,
    StaticSelectElement,
    TableBlock,
    TableBlockColumnSettings,
)
from slack_sdk.models.views import View

from bot.kit.export_files import harmless
from bot.rules.kit.dates import describe_day
from bot.rules.kit.durations import format_duration
from bot.rules.timesheets.timesheets import share
from bot.timekeeping.answers import EntryShown
from bot.timesheets.missing import DayDue
from bot.timesheets.timesheets import CopyForm, LinesCopied, TimesheetShown
from handlers.slack.kit.blocks import (
    FIELD,
    File,
    Files,
    Message,
    actions,
    button,
    context,
    cut,
    escape,
    field,
    modal,
    option,
    section,
)
from handlers.slack.kit.carried import Carried
from handlers.slack.kit.commands import typed
from handlers.slack.timesheets.approvals_views import WeekOf, approval_blocks

# Slack refuses an empty cell.
NOTHING = "·"
MOST_ROWS = 90
MOST_OPTIONS = 100
MOST_CHECKBOXES = 10
JOB_TEXT = 40

WORDS = (
    ("", "your week"),
    ("last week", "the week before; a day such as `2026-03-09` names its week"),
    ("@sam last week", "the week of somebody who reports to you"),
    ("late", "who is due today, and who is overdue (supervisors, leadership, admins)"),
    ("approvals", "the weeks that wait for your approval (supervisors, where the office approves weeks)"),
    ("policy", "the office's rules: deadlines, holidays, hours (admins)"),
    ("summary here", "post the weekly summary in this channel; `summary off` ends it (admins)"),
    ("close 2026-10", "what is missing first, then lock a month's entries and export them (finance)"),
    ("periods", "which months are closed (finance)"),
    ("exports", "the export of each close, to send again; columns and rounding (finance, admins)"),
    ("override", "ask for a change in a closed month, which finance decides (supervisors)"),
)


class CopyTo(Carried):
    """The week that lines are copied to, by its Monday."""

    monday: date


def help_message(prefix: str) -> Message:
    """The words that work."""
    command = typed("timesheet", prefix)
    lines = "\n".join(f"•  `{f'{command} {each}'.strip()}`  {what}" for each, what in WORDS)
    return Message(text=f"Try: {command} last week", blocks=[section(f"*What `{command}` does*\n{lines}")])


def sheet(shown: TimesheetShown) -> Message:
    """A week: its total, missing days, buttons, and the table."""
    blocks: list[Block] = [section(f"*{_title(shown)}*\n{_sums(shown)}")]
    blocks += [section(line) for line in _due_lines(shown)]
    blocks += [section(line) for line in _late_lines(shown)]
    blocks += approval_blocks(shown)
    blocks.append(actions(*_ways_on(shown)))
    if shown.rows:
        blocks.append(_table(shown))  # last, because Slack draws it last wherever it is
    return Message(text=f"{_title(shown)}. {_sums(shown)}".replace("*", ""), blocks=blocks)


def copy_form(form: CopyForm) -> View:
    """The form with last week's lines by day, all chosen."""
    fields: list[Block] = [section("Each chosen line is logged again on the same weekday.")]
    for day, lines in groupby(form.lines, key=lambda line: line[0]):
        options = [_copy_option(entry) for _, entry in lines][:MOST_CHECKBOXES]
        element = CheckboxesElement(action_id=FIELD, options=options, initial_options=options)
        fields.append(field(day.isoformat(), _heading(day, form.today), element, optional=True))
    carries = CopyTo(monday=form.monday)
    return modal("Copy last week", fields, callback="timesheets.copy_week", submit="Log these", carries=carries)


def copied(done: LinesCopied) -> View:
    """Confirm the copied lines."""
    lines = "1 line" if done.count == 1 else f"{done.count} lines"
    text = f":white_check_mark: {lines} logged, *{format_duration(done.minutes)}* in all."
    return modal("Copied", [section(text), context("Each can be edited or undone on Home, or in your timesheet.")])


def sent(name: str) -> Message:
    """Confirm that the file is on its way."""
    text = f"The file of {escape(name)}'s week comes to you as a direct message."
    return Message(text=text, blocks=[section(text)])


def file(shown: TimesheetShown, asked_at: datetime) -> Files:
    """The week as a CSV file: a line per entry, in hours with two decimals and in minutes."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(("date", "person", "client", "job", "title", "minutes", "hours", "billable", "late", "note"))
    for entry in shown.entries:
        facts = (entry.job.client, entry.job.number, entry.job.title)
        hours = f"{entry.minutes / 60:.2f}"
        marks = ("yes" if entry.billable else "no", "yes" if _is_late(entry) else "no")
        row = (entry.worked_on.isoformat(), shown.name, *facts, str(entry.minutes), hours, *marks, entry.note)
        writer.writerow([harmless(cell) for cell in row])
    name = f"timesheet-{shown.name.replace(' ', '-').lower()}-{shown.monday.isoformat()}.csv"
    words = f"{_title(shown)}, as you asked on {asked_at:%Y-%m-%d %H:%M:%S} UTC."
    return Files(words, [File(name, _title(shown), text.getvalue().encode("utf-8-sig"))])


def due_line(due: DayDue, today: date) -> str:
    """A short day and its deadline, on one line."""
    day, until = describe_day(due.day, today), describe_day(due.due, today)
    when = f"was due {until}" if due.overdue else f"due by the end of {until}"
    mark = ":red_circle:" if due.overdue else ":large_yellow_circle:"
    return f"{mark}  {day[:1].upper()}{day[1:]}: *{format_duration(due.missing)}* missing, {when}"


def _title(shown: TimesheetShown) -> str:
    whose = "Your week" if shown.is_own else f"{escape(shown.name)}'s week"
    first, last = shown.days[0], shown.days[-1]
    return f"{whose}, {first.day} {first:%b} – {last.day} {last:%b %Y}"


def _sums(shown: TimesheetShown) -> str:
    total, expected = sum(shown.totals), sum(shown.expected)
    parts = [f"*{format_duration(total)}* of {format_duration(expected)}"]
    billable = share(shown.billable_minutes, total)
    if billable is not None:
        parts.append(f"{billable}% billable ({format_duration(shown.billable_minutes)})")
    return "   ".join(parts)


def _table(shown: TimesheetShown) -> TableBlock:
    head = ["Job", *(f"{day:%a} {day.day}" for day in shown.days), "Total"]
    rows = [
        [cut(f"{row.job} {shown.titles[row.job]}", JOB_TEXT), *map(_minutes, row.minutes), _minutes(row.total)]
        for row in shown.rows[:MOST_ROWS]
    ]
    total = ["Total", *map(_minutes, shown.totals), _minutes(sum(shown.totals))]
    expected = ["Expected", *map(_minutes, shown.expected), _minutes(sum(shown.expected))]
    cells = [[RawTextObject(text=text) for text in row] for row in (head, *rows, total, expected)]
    right = [TableBlockColumnSettings(align="right") for _ in head[1:]]
    return TableBlock(rows=cells, column_settings=[TableBlockColumnSettings(align="left"), *right])


def _minutes(minutes: int) -> str:
    return format_duration(minutes) if minutes else NOTHING


def _due_lines(shown: TimesheetShown) -> Iterator[str]:
    if shown.due:
        yield "\n".join(due_line(due, shown.today) for due in shown.due)


def _late_lines(shown: TimesheetShown) -> Iterator[str]:
    late = [entry for entry in shown.entries if _is_late(entry)]
    if late:
        which = ", ".join(
            f"{escape(entry.job.number)} on {describe_day(entry.worked_on, shown.today)}" for entry in late
        )
        yield f":alarm_clock:  Entered late: {cut(which, 2000)}"


def _is_late(entry: EntryShown) -> bool:
    return entry.late is not None


def _ways_on(shown: TimesheetShown) -> Iterator[InteractiveElement]:
    if shown.is_own and shown.entries:
        options = [_edit_option(entry, shown.today) for entry in shown.entries[:MOST_OPTIONS]]
        yield StaticSelectElement(
            action_id="timesheets.edit_entry", placeholder=PlainTextObject(text="Edit an entry…"), options=options
        )
    if shown.is_own:
        yield button("Copy last week's lines…", "timesheets.open_copy", shown.monday.isoformat())
    yield button("Send as a file", "timesheets.send_sheet", WeekOf(person=shown.person_id, monday=shown.monday))


def _edit_option(entry: EntryShown, today: date) -> Option:
    day = describe_day(entry.worked_on, today)
    return option(f"{day}: {format_duration(entry.minutes)} {entry.job.number}", entry.id, entry.note or None)


def _copy_option(entry: EntryShown) -> Option:
    return option(
        f"{format_duration(entry.minutes)} {entry.job.number} {entry.job.title}", entry.id, entry.note or None
    )


def _heading(day: date, today: date) -> str:
    name = describe_day(day, today)
    return f"{name[:1].upper()}{name[1:]}"
