"""An admin's views of the report policy: when reports go out, and where."""

from slack_sdk.models.blocks import (
    ConversationFilter,
    ConversationSelectElement,
    InputBlock,
    PlainTextObject,
    StaticSelectElement,
)
from slack_sdk.models.views import View

from bot.people.policies import PolicyForm, PolicySaved
from bot.rules.people.policies import ReportPolicy
from bot.rules.status.report_policy_forms import NEVER
from handlers.slack.kit import inputs
from handlers.slack.kit.blocks import FIELD, channel_name, context, escape, field, modal, option, section, slack_id
from handlers.slack.people.policies_views import WEEKDAYS, OfOffice, offices


def form(form: PolicyForm) -> View:
    """The form for one office's reports, with buttons for the others."""
    policy = form.policy.reports
    blocks = [
        *offices(form, "status.turn_report_policy"),
        _weekday(policy),
        inputs.text(
            "status_at", "Status report at", f"{policy.status_at:%H:%M}", "09:00", hint="By the office's clock"
        ),
        _channel(policy),
        inputs.text("digest_at", "Monthly digest at", f"{policy.digest_at:%H:%M}", "09:00"),
        inputs.text(
            "currency", "Currency of the digest", policy.currency, "USD", longest=3,
            hint="Sums of several currencies are shown in it",
        ),
    ]  # fmt: skip
    carries = OfOffice(office=form.office.id)
    return modal("Reports", blocks, callback="status.save_report_policy", submit="Save", carries=carries)


def saved(done: PolicySaved) -> View:
    """Confirm the saved policy in words."""
    policy = done.policy.reports
    if policy.status_weekday is None:
        weekly = "No weekly status reports go out by themselves."
    else:
        day = WEEKDAYS[policy.status_weekday]
        weekly = f"Status reports go to clients' internal channels each {day} at {policy.status_at:%H:%M}."
    words = f"*{escape(done.office.name)}*\n{weekly}\n{_digest_words(policy)}"
    note = "Where that day is no business day, the next one counts. What it was before is in the history."
    return modal("Reports saved", [section(words), context(note)])


def _digest_words(policy: ReportPolicy) -> str:
    """When and where the monthly digest goes, in a sentence."""
    if not policy.leadership_channel:
        return "The monthly digest goes to no channel: none is named as the leadership channel."
    when = f"on the first business day of the month at {policy.digest_at:%H:%M}"
    where = channel_name(policy.leadership_channel)
    return f"The monthly digest goes to {where} {when}, with sums in {escape(policy.currency)}."


def _weekday(policy: ReportPolicy) -> InputBlock:
    names = {str(number): option(name, str(number)) for number, name in enumerate(WEEKDAYS)}
    names[NEVER] = option("No weekly report", NEVER)
    chosen = NEVER if policy.status_weekday is None else str(policy.status_weekday)
    element = StaticSelectElement(
        action_id=FIELD, options=list(names.values()), initial_option=names[chosen],
        placeholder=PlainTextObject(text="A day"),
    )  # fmt: skip
    return field("weekday", "Weekly status report of each client", element, hint="In the client's internal channel")


def _channel(policy: ReportPolicy) -> InputBlock:
    kinds = ConversationFilter(
        include=["public", "private"], exclude_bot_users=True, exclude_external_shared_channels=True
    )
    element = ConversationSelectElement(
        action_id=FIELD, filter=kinds, initial_conversation=slack_id(policy.leadership_channel)
    )
    hint = "It gets the monthly digest; invite me there first"
    return field("channel", "Leadership channel", element, optional=True, hint=hint)
