"""The door to a job's money: *Costs* on a jacket, and `/job costs ACME-101`."""

import json
import re
from datetime import date
from functools import partial
from typing import Any

from slack_bolt import Ack, App

from bot.core import Actor
from bot.jobs import costs as job_costs
from bot.jobs.costs import CostChanged, CostRequest
from bot.rules.jobs.costs import CostKind
from handlers.slack.jobs import costs_views as views
from handlers.slack.kit.door import SlackDoor
from handlers.slack.kit.forms import Filled, value_of
from handlers.slack.kit.names import Action, Modal
from storage.words.accounts import OrderSide

Body = dict[str, Any]


def register(app: App, slack: SlackDoor) -> None:
    """Bring the handlers to the app."""
    app.action(Action.COSTS_OPEN)(partial(show, slack))
    app.action(re.compile(rf"{re.escape(Action.COST_ADD)}\.\d"))(partial(open_form, slack))
    app.action(Action.COST_MENU)(partial(choose, slack))
    app.view(Modal.COST)(partial(save, slack))


def open_costs(slack: SlackDoor, body: Body, actor: Actor, job_id: str) -> None:
    """Show a job's money lines."""
    slack.open_modal(body, views.costs(job_costs.costs_of(slack.bot, actor, job_id)))


def show(slack: SlackDoor, ack: Ack, body: Body) -> None:
    """*Costs* on a jacket."""
    open_costs(slack, body, slack.identify(body), value_of(body))
    ack()


def open_form(slack: SlackDoor, ack: Ack, body: Body) -> None:
    """One of the *Add* buttons: the list becomes the form."""
    job_id, _, kind = value_of(body).partition(":")
    shown = job_costs.costs_of(slack.bot, slack.identify(body), job_id)
    slack.update_modal(body, views.form(shown, CostKind(kind)))
    ack()


def save(slack: SlackDoor, ack: Ack, body: Body) -> None:
    """The form was saved: it becomes the list again."""
    actor, context = slack.identify(body), json.loads(body["view"]["private_metadata"])
    filled = Filled(body)
    request = CostRequest(
        kind=CostKind(context["kind"]),
        amount=filled.text("amount"),
        on=date.fromisoformat(filled.day("on")),
        name=filled.text("name"),
        note=filled.text("note"),
        side=OrderSide(filled.choice("side") or OrderSide.AGENCY),
        hours=filled.text("hours"),
    )
    done = job_costs.add_cost(slack.bot, actor, context["job"], request)
    shown = job_costs.costs_of(slack.bot, actor, done.job_id)
    ack(response_action="update", view=views.costs(shown, done.said).to_dict())


def choose(slack: SlackDoor, ack: Ack, body: Body) -> None:
    """*Take back*, or *Invoiced: close it*, in a line's menu."""
    actor = slack.identify(body)
    verb, kind, cost_id = str(body["actions"][0]["selected_option"]["value"]).split(":")
    done: CostChanged
    if verb == views.CLOSE:
        done = job_costs.close_order(slack.bot, actor, cost_id)
    else:
        done = job_costs.take_back_cost(slack.bot, actor, CostKind(kind), cost_id)
    slack.update_modal(body, views.costs(job_costs.costs_of(slack.bot, actor, done.job_id), done.said))
    ack()
