"""The door to jobs: `/job`, the jacket with its buttons, and the forms of a job."""

import json
import re
from datetime import date
from functools import partial
from typing import Any

from slack_bolt import Ack, App

from bot.core import Actor
from bot.desk import job_jackets
from bot.errors import UsageError
from bot.jobs import alerts as job_alerts
from bot.jobs import changes as job_changes
from bot.jobs import edits as job_edits
from bot.jobs import my_jobs
from bot.jobs import openings as job_openings
from bot.jobs.edits import JobEdit
from bot.jobs.lines import job_of_line
from bot.jobs.openings import JobRequest
from bot.rules.jobs.lines import EXAMPLES, JobVerb, read_job_line
from bot.rules.kit.lines import Line
from handlers.slack.desk import job_jackets_views as jacket_views
from handlers.slack.jobs import briefs
from handlers.slack.jobs import costs as job_costs
from handlers.slack.jobs import forms_views as forms
from handlers.slack.jobs import jobs_views as views
from handlers.slack.kit.blocks import Message
from handlers.slack.kit.door import SlackDoor, add_message, is_ephemeral, replace_message, showing
from handlers.slack.kit.forms import Filled, value_of
from handlers.slack.kit.names import Action, Command, Modal
from handlers.slack.timekeeping import entry_forms_views as entry_views
from storage.words.time import JobStatus

Body = dict[str, Any]


def register(app: App, slack: SlackDoor) -> None:
    """Bring the handlers to the app."""
    app.command(Command.JOB.typed(slack.prefix))(partial(job, slack))
    app.action(re.compile(rf"{re.escape(Action.JOB_LINE)}\.\d"))(partial(take_chosen, slack))
    app.action(Action.JOB_OPEN)(partial(show_jacket, slack))
    app.action(Action.JOB_NEW)(partial(open_new, slack))
    app.action(Action.JOB_STATUS)(partial(set_status, slack))
    app.action(Action.JOB_EDIT)(partial(open_edit, slack))
    app.action(Action.JOB_ALERT)(partial(open_alert, slack))
    app.action(Action.JOB_LOG_TIME)(partial(log_time, slack))
    app.options(Action.JOB_CLIENT_SEARCH)(partial(find_clients, slack))
    app.view(Modal.JOB_NEW)(partial(save_new, slack))
    app.view(Modal.JOB_EDIT)(partial(save_edit, slack))
    app.view(Modal.JOB_ALERT)(partial(save_alert, slack))


def job(slack: SlackDoor, ack: Ack, body: Body) -> None:
    """`/job ACME-101`, `/job status ACME-101 with client`, `/job open ACME Spring mailer`; alone it lists jobs."""
    line = slack.line_of(body, body.get("text", ""))
    message = _answer(slack, body, slack.identify(body), line)
    ack(**message.payload()) if message else ack()


def take_chosen(slack: SlackDoor, ack: Ack, body: Body) -> None:
    """One of the jobs was chosen that a line may have meant."""
    message = _answer(slack, body, slack.identify(body), Line(value_of(body)))
    if message:
        replace_message(body["response_url"], message)
    ack()


def show_jacket(slack: SlackDoor, ack: Ack, body: Body) -> None:
    """*Job jacket*, or *Open* in a list: the clicker alone sees it, below."""
    jacket = job_jackets.jacket_by_id(slack.bot, slack.identify(body), value_of(body))
    add_message(body["response_url"], jacket_views.jacket(jacket))
    ack()


def open_new(slack: SlackDoor, ack: Ack, body: Body) -> None:
    """*Open a job*: the form, for the client on whose card that is."""
    client_id = value_of(body)
    _open_form(slack, body, slack.identify(body), "" if client_id == views.ANY_CLIENT else client_id)
    ack()


def save_new(slack: SlackDoor, ack: Ack, body: Body) -> None:
    """The form of a new job was saved: who saved it gets the jacket."""
    actor, filled = slack.identify(body), Filled(body)
    request = JobRequest(
        client_id=filled.choice("client"),
        title=filled.text("title"),
        type=filled.text("type"),
        billable=filled.choice("billing") == forms.BILLABLE,
        due_on=_due(filled),
        lead_id=filled.choice("lead"),
        team=filled.choices("team"),
        channel=filled.channel("channel") or None,
    )
    done = job_openings.open_job(slack.bot, actor, request)
    with showing():
        jacket = job_jackets.jacket_by_id(slack.bot, actor, done.job_id)
        _show(body, views.opened(done, jacket, slack.prefix))
    ack(response_action="update", view=forms.opened(done).to_dict())


def set_status(slack: SlackDoor, ack: Ack, body: Body) -> None:
    """A status was chosen in a jacket."""
    actor = slack.identify(body)
    job_id, _, status = str(body["actions"][0]["selected_option"]["value"]).partition(":")
    done = job_changes.set_status(slack.bot, actor, job_id, JobStatus(status))
    replace_message(body["response_url"], views.changed(done, job_jackets.jacket_by_id(slack.bot, actor, job_id)))
    ack()


def open_edit(slack: SlackDoor, ack: Ack, body: Body) -> None:
    """*Edit* on a jacket: the form."""
    _open_edit(slack, body, slack.identify(body), value_of(body))
    ack()


def save_edit(slack: SlackDoor, ack: Ack, body: Body) -> None:
    """The form was saved: it becomes what was changed, and the jacket shows it."""
    actor, filled, context = slack.identify(body), Filled(body), _context(body)
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
    done = job_edits.edit_job(slack.bot, actor, context["job"], request)
    with showing():
        _show(body, views.changed(done, job_jackets.jacket_by_id(slack.bot, actor, done.job_id)))
    ack(response_action="update", view=forms.changed(done).to_dict())


def open_alert(slack: SlackDoor, ack: Ack, body: Body) -> None:
    """*Alert* on a jacket: what is it?"""
    actor = slack.identify(body)
    shown = job_jackets.jacket_by_id(slack.bot, actor, value_of(body)).job
    slack.open_modal(body, forms.alert_form(shown, _metadata(body, shown.id)))
    ack()


def save_alert(slack: SlackDoor, ack: Ack, body: Body) -> None:
    """The alert was written: its team hears of it."""
    actor, text = slack.identify(body), Filled(body).text("text")
    try:
        done = job_alerts.give_alert(slack.bot, actor, _context(body)["job"], text)
    except UsageError as error:
        raise UsageError(str(error), fields={"text": str(error)}) from None
    with showing():
        _show(body, views.alerted(done, job_jackets.jacket_by_id(slack.bot, actor, done.job_id)))
    ack(response_action="update", view=forms.alerted(done).to_dict())


def log_time(slack: SlackDoor, ack: Ack, body: Body) -> None:
    """*Log time* on a job: the form of an entry, with the job in it."""
    form = job_jackets.entry_form_on(slack.bot, slack.identify(body), value_of(body))
    slack.open_modal(body, entry_views.form(form))
    ack()


def find_clients(slack: SlackDoor, ack: Ack, body: Body) -> None:
    """What the form's client menu offers."""
    found = job_openings.clients_for_job(slack.bot, slack.identify(body), body.get("value", ""))
    ack(options=[forms.client_option(each).to_dict() for each in found])


def _answer(slack: SlackDoor, body: Body, actor: Actor, line: Line) -> Message | None:
    """What a line comes to; None where it opened a form."""
    text = line.text.strip()
    if not text:
        return views.listed(my_jobs.my_jobs(slack.bot, actor), slack.prefix)
    if text.lower() in ("help", "?"):
        return views.help_message(slack.prefix)
    asked = read_job_line(text)
    match asked.verb:
        case JobVerb.OPEN if not asked.rest:
            _open_form(slack, body, actor)
            return None
        case JobVerb.EDIT | JobVerb.BRIEF | JobVerb.COSTS:
            _OPENERS[asked.verb](slack, body, actor, job_of_line(slack.bot, actor, line))
            return None
        case JobVerb.OPEN:
            opened = job_openings.open_job_line(slack.bot, actor, asked.rest)
            return views.opened(opened, job_jackets.jacket_by_id(slack.bot, actor, opened.job_id), slack.prefix)
        case JobVerb.ALERT:
            given = job_alerts.alert_line(slack.bot, actor, line)
            return views.alerted(given, job_jackets.jacket_by_id(slack.bot, actor, given.job_id))
        case JobVerb.SHOW:
            return _show_named(slack, actor, line, text, asked.number)
        case _:
            done = job_changes.change_job_line(slack.bot, actor, line)
            return views.changed(done, job_jackets.jacket_by_id(slack.bot, actor, done.job_id))


def _show_named(slack: SlackDoor, actor: Actor, line: Line, text: str, number: str) -> Message:
    """A job's jacket, or a client's jobs."""
    if not number and text.lower() != JobVerb.SHOW:
        listed = my_jobs.jobs_of_client(slack.bot, actor, text)
        if listed is None:
            raise UsageError(f"I can't read “{text[:80]}”.", example=EXAMPLES[JobVerb.SHOW])
        return views.listed(listed, slack.prefix)
    return jacket_views.jacket(job_jackets.jacket_of_line(slack.bot, actor, line))


def _open_form(slack: SlackDoor, body: Body, actor: Actor, client_id: str = "") -> None:
    form = job_openings.opening_form(slack.bot, actor, client_id)
    slack.open_modal(body, forms.new_form(form, _metadata(body, "")))


def _open_edit(slack: SlackDoor, body: Body, actor: Actor, job_id: str) -> None:
    form = job_edits.edit_form(slack.bot, actor, job_id)
    slack.open_modal(body, forms.edit_form(form, _metadata(body, job_id)))


_OPENERS = {JobVerb.EDIT: _open_edit, JobVerb.BRIEF: briefs.open_brief, JobVerb.COSTS: job_costs.open_costs}


def _metadata(body: Body, job_id: str) -> str:
    """What a form remembers: its job, and where what it changes is shown."""
    shown_in = {"response_url": body["response_url"]} if body.get("response_url") else {}
    return json.dumps({"job": job_id, "ephemeral": is_ephemeral(body), **shown_in})


def _show(body: Body, message: Message) -> None:
    """Show what was done where the form was opened: in the place of a jacket, else below."""
    context = _context(body)
    if response_url := context.get("response_url"):
        (replace_message if context["ephemeral"] and context["job"] else add_message)(response_url, message)


def _context(body: Body) -> Body:
    context: Body = json.loads(body["view"].get("private_metadata") or "{}")
    return context


def _due(filled: Filled) -> date | None:
    return date.fromisoformat(filled.day("due_on")) if filled.day("due_on") else None
