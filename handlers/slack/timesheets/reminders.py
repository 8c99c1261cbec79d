"""The doors of nudges: the buttons of the person and of the supervisor, and `/timesheet late`."""

import json
from dataclasses import replace
from datetime import date, datetime
from functools import partial
from typing import Any

from slack_bolt import Ack, App

from bot.leave import leave
from bot.messaging.touch import ClickedMessage
from bot.timesheets import late_report, reminder_answers
from bot.timesheets.reminder_answers import ExcuseForm
from handlers.slack.kit.door import SlackDoor
from handlers.slack.kit.forms import value_of
from handlers.slack.kit.names import Action, Modal
from handlers.slack.timekeeping import entry_forms_views as form_views
from handlers.slack.timekeeping.deadlines import standing_of
from handlers.slack.timesheets import reminders_views as views

Body = dict[str, Any]


def register(app: App, slack: SlackDoor) -> None:
    """Bring the handlers to the app."""
    app.action(Action.NUDGE_SAME)(partial(log_same, slack))
    app.action(Action.NUDGE_PICK)(partial(pick_job, slack))
    app.action(Action.NUDGE_OFF)(partial(was_off, slack))
    app.action(Action.NUDGE_NOTHING)(partial(nothing, slack))
    app.action(Action.NUDGE_SNOOZE)(partial(snooze, slack))
    app.action(Action.TEAM_REMIND)(partial(remind, slack))
    app.action(Action.TEAM_EXCUSE)(partial(ask_excuse, slack))
    app.view(Modal.EXCUSE)(partial(save_excuse, slack))


def late(slack: SlackDoor, ack: Ack, body: Body, rest: str) -> None:
    """`/timesheet late`."""
    ack(**views.late(late_report.late_report(slack.bot, slack.identify(body))).payload())


def log_same(slack: SlackDoor, ack: Ack, body: Body) -> None:
    """*Log like last week*. A message takes it once for each day: a second click gets the same answer."""
    day = _day(body)
    actor = slack.identify(body)
    container = body["container"]
    key = f"slack:same:{container['channel_id']}:{container['message_ts']}:{day.isoformat()}"
    once_a_day = replace(actor, delivery=key)
    reminder_answers.log_like_last_week(slack.bot, once_a_day, day, standing_of(slack, body))
    ack()


def pick_job(slack: SlackDoor, ack: Ack, body: Body) -> None:
    """*Pick a job…*: the form, with the day and what it is short of."""
    form = reminder_answers.prefilled_form(slack.bot, slack.identify(body), _day(body))
    slack.open_modal(body, form_views.form(form))
    ack()


def was_off(slack: SlackDoor, ack: Ack, body: Body) -> None:
    """*I was off*."""
    leave.was_off(slack.bot, slack.identify(body), _day(body))
    ack()


def nothing(slack: SlackDoor, ack: Ack, body: Body) -> None:
    """*Nothing to log*."""
    reminder_answers.nothing_to_log(slack.bot, slack.identify(body), _day(body), standing_of(slack, body))
    ack()


def snooze(slack: SlackDoor, ack: Ack, body: Body) -> None:
    """*Snooze until…*"""
    until = datetime.fromisoformat(body["actions"][0]["selected_option"]["value"])
    reminder_answers.snooze(slack.bot, slack.identify(body), until, standing_of(slack, body))
    ack()


def remind(slack: SlackDoor, ack: Ack, body: Body) -> None:
    """*Remind*."""
    reminder_answers.remind(slack.bot, slack.identify(body), value_of(body), standing_of(slack, body))
    ack()


def ask_excuse(slack: SlackDoor, ack: Ack, body: Body) -> None:
    """*Excuse…*: which days, and why."""
    form: ExcuseForm = reminder_answers.excuse_form(slack.bot, slack.identify(body), value_of(body))
    container = body["container"]
    context = {"person": form.person_id, "channel": container["channel_id"], "message": container["message_ts"]}
    context["today"] = form.today.isoformat()
    slack.open_modal(body, views.excuse_form(form, json.dumps(context)))
    ack()


def save_excuse(slack: SlackDoor, ack: Ack, body: Body) -> None:
    """The reason was given: the list is rendered anew."""
    view, actor = body["view"], slack.identify(body)
    context, values = json.loads(view["private_metadata"]), view["state"]["values"]
    days = [date.fromisoformat(each["value"]) for each in values["days"][Action.VALUE]["selected_options"] or ()]
    reason = values["reason"][Action.VALUE]["value"] or ""
    clicked = ClickedMessage(slack.place_of(context["channel"]), context["message"])
    done = reminder_answers.excuse(slack.bot, actor, context["person"], days, reason, clicked)
    ack(response_action="update", view=views.excused(done, date.fromisoformat(context["today"])).to_dict())


def _day(body: Body) -> date:
    return date.fromisoformat(value_of(body))
