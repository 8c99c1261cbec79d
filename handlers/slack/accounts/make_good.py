"""The door to make-good plans: what leads are asked, and the forms behind it."""

from functools import partial
from typing import Any

from slack_bolt import Ack, App

from bot.accounts import make_good
from bot.rules.accounts.make_good import PlanEnd, PlanRequest
from handlers.slack.accounts import make_good_views as views
from handlers.slack.kit.door import SlackDoor
from handlers.slack.kit.forms import Filled, value_of
from storage.words.accounts import PlanStatus

Body = dict[str, Any]


def register(app: App, slack: SlackDoor) -> None:
    """Bring the handlers to the app."""
    app.action("accounts.edit_plan")(partial(edit, slack))
    app.action("accounts.end_plan")(partial(end, slack))
    app.view("accounts.save_plan")(partial(save, slack))
    app.view("accounts.save_plan_end")(partial(save_end, slack))


def edit(slack: SlackDoor, ack: Ack, body: Body) -> None:
    """*Make a plan*, or *Change* it."""
    slack.open_modal(body, views.form(make_good.plan_form(slack.bot, slack.identify(body), value_of(body))))
    ack()


def end(slack: SlackDoor, ack: Ack, body: Body) -> None:
    """*Done or dropped*."""
    slack.open_modal(
        body, views.end_form(make_good.plan_form(slack.bot, slack.identify(body), value_of(body), to_end=True))
    )
    ack()


def save(slack: SlackDoor, ack: Ack, body: Body) -> None:
    """The plan was saved."""
    filled = Filled(body)
    request = PlanRequest(what=filled.text("what"), who=filled.choice("who"), due_on=filled.day("due_on"))
    done = make_good.keep_plan(slack.bot, slack.identify(body), body["view"]["private_metadata"], request)
    ack(response_action="update", view=views.kept(done.plan).to_dict())


def save_end(slack: SlackDoor, ack: Ack, body: Body) -> None:
    """How it ended was saved."""
    filled = Filled(body)
    request = PlanEnd(status=PlanStatus(filled.choice("status")), outcome=filled.text("outcome"))
    done = make_good.end_plan(slack.bot, slack.identify(body), body["view"]["private_metadata"], request)
    ack(response_action="update", view=views.kept(done.plan).to_dict())
