"""An admin's views of an office's policy."""

from slack_sdk.models.blocks import (
    Block,
    CheckboxesElement,
    Option,
    PlainTextInputElement,
    PlainTextObject,
    RadioButtonsElement,
)
from slack_sdk.models.views import View

from bot.people.policies import PolicyForm, PolicySaved
from bot.rules.people.policies import Binds, OfficePolicy, WhenLate
from handlers.slack.kit.blocks import (
    FIELD,
    Message,
    actions,
    button,
    channel_name,
    context,
    escape,
    field,
    modal,
    option,
    section,
)
from handlers.slack.kit.carried import Carried
from handlers.slack.kit.commands import typed

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
BINDS_LABELS = {Binds.BILLABLE: "Billable entries", Binds.ALL: "All entries"}
WHEN_LATE_LABELS = {
    WhenLate.REASON: "It is saved, and needs a reason",
    WhenLate.APPROVAL: "It is saved, and needs the supervisor's approval",
    WhenLate.REFUSED: "It is refused",
}
NAMES = "names"
APPROVE = "approve"
MOST_OFFICES = 10


class OfOffice(Carried):
    """The office whose policy a form shows."""

    office: str


def form(form: PolicyForm, prefix: str) -> View:
    """The form for one office's policy, with buttons for the others."""
    policy = form.policy
    return modal(
        "Office policy",
        [
            *offices(form, "people.turn_policy"),
            *_rule(policy),
            *_days(policy),
            *_hours(policy),
            *_weeks(policy, prefix),
        ],
        callback="people.save_policy",
        submit="Save",
        carries=OfOffice(office=form.office.id),
    )


def offices(form: PolicyForm, turn: str) -> list[Block]:
    """A form's office, and buttons for the others; `turn` is the id of the handler that switches the form."""
    blocks: list[Block] = [section(f"*{escape(form.office.name)}*")]
    others = enumerate(form.others[:MOST_OFFICES])
    if buttons := [button(each.name, f"{turn}.{number}", each.id) for number, each in others]:
        blocks.append(actions(*buttons))
    return blocks


def saved(done: PolicySaved) -> View:
    """Confirm the saved policy in words."""
    return modal("Policy saved", [section(f"*{escape(done.office.name)}*\n{_in_words(done.policy)}"), context(_NOTE)])


def summary_set(done: PolicySaved) -> Message:
    """Confirm where the weekly summary goes from now on."""
    if channel := done.policy.summary_channel:
        words = f"{escape(done.office.name)}'s weekly summary comes to {channel_name(channel)} from now on."
        hint = "If I am not in that channel yet, invite me: `/invite @Jobjacket`."
        return Message(text=words, blocks=[section(words), context(hint)])
    words = f"{escape(done.office.name)}'s weekly summary is off."
    return Message(text=words, blocks=[section(words)])


_NOTE = "It holds for entries made from now on. What it was before is in the history."


def _rule(policy: OfficePolicy) -> list[Block]:
    return [
        field("window", "Business days to enter time", _text(str(policy.window)), hint="3 is the 3-day rule"),
        field("binds", "Entries that have the deadline", _radio(BINDS_LABELS, policy.binds)),
        field("when_late", "A late entry", _radio(WHEN_LATE_LABELS, policy.when_late)),
    ]


def _days(policy: OfficePolicy) -> list[Block]:
    names = [option(name, str(number)) for number, name in enumerate(WEEKDAYS)]
    chosen = [names[number] for number in policy.weekdays]
    place = "-".join(filter(None, (policy.country, policy.subdivision)))
    own = "\n".join(f"{each.day.isoformat()} {each.name}".strip() for each in policy.own_days)
    days = CheckboxesElement(action_id=FIELD, options=names, initial_options=chosen)
    return [
        field("weekdays", "Weekdays worked", days),
        field(
            "place",
            "Public holidays of",
            _text(place, "US, US-NY, GB-ENG"),
            optional=True,
            hint="A country's two letters, and its part where holidays differ",
        ),
        field(
            "works_on",
            "Public holidays that you work",
            _text("\n".join(policy.works_on), "Columbus Day", lines=True),
            optional=True,
            hint="One a line: its name, or its date for one year",
        ),
        field(
            "own_days",
            "Own days off",
            _text(own, "2026-12-24 Christmas Eve", lines=True),
            optional=True,
            hint="One a line, date first",
        ),
    ]


def _hours(policy: OfficePolicy) -> list[Block]:
    return [
        field(
            "short_percent",
            "A day is short below (% of expected)",
            _text(str(policy.short_percent)),
        ),
        field(
            "hours",
            "Hours in which I may write unasked",
            _text(f"{policy.day_begins:%H:%M}-{policy.day_ends:%H:%M}"),
            hint="Each person's own time",
        ),
        field("morning", "Morning message", _text(f"{policy.morning:%H:%M}")),
        field(
            "last_call",
            "Last call in the afternoon",
            _text(f"{policy.last_call:%H:%M}" if policy.last_call else "", "off, or 15:30"),
            optional=True,
            hint="A second message on the last day that is on time",
        ),
    ]


def _weeks(policy: OfficePolicy, prefix: str) -> list[Block]:
    names = option("Name the people who are short", NAMES)
    approve = option("Timesheets are approved weekly by the supervisor", APPROVE)
    return [
        field("approval", "Timesheets", _box(approve, is_set=policy.approve_weeks), optional=True),
        field(
            "names",
            "Weekly summary",
            _box(names, is_set=policy.names_in_summary),
            optional=True,
            hint=f"{typed('timesheet', prefix)} summary here sets the channel it comes to",
        ),
    ]


def _box(choice: Option, *, is_set: bool) -> CheckboxesElement:
    return CheckboxesElement(action_id=FIELD, options=[choice], initial_options=[choice] if is_set else None)


def _text(value: str, placeholder: str = "", *, lines: bool = False) -> PlainTextInputElement:
    return PlainTextInputElement(
        action_id=FIELD,
        initial_value=value or None,
        multiline=lines or None,
        max_length=2000 if lines else 60,
        placeholder=PlainTextObject(text=placeholder) if placeholder else None,
    )


def _radio(labels: dict[Binds, str] | dict[WhenLate, str], chosen: Binds | WhenLate) -> RadioButtonsElement:
    options = {value: option(label, value) for value, label in labels.items()}
    return RadioButtonsElement(action_id=FIELD, options=list(options.values()), initial_option=options[chosen])


def _in_words(policy: OfficePolicy) -> str:
    days = ", ".join(WEEKDAYS[number][:3] for number in policy.weekdays)
    place = "-".join(filter(None, (policy.country, policy.subdivision))) or "no country"
    late = WHEN_LATE_LABELS[policy.when_late]
    hours = f"I write between {policy.day_begins:%H:%M} and {policy.day_ends:%H:%M}, in the morning at"
    last_call = f"last call at {policy.last_call:%H:%M}" if policy.last_call else "no last call"
    lines = (
        f"{BINDS_LABELS[policy.binds]} are due by the end of business day {policy.window} after the work.",
        f"A late entry: {late[:1].lower()}{late[1:]}.",
        f"Worked: {days}. Public holidays of {place}; worked on: {', '.join(policy.works_on) or 'none of them'}.",
        f"Own days off: {len(policy.own_days)}. A day is short below {policy.short_percent}%.",
        f"Timesheets are {'approved weekly by the supervisor' if policy.approve_weeks else 'not approved weekly'}.",
        f"{hours} {policy.morning:%H:%M}; {last_call}.",
    )
    return escape("\n".join(lines))
