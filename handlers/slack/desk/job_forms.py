"""The doors of a job's forms: opening one, changing one, adding an alert. Each ends at the job's jacket."""

from collections.abc import Sequence
from datetime import date

from slack_sdk.models.blocks import Option
from slack_sdk.models.views import View

from bot.desk import job_jackets
from bot.errors import UsageError
from bot.jobs import alerts, edits, openings
from bot.jobs.edits import JobEdit
from bot.jobs.openings import JobRequest
from handlers.slack.clients.channels import learn_channels, look_at_channel
from handlers.slack.desk import job_jackets_views as views
from handlers.slack.jobs import forms_views as forms
from handlers.slack.jobs.jobs_views import ANY_CLIENT
from handlers.slack.kit.asked import Asked
from handlers.slack.kit.doors import Answer, Done, Doors
from handlers.slack.kit.forms import Filled


def new_form(asked: Asked, client_id: str = "") -> View:
    """The form of a new job, for a given client or one still to choose."""
    return forms.new_form(openings.opening_form(asked.bot, asked.actor, client_id))


def edit_form(asked: Asked, job_id: str) -> View:
    """The form of an existing job."""
    return forms.edit_form(edits.edit_form(asked.bot, asked.actor, job_id), job_id)


def open_new_job(asked: Asked) -> Answer:
    """*Open a job*: the form, for the client of that card."""
    return new_form(asked, "" if asked.value == ANY_CLIENT else asked.value)


def open_job_edit(asked: Asked) -> Answer:
    """*Edit* on a jacket: the form."""
    return edit_form(asked, asked.value)


def open_alert(asked: Asked) -> Answer:
    """*Alert* on a jacket: the form."""
    return forms.alert_form(job_jackets.jacket_by_id(asked.bot, asked.actor, asked.value).job)


def save_new_job(asked: Asked) -> Answer:
    """Save the form of a new job, and show its jacket to the person who saved it."""
    bot, actor, filled = asked.bot, asked.actor, asked.filled
    request = JobRequest(
        client_id=filled.choice("client"),
        title=filled.text("title"),
        type=filled.text("type"),
        billable=filled.choice("billing") == forms.BILLABLE,
        due_on=_due(filled),
        lead_id=filled.choice("lead"),
        team=filled.choices("team"),
        channel=asked.chosen_channel("channel"),
    )
    learn_channels(asked.slack, request.client_id)
    look_at_channel(asked.slack, request.channel)
    done = openings.open_job(bot, actor, request)
    return Done(
        forms.opened(done),
        below=lambda: views.opened(done, job_jackets.jacket_by_id(bot, actor, done.job_id), asked.prefix),
    )


def save_job_edit(asked: Asked) -> Answer:
    """Save the form, show the changes, and update the jacket."""
    bot, actor, filled = asked.bot, asked.actor, asked.filled
    request = JobEdit(
        title=filled.text("title"),
        type=filled.text("type"),
        billable=filled.choice("billing") == forms.BILLABLE,
        due_on=_due(filled),
        lead_id=filled.choice("lead"),
        team=filled.choices("team"),
        next_step=filled.text("next_step"),
        waits_on=filled.text("waits_on"),
    )
    done = edits.edit_job(bot, actor, asked.carried(forms.OfJob).job, request)
    return Done(
        forms.changed(done),
        replacing=lambda: views.changed(done, job_jackets.jacket_by_id(bot, actor, done.job_id)),
    )


def save_alert(asked: Asked) -> Answer:
    """Save the alert for the job's team."""
    bot, actor, text = asked.bot, asked.actor, asked.filled.text("text")
    learn_channels(asked.slack)
    try:
        done = alerts.give_alert(bot, actor, asked.carried(forms.OfJob).job, text)
    except UsageError as error:
        raise UsageError(str(error), fields={"text": str(error)}) from None
    return Done(
        forms.alerted(done),
        replacing=lambda: views.alerted(done, job_jackets.jacket_by_id(bot, actor, done.job_id)),
    )


def find_job_clients(asked: Asked) -> Sequence[Option]:
    """Return the options of the form's client menu."""
    return [forms.client_option(each) for each in openings.clients_for_job(asked.bot, asked.actor, asked.text)]


def _due(filled: Filled) -> date | None:
    return date.fromisoformat(filled.day("due_on")) if filled.day("due_on") else None


DOORS = Doors(
    clicks=[open_new_job, open_job_edit, open_alert],
    forms=[save_new_job, save_job_edit, save_alert],
    menus=[find_job_clients],
)
