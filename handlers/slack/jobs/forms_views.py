"""The forms of jobs: opening one, changing one, adding an alert."""

from slack_sdk.models.blocks import (
    ConversationFilter,
    ConversationSelectElement,
    ExternalDataSelectElement,
    Option,
)
from slack_sdk.models.views import View

from bot.clients.clients import Chosen
from bot.jobs.alerts import AlertGiven
from bot.jobs.changes import JobChanged
from bot.jobs.edits import JobEditForm
from bot.jobs.jobs import JobFound
from bot.jobs.openings import JobOpened, JobOpeningForm
from bot.rules.jobs.lines import LONGEST_WORDS
from bot.rules.jobs.openings import LONGEST_TITLE, LONGEST_TYPE
from handlers.slack.clients.channels_views import held_back
from handlers.slack.kit import inputs
from handlers.slack.kit.blocks import FIELD, channel_name, context, escape, field, modal, option, section
from handlers.slack.kit.carried import Carried

BILLABLE, NON_BILLABLE = "billable", "non-billable"
BILLING = {BILLABLE: "Billable", NON_BILLABLE: "Non-billable"}
LEAD_HINT = "Empty: the client's account lead"
USE_INTERNAL = "Choose an internal channel on the client's card."
TEAM_HINT = "Empty: the client's team"


class OfJob(Carried):
    """The job that a form is about."""

    job: str


def new_form(form: JobOpeningForm) -> View:
    """The form for a new job."""
    client = ExternalDataSelectElement(
        action_id="desk.find_job_clients",
        placeholder="Code or name",
        min_query_length=0,
        initial_option=client_option(form.client) if form.client else None,
    )
    channel = ConversationSelectElement(
        action_id=FIELD,
        placeholder="Choose a channel",
        filter=ConversationFilter(include=["public", "private"], exclude_bot_users=True),
    )
    return modal(
        "Open a job",
        [
            field("client", "Client", client),
            inputs.text("title", "Title", "", "Spring mailer", longest=LONGEST_TITLE),
            inputs.text("type", "Type", "", "campaign, brochure, website …", longest=LONGEST_TYPE, optional=True),
            inputs.radio("billing", "Billing", BILLING, BILLABLE),
            inputs.day("due_on", "Due", None, optional=True),
            inputs.person("lead", "Lead", None, hint=LEAD_HINT),
            inputs.people("team", "Team", form.team, hint=TEAM_HINT),
            field(
                "channel",
                "Channel that stands for this job",
                channel,
                optional=True,
                hint="Time typed there without a number then counts for it",
            ),
            context("We'll give it the client's next number and announce it in their internal channel."),
        ],
        callback="desk.save_new_job",
        submit="Open job",
    )


def opened(done: JobOpened) -> View:
    """Confirm that a job was opened."""
    return modal("Job opened", [section(f":white_check_mark: *{escape(done.number)}* is open. {announced(done)}")])


def announced(done: JobOpened) -> str:
    """Say where a new job is announced, or why it isn't and what to do."""
    if not done.announced and not done.held_back:
        return "This wasn't announced: the client has no channel yet."
    where = f"I've announced it in {channel_name(done.announced)}." if done.announced else "This wasn't announced."
    return " ".join([where, *([held_back(done.held_back, USE_INTERNAL)] if done.held_back else [])])


def alerted_where(done: AlertGiven) -> str:
    """Say who gets an alert, and in which channels it can't be posted."""
    heard = [channel_name(each) for each in done.channels]
    heard += [f"{escape(', '.join(done.told))} in person"] if done.told else []
    told = f"It goes to {' and to '.join(heard)}." if heard else "Nobody else works on it, so it's only in the jacket."
    return " ".join([told, *([held_back(done.held_back, USE_INTERNAL)] if done.held_back else [])])


def linked_to_outsiders(done: JobChanged) -> str:
    """Say what doesn't go to the channel that a job was linked to."""
    names = " ".join(channel_name(each.channel) for each in done.held_back)
    return f"People outside the agency read {names}, so I won't post alerts there."


def edit_form(form: JobEditForm, job_id: str) -> View:
    """The form of an existing job."""
    return modal(
        f"Edit {form.number}",
        [
            inputs.text("title", "Title", form.title, "Spring mailer", longest=LONGEST_TITLE),
            inputs.text(
                "next_step", "Next step", form.next_step, "send proofs to Dana", longest=LONGEST_WORDS, optional=True
            ),
            inputs.text("waits_on", "Waits on", form.waits_on, "Dana", longest=LONGEST_WORDS, optional=True),
            inputs.day("due_on", "Due", form.due_on, optional=True),
            inputs.person("lead", "Lead", form.lead, hint=LEAD_HINT),
            inputs.people("team", "Team", form.team),
            inputs.text("type", "Type", form.type, "campaign", longest=LONGEST_TYPE, optional=True),
            inputs.radio(
                "billing",
                "Billing",
                BILLING,
                BILLABLE if form.billable else NON_BILLABLE,
                hint="Time that is logged already stays as it is",
            ),
        ],
        callback="desk.save_job_edit",
        submit="Save",
        carries=OfJob(job=job_id),
    )


def changed(done: JobChanged) -> View:
    """The changes to a job."""
    words = "\n".join(f"•  {escape(each)}" for each in done.changes) or "All was so already."
    return modal("Saved", [section(f":white_check_mark: *{escape(done.number)}*\n{words}")])


def alert_form(job: JobFound) -> View:
    """The form of an alert for the job's team."""
    return modal(
        "Alert",
        [
            section(f"*{escape(job.number)}* {escape(job.title)}"),
            inputs.text(
                "text",
                "What must its team see?",
                "",
                "The print date moved to Monday",
                longest=LONGEST_WORDS,
                lines=True,
            ),
            context("It is posted in the job's channels, told to each of its team once, and stays in the jacket."),
        ],
        callback="desk.save_alert",
        submit="Tell them",
        carries=OfJob(job=job.id),
    )


def alerted(done: AlertGiven) -> View:
    """Confirm who will be notified of an alert."""
    return modal("Alert given", [section(f":rotating_light: *{escape(done.number)}*  {alerted_where(done)}")])


def client_option(found: Chosen) -> Option:
    """A client as a choice of a menu."""
    return option(found.name, found.id)
