"""Views of overrides for supervisors and finance."""

from collections.abc import Sequence

from slack_sdk.models.blocks import (
    Block,
    CheckboxesElement,
    ConfirmObject,
    DatePickerElement,
    ExternalDataSelectElement,
    OptionGroup,
    PlainTextInputElement,
    PlainTextObject,
)
from slack_sdk.models.views import View

from bot.periods.override_requests import LockedFound, OverrideForm
from bot.periods.overrides import Facts, OverrideShown
from bot.rules.kit.durations import FORMS, format_duration
from bot.rules.periods.overrides import LONGEST_REASON
from bot.rules.timekeeping.time_entries import LONGEST_NOTE
from bot.timekeeping.answers import EntryShown
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
    option,
    quote,
    section,
)
from handlers.slack.kit.carried import Carried
from handlers.slack.timekeeping.entry_forms_views import billing_choice, job_option
from storage.words.time import Asked, Decision

UNDO = "undo"
GRANT, REFUSE = "grant", "refuse"


class OverrideOf(Carried):
    """The locked entry to change, empty for a new one, and the person whose time it is."""

    person: str = ""
    entry: str = ""


def choice() -> View:
    """Ask which entry, or whose new one."""
    menu = ExternalDataSelectElement(
        action_id="periods.find_locked", placeholder="Name, job or date", min_query_length=0
    )
    return modal(
        "Ask for an override",
        [
            section("Time in a closed month changes only if finance grants it. What shall change?"),
            field("choice", "Entry", menu, hint="A locked entry of your people, or a new one for somebody."),
        ],
        callback="periods.open_override",
        submit="Next",
    )


def nothing_locked() -> Message:
    """Say that no month is closed, so there is nothing to override."""
    text = "No month is closed yet, so nothing needs an override: time can just be logged or edited."
    return Message(text=text, blocks=[section(text)])


def found(found: LockedFound) -> Sequence[OptionGroup]:
    """The menu: locked entries, and a new entry for each person."""
    entries = [
        option(f"{_day(entry)} · {person.name} · {_brief(entry)}", OverrideOf(entry=entry.id))
        for person, entry in found.entries
    ]
    people = [option(f"New entry for {person.name}", OverrideOf(person=person.id)) for person in found.people]
    groups = (("Locked entries", entries), ("New entry", people[:50]))
    return [OptionGroup(label=label, options=options) for label, options in groups if options]


def form(form: OverrideForm) -> View:
    """The form for the entry's new content, and the reason."""
    entry = form.entry
    head = (
        f"*{escape(form.person.name)}*: {_line(entry)}" if entry else f"A new entry for *{escape(form.person.name)}*."
    )
    job = ExternalDataSelectElement(
        action_id="timekeeping.find_jobs",
        placeholder="Number, title or client",
        min_query_length=0,
        initial_option=job_option(entry.job) if entry else None,
    )
    day = (entry.worked_on if entry else form.today).isoformat()
    duration = PlainTextInputElement(
        action_id=FIELD, initial_value=format_duration(entry.minutes) if entry else None, max_length=40
    )
    note = PlainTextInputElement(
        action_id=FIELD,
        multiline=True,
        initial_value=(entry.note or None) if entry else None,
        max_length=LONGEST_NOTE,
    )
    reason = PlainTextInputElement(action_id=FIELD, multiline=True, max_length=LONGEST_REASON)
    blocks: list[Block] = [
        section(head),
        field("job", "Job", job),
        field("worked_on", "Date", DatePickerElement(action_id=FIELD, initial_date=day)),
        field("duration", "Duration", duration, hint=f"For example {', '.join(FORMS)}"),
        field("billing", "Billing", billing_choice(entry)),
        field("note", "Note", note, optional=True),
    ]
    if entry:
        label = option("Take this entry back", UNDO, "The fields above are then left aside")
        blocks.append(field("undo", "Undo", CheckboxesElement(action_id=FIELD, options=[label]), optional=True))
    blocks.append(field("reason", "Reason", reason, hint="Finance decides by it, and it stays on record."))
    carries = OverrideOf(person=form.person.id, entry=entry.id if entry else "")
    return modal("Ask for an override", blocks, callback="periods.ask_override", submit="Ask finance", carries=carries)


def was_asked(shown: OverrideShown) -> View:
    """Confirm that finance has the request."""
    return modal(
        "Finance is asked",
        [
            section(f":hourglass: {_what(shown)}"),
            context("Nothing has changed yet. You get a message once it is decided."),
        ],
    )


def asked(shown: OverrideShown) -> Message:
    """The request to finance, with buttons while it waits."""
    blocks: list[Block] = [
        section(f"*{escape(shown.asker)}* asks for an override\n{_what(shown)}"),
        section(quote(shown.reason)),
    ]
    if shown.decision == Decision.PENDING:
        sure = ConfirmObject(
            title="Grant this override?",
            text=PlainTextObject(text="The change is made at once, and goes out with the next export."),
            confirm="Grant",
            deny="Cancel",
        )
        grant = button("Grant", f"periods.decide_override.{GRANT}", shown.id, style="primary", confirm=sure)
        blocks.append(actions(grant, button("Refuse", f"periods.decide_override.{REFUSE}", shown.id)))
    else:
        blocks.append(context(_decision(shown)))
    return Message(text=f"{escape(shown.asker)} asks for an override of {escape(shown.person)}'s time.", blocks=blocks)


def decided(shown: OverrideShown) -> Message:
    """Finance's decision, for the person who asked."""
    after = (
        "It goes out with the next export."
        if shown.decision == Decision.GRANTED
        else "Nothing was changed. You can ask again with another reason."
    )
    text = f"{escape(shown.decider)} has {shown.decision} the override of {escape(shown.person)}'s time."
    return Message(text=text, blocks=[section(f"{_decision(shown)}\n{_what(shown)}"), context(after)])


def _decision(shown: OverrideShown) -> str:
    mark = ":white_check_mark:" if shown.decision == Decision.GRANTED else ":no_entry:"
    return f"{mark} *{shown.decision.capitalize()}* by {escape(shown.decider)}"


def _what(shown: OverrideShown) -> str:
    person = escape(shown.person)
    match shown.asked:
        case Asked.NEW:
            return f"New entry for {person}: {_facts(shown.wanted)}"
        case Asked.UNDO:
            return f"Take back an entry of {person}: ~{_facts(shown.before)}~"
        case Asked.EDIT:
            return f"An entry of {person}:\n~{_facts(shown.before)}~\n→ {_facts(shown.wanted)}"


def _facts(facts: Facts | None) -> str:
    if facts is None:
        return "an entry"
    day = f"{facts.worked_on:%a} {facts.worked_on.day} {facts.worked_on:%b %Y}"
    bill = "" if facts.billable else ", non-billable"
    note = f", “{escape(cut(facts.note, 120))}”" if facts.note else ""
    return f"{format_duration(facts.minutes)} on {escape(facts.job.number)}, {day}{bill}{note}"


def _line(entry: EntryShown) -> str:
    return f"{_day(entry)}, {escape(_brief(entry))}"


def _day(entry: EntryShown) -> str:
    return f"{entry.worked_on:%a} {entry.worked_on.day} {entry.worked_on:%b}"


def _brief(entry: EntryShown) -> str:
    return f"{format_duration(entry.minutes)} {entry.job.number} {entry.note}".strip()
