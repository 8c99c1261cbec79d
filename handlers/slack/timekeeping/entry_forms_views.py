"""The form of a time entry."""

from slack_sdk.models.blocks import (
    Block,
    CheckboxesElement,
    DatePickerElement,
    ExternalDataSelectElement,
    InputBlock,
    Option,
    PlainTextInputElement,
    PlainTextObject,
    RadioButtonsElement,
    StaticSelectElement,
)
from slack_sdk.models.views import View

from bot.jobs.jobs import JobFound
from bot.rules.kit.durations import FORMS, format_duration
from bot.rules.kit.services import SERVICES
from bot.rules.timekeeping.marks import OUT_OF_SCOPE
from bot.rules.timekeeping.time_entries import EXAMPLE, LONGEST_NOTE, Billing
from bot.timekeeping.answers import EntryShown
from bot.timekeeping.entry_forms import EntryForm
from handlers.slack.kit.blocks import FIELD, SECTION_TEXT, closing_all, field, modal, option
from handlers.slack.kit.carried import Carried

BILLING_LABELS = {
    Billing.AS_JOB: "As the job is set",
    Billing.BILLABLE: "Billable",
    Billing.NON_BILLABLE: "Non-billable",
}


class OfEntry(Carried):
    """The entry that the form edits, empty for a new one."""

    entry: str = ""


def form(form: EntryForm) -> View:
    """The form for a new entry, or for the one that is edited."""
    entry = form.entry
    job = entry.job if entry else form.job
    minutes = entry.minutes if entry else form.minutes
    quick = [] if entry else [_quick_line()]
    fields: list[Block] = [
        *quick,
        field(
            "job",
            "Job",
            ExternalDataSelectElement(
                action_id="timekeeping.find_jobs",
                placeholder="Number, title or client",
                min_query_length=0,
                initial_option=job_option(job) if job else None,
            ),
            optional=not entry,
        ),
        field(
            "worked_on",
            "Date",
            DatePickerElement(
                action_id=FIELD,
                initial_date=(entry.worked_on if entry else form.worked_on or form.today).isoformat(),
            ),
        ),
        field(
            "duration",
            "Duration",
            PlainTextInputElement(
                action_id=FIELD,
                initial_value=format_duration(minutes) if minutes else None,
                placeholder=PlainTextObject(text="2h"),
                max_length=40,
            ),
            optional=not entry,
            hint=f"For example {', '.join(FORMS)}",
        ),
        field("billing", "Billing", billing_choice(entry)),
        field("service", "Service", _services(form.service)),
        field("scope", "Scope", _scope(entry), optional=True),
        field(
            "note",
            "Note",
            PlainTextInputElement(
                action_id=FIELD,
                multiline=True,
                initial_value=(entry.note or None) if entry else None,
                placeholder=PlainTextObject(text="What did you work on?"),
                max_length=LONGEST_NOTE,
            ),
            optional=True,
        ),
    ]
    carries = OfEntry(entry=entry.id) if entry else None
    title, submit = ("Edit time", "Save") if entry else ("Log time", "Log time")
    return closing_all(modal(title, fields, callback="timekeeping.save_entry", submit=submit, carries=carries))


def job_option(job: JobFound) -> Option:
    """A job as a choice of the menu."""
    return option(f"{job.number} {job.title}", job.id, job.client)


def _quick_line() -> InputBlock:
    element = PlainTextInputElement(action_id=FIELD, placeholder=PlainTextObject(text=EXAMPLE), max_length=SECTION_TEXT)
    hint = "All in one line. Or leave it empty and fill in the fields below."
    return field("line", "Quick line", element, optional=True, hint=hint)


def _services(chosen: str) -> StaticSelectElement:
    options = {service: option(service.capitalize(), service) for service in SERVICES}
    initial = options.get(chosen)
    return StaticSelectElement(action_id=FIELD, options=list(options.values()), initial_option=initial)


def _scope(entry: EntryShown | None) -> CheckboxesElement:
    out = option("Out of scope: no estimate covers it", OUT_OF_SCOPE)
    chosen = [out] if entry and entry.out_of_scope else None
    return CheckboxesElement(action_id=FIELD, options=[out], initial_options=chosen)


def billing_choice(entry: EntryShown | None) -> RadioButtonsElement:
    """The choice of how to bill an entry, starting with the entry's own."""
    options = {billing: option(label, billing) for billing, label in BILLING_LABELS.items()}
    chosen = Billing.AS_JOB
    if entry and entry.billable != entry.job_billable:
        chosen = Billing.BILLABLE if entry.billable else Billing.NON_BILLABLE
    return RadioButtonsElement(action_id=FIELD, options=list(options.values()), initial_option=options[chosen])
