"""The door to creative briefs: *Brief* on a jacket, and `/job brief ACME-101`."""

import json
from functools import partial
from typing import Any

from slack_bolt import Ack, App

from bot.core import Actor
from bot.jobs import briefs
from bot.rules.jobs.briefs import PARTS
from handlers.slack.jobs import briefs_views as views
from handlers.slack.kit.door import SlackDoor
from handlers.slack.kit.forms import Filled, value_of
from handlers.slack.kit.names import Action, Modal

Body = dict[str, Any]


def register(app: App, slack: SlackDoor) -> None:
    """Bring the handlers to the app."""
    app.action(Action.BRIEF_OPEN)(partial(show, slack))
    app.action(Action.BRIEF_EDIT)(partial(edit, slack))
    app.action(Action.BRIEF_VERSION)(partial(show_version, slack))
    app.view(Modal.BRIEF)(partial(save, slack))


def open_brief(slack: SlackDoor, body: Body, actor: Actor, job_id: str) -> None:
    """Show a job's brief, or the form where there is none yet."""
    brief = briefs.brief_of(slack.bot, actor, job_id)
    slack.open_modal(body, views.shown(brief) if brief.version else views.form(brief))


def show(slack: SlackDoor, ack: Ack, body: Body) -> None:
    """*Brief* on a jacket."""
    open_brief(slack, body, slack.identify(body), value_of(body))
    ack()


def edit(slack: SlackDoor, ack: Ack, body: Body) -> None:
    """*Edit* on a brief: it becomes the form."""
    brief = briefs.brief_of(slack.bot, slack.identify(body), value_of(body))
    slack.update_modal(body, views.form(brief))
    ack()


def show_version(slack: SlackDoor, ack: Ack, body: Body) -> None:
    """Another version was chosen."""
    job_id, _, version = str(body["actions"][0]["selected_option"]["value"]).partition(":")
    slack.update_modal(body, views.shown(briefs.brief_of(slack.bot, slack.identify(body), job_id, int(version))))
    ack()


def save(slack: SlackDoor, ack: Ack, body: Body) -> None:
    """The form was saved: it becomes the brief."""
    actor, context = slack.identify(body), json.loads(body["view"]["private_metadata"])
    parts = {part.name: Filled(body).text(part.name) for part in PARTS}
    done = briefs.save_brief(slack.bot, actor, context["job"], context["seen"], parts)
    ack(response_action="update", view=views.shown(briefs.brief_of(slack.bot, actor, done.job_id)).to_dict())
