"""The forms of jobs: opening one, changing one, giving it an alert."""

from collections.abc import Sequence

from slack_sdk.models.blocks import (
    ConversationFilter,
    ConversationSelectElement,
    DatePickerElement,
    ExternalDataMultiSelectElement,
    ExternalDataSelectElement,
    Option,
    PlainTextInputElement,
    PlainTextObject,
    RadioButtonsElement,
)
from slack_sdk.models.views import View

from bot.job_alerts import AlertGiven
from bot.job_changes import JobChanged
from bot.job_edits import JobEditForm
from bot.job_openings import Found, JobOpened, JobOpeningForm
from bot.jobs import JobFound
from bot.rules.job_lines import LONGEST_WORDS
from bot.rules.job_openings import LONGEST_TITLE, LONGEST_TYPE
from handlers.slack.names import Action, Modal
from handlers.slack.views.blocks import channel_name, context, escape, field, modal, option, section

BILLABLE, NON_BILLABLE = "billable", "non-billable"
LEAD_HINT = "Empty: the client's account lead"


def new_form(form: JobOpeningForm, metadata: str) -> View:
    """The form for a new job."""
    client = ExternalDataSelectElement(
        action_id=Action.JOB_CLIENT_SEARCH,
        placeholder="Code or name",
        min_query_length=0,
        initial_option=found_option(form.client) if form.client else None,
    )
    channel = ConversationSelectElement(
        action_id=Action.VALUE,
        placeholder="Choose a channel",
        filter=ConversationFilter(include=["public", "private"], exclude_bot_users=True),
    )
    return modal(
        "Open a job",
        [
            field("client", "Client", client),
            field("title", "Title", _text("Spring mailer", LONGEST_TITLE)),
            field("type", "Type", _text("campaign, brochure, website …", LONGEST_TYPE), optional=True),
            field("billing", "Billing", _billing(billable=True)),
            field("due_on", "Due", DatePickerElement(action_id=Action.VALUE), optional=True),
            field("lead", "Lead", _lead(None), optional=True, hint=LEAD_HINT),
            field("team", "Team", _team(form.team), optional=True),
            field(
                "channel",
                "Channel that stands for this job",
                channel,
                optional=True,
                hint="Time typed there without a number then counts for it",
            ),
            context("It gets the client's next number, and the client's internal channel hears of it."),
        ],
        callback=Modal.JOB_NEW,
        submit="Open job",
        metadata=metadata,
    )


def opened(done: JobOpened) -> View:
    """A job was opened."""
    told = f"{channel_name(done.announced)} hears of it." if done.announced else "Its client has no channel yet."
    return modal("Job opened", [section(f":white_check_mark: *{escape(done.number)}* is open. {told}")])


def edit_form(form: JobEditForm, metadata: str) -> View:
    """The form of a job as it stands."""
    due = form.due_on.isoformat() if form.due_on else None
    return modal(
        f"Edit {form.number}",
        [
            field("title", "Title", _text("Spring mailer", LONGEST_TITLE, form.title)),
            field("next_step", "Next step", _text("send proofs to Dana", LONGEST_WORDS, form.next_step), optional=True),
            field("waits_on", "Waits on", _text("Dana", LONGEST_WORDS, form.waits_on), optional=True),
            field("due_on", "Due", DatePickerElement(action_id=Action.VALUE, initial_date=due), optional=True),
            field("lead", "Lead", _lead(form.lead), optional=True, hint=LEAD_HINT),
            field("team", "Team", _team(form.team), optional=True),
            field("type", "Type", _text("campaign", LONGEST_TYPE, form.type), optional=True),
            field(
                "billing",
                "Billing",
                _billing(billable=form.billable),
                hint="Time that is logged already stays as it is",
            ),
        ],
        callback=Modal.JOB_EDIT,
        submit="Save",
        metadata=metadata,
    )


def changed(done: JobChanged) -> View:
    """What was changed."""
    words = "\n".join(f"•  {escape(each)}" for each in done.changes) or "All was so already."
    return modal("Saved", [section(f":white_check_mark: *{escape(done.number)}*\n{words}")])


def alert_form(job: JobFound, metadata: str) -> View:
    """What the job's team must see."""
    text = _text("The print date moved to Monday", LONGEST_WORDS, lines=True)
    return modal(
        "Alert",
        [
            section(f"*{escape(job.number)}* {escape(job.title)}"),
            field("text", "What must its team see?", text),
            context("It is posted in the job's channels, told to each of its team once, and stays in the jacket."),
        ],
        callback=Modal.JOB_ALERT,
        submit="Tell them",
        metadata=metadata,
    )


def alerted(done: AlertGiven) -> View:
    """Who hears of it."""
    heard = [*(channel_name(each) for each in done.channels), *map(escape, done.told)]
    told = f"It goes to {', '.join(heard)}." if heard else "Nobody else works on it, so it stands in the jacket alone."
    return modal("Alert given", [section(f":rotating_light: *{escape(done.number)}*  {told}")])


def found_option(found: Found) -> Option:
    """A client or a person as a choice of a menu."""
    return option(found.name, found.id, found.detail or None)


def _lead(lead: Found | None) -> ExternalDataSelectElement:
    return ExternalDataSelectElement(
        action_id=Action.JOB_STAFF_SEARCH,
        placeholder="Type a name",
        min_query_length=0,
        initial_option=found_option(lead) if lead else None,
    )


def _team(team: Sequence[Found]) -> ExternalDataMultiSelectElement:
    return ExternalDataMultiSelectElement(
        action_id=Action.JOB_STAFF_SEARCH,
        placeholder="Type names",
        min_query_length=0,
        initial_options=[found_option(each) for each in team] or None,
    )


def _billing(*, billable: bool) -> RadioButtonsElement:
    options = {True: option("Billable", BILLABLE), False: option("Non-billable", NON_BILLABLE)}
    return RadioButtonsElement(action_id=Action.VALUE, options=list(options.values()), initial_option=options[billable])


def _text(example: str, longest: int, value: str = "", *, lines: bool = False) -> PlainTextInputElement:
    return PlainTextInputElement(
        action_id=Action.VALUE,
        placeholder=PlainTextObject(text=example),
        initial_value=value or None,
        multiline=lines or None,
        max_length=longest,
    )
