"""What people see of time entries: the confirmation, the form, and help."""

from slack_sdk.models.blocks import (
    ActionsBlock,
    Block,
    ButtonElement,
    DatePickerElement,
    ExternalDataSelectElement,
    Option,
    PlainTextInputElement,
    PlainTextObject,
    RadioButtonsElement,
)
from slack_sdk.models.views import View

from bot.jobs import JobFound
from bot.rules.dates import describe_day, full_day
from bot.rules.durations import FORMS, format_duration
from bot.rules.time_entries import EXAMPLE, LONGEST_NOTE, Billing
from bot.time_entries import EntryForm, EntryShown, EntryTold
from handlers.slack.names import Action, Command, Modal
from handlers.slack.views.blocks import (
    Message,
    actions,
    button,
    context,
    cut,
    escape,
    field,
    modal,
    option,
    quote,
    section,
)
from handlers.slack.views.deadlines import late_blocks, late_mark

BILLING_LABELS = {
    Billing.AS_JOB: "As the job is set",
    Billing.BILLABLE: "Billable",
    Billing.NON_BILLABLE: "Non-billable",
}


def told(told: EntryTold) -> Message:
    """An entry as it stands, with buttons while it counts."""
    blocks = _told_blocks(told)
    if not told.entry.undone:
        blocks.append(entry_buttons(told.entry))
    return Message(text=_summary(told), blocks=blocks)


def stands(before: EntryTold) -> Message:
    """An entry as it stands, where the message that logged it was edited."""
    message = told(before)
    way = "write a new message to log time" if before.entry.undone else "*Edit* changes it"
    note = f"You edited your message, and I logged it before: this entry stands as it was; {way}."
    return Message(f"Your entry stands as it was. {message.text}", [context(note), *message.blocks])


def told_modal(told: EntryTold) -> View:
    """The same as a modal, once a form was saved or its entry undone."""
    blocks = _told_blocks(told)
    another = button("Log another", Action.ENTRY_ANOTHER, "new")
    undo = [] if told.entry.undone else [_undo(told.entry)]
    blocks.append(actions(*undo, another))
    return modal("Undone" if told.entry.undone else "Time logged", blocks)


def entry_buttons(entry: EntryShown) -> ActionsBlock:
    """Edit and Undo."""
    return actions(button("Edit", Action.ENTRY_EDIT, entry.id), _undo(entry))


def entry_line(entry: EntryShown) -> str:
    """An entry on one line: `*2h*  ACME-101 Spring mailer`, with its note."""
    note = f"\n{escape(cut(entry.note, 120))}" if entry.note else ""
    bill = "" if entry.billable else "  ·  non-billable"
    return f"*{format_duration(entry.minutes)}*  {_job(entry.job)}{bill}{late_mark(entry.late)}{note}"


def form(form: EntryForm, metadata: str = "") -> View:
    """The form for a new entry, or for the one that is edited."""
    entry = form.entry
    minutes = entry.minutes if entry else form.minutes
    fields: list[Block] = [
        field(
            "job",
            "Job",
            ExternalDataSelectElement(
                action_id=Action.JOB_SEARCH,
                placeholder="Number, title or client",
                min_query_length=0,
                initial_option=job_option(entry.job) if entry else None,
            ),
        ),
        field(
            "worked_on",
            "Date",
            DatePickerElement(
                action_id=Action.VALUE,
                initial_date=(entry.worked_on if entry else form.worked_on or form.today).isoformat(),
            ),
        ),
        field(
            "duration",
            "Duration",
            PlainTextInputElement(
                action_id=Action.VALUE,
                initial_value=format_duration(minutes) if minutes else None,
                placeholder=PlainTextObject(text="2h"),
                max_length=40,
            ),
            hint=f"For example {', '.join(FORMS)}",
        ),
        field("billing", "Billing", _billing(entry)),
        field(
            "note",
            "Note",
            PlainTextInputElement(
                action_id=Action.VALUE,
                multiline=True,
                initial_value=(entry.note or None) if entry else None,
                placeholder=PlainTextObject(text="What did you work on?"),
                max_length=LONGEST_NOTE,
            ),
            optional=True,
        ),
    ]
    title, submit = ("Edit time", "Save") if entry else ("Log time", "Log time")
    return modal(title, fields, callback=Modal.TIME_ENTRY, submit=submit, metadata=metadata)


def job_option(job: JobFound) -> Option:
    """A job as a choice of the menu."""
    return option(f"{job.number} {job.title}", job.id, job.client)


def help_message(prefix: str) -> Message:
    """The forms that work."""
    command = Command.LOGTIME.typed(prefix)
    forms = (
        (f"{command} {EXAMPLE}", "two hours today, with a note"),
        (f"{command} 90m ACME-101", "minutes; `1h30`, `1.5` and `1:30` work too"),
        (f"{command} acme-101 yesterday 45m status call", "any order, then the note"),
        (f"{command} 2h ACME-101 2026-03-09", "on a day of your choice"),
        (f"{command} 2h ACME-101 -- 30s spot", "`--` begins the note, so nothing in it is read"),
        (command, "opens a form"),
    )
    lines = "\n".join(f"•  `{escape(line)}`  {what}" for line, what in forms)
    threads = "In a thread, mention me: `@Jobjacket log 2h ACME-101`. In a direct message, just write the line."
    return Message(
        text=f"Log time like this: {command} {EXAMPLE}",
        blocks=[
            section(f"*Log time in one line*\n{lines}"),
            context(threads),
            actions(button("Log time", Action.ENTRY_OPEN, "new", style="primary")),
        ],
    )


def _told_blocks(told: EntryTold) -> list[Block]:
    entry = told.entry
    duration, day = format_duration(entry.minutes), full_day(entry.worked_on, told.today)
    if entry.undone:
        head = f":leftwards_arrow_with_hook: *Undone:* ~{duration} on {_job(entry.job)}~"
    else:
        head = f":white_check_mark: *{duration}* logged on {_job(entry.job)}"
    facts = [escape(entry.job.client), day, "billable" if entry.billable else "non-billable"]
    lines = [head, "  ·  ".join(facts)]
    if entry.note:
        lines.append(quote(entry.note))
    return [section("\n".join(lines)), *late_blocks(told), context(_totals(told))]


def _totals(told: EntryTold) -> str:
    day = describe_day(told.entry.worked_on, told.today)
    day_name = f"{day[:1].upper()}{day[1:]}"
    return f"{day_name}: *{format_duration(told.day_minutes)}*   Week: *{format_duration(told.week_minutes)}*"


def _summary(told: EntryTold) -> str:
    entry = told.entry
    verb = "Undone" if entry.undone else "Logged"
    what = f"{format_duration(entry.minutes)} on {entry.job.number} {entry.job.title} ({entry.job.client})"
    bill = "billable" if entry.billable else "non-billable"
    late = f" It is late: {entry.late.standing}." if entry.late else ""
    return escape(f"{verb}: {what}, {full_day(entry.worked_on, told.today)}, {bill}.{late}")


def _job(job: JobFound) -> str:
    return f"*{escape(job.number)}* {escape(job.title)}"


def _undo(entry: EntryShown) -> ButtonElement:
    return button("Undo", Action.ENTRY_UNDO, entry.id)


def _billing(entry: EntryShown | None) -> RadioButtonsElement:
    options = {billing: option(label, billing) for billing, label in BILLING_LABELS.items()}
    chosen = Billing.AS_JOB
    if entry and entry.billable != entry.job_billable:
        chosen = Billing.BILLABLE if entry.billable else Billing.NON_BILLABLE
    return RadioButtonsElement(action_id=Action.VALUE, options=list(options.values()), initial_option=options[chosen])
