"""The door to revenue goals: `/goal`, with exchange rates and budget variance."""

import re
from functools import partial
from typing import Any

from slack_bolt import Ack, App

from bot.accounts import exchange_rates, forecast_percent, goals, make_good
from bot.core import Actor
from bot.rules.accounts.goals import GoalRequest
from handlers.slack.accounts import goals_views as views
from handlers.slack.accounts import make_good_views as plan_views
from handlers.slack.kit import inputs
from handlers.slack.kit.blocks import Message
from handlers.slack.kit.commands import typed
from handlers.slack.kit.door import SlackDoor, replace_message
from handlers.slack.kit.forms import Filled, value_of
from handlers.slack.kit.lines import line_from

Body = dict[str, Any]


def register(app: App, slack: SlackDoor) -> None:
    """Bring the handlers to the app."""
    app.command(typed("goal", slack.prefix))(partial(goal, slack))
    app.action(re.compile(r"accounts\.turn_goals\.\d"))(partial(turn_page, slack))
    app.action("accounts.add_goal")(partial(add, slack))
    app.action("accounts.edit_goal")(partial(edit, slack))
    app.action("accounts.remove_goal")(partial(remove, slack))
    app.options("accounts.find_goal_scopes")(partial(find, slack))
    app.view("accounts.save_goal")(partial(save, slack))


def goal(slack: SlackDoor, ack: Ack, body: Body) -> None:
    """`/goal`, `/goal 2026-Q4`; `set`, `variance ACME`, `rates`, `rate EUR 1.08 USD`, `forecast 60%`."""
    text, actor = line_from(body.get("text", "")).text, slack.identify(body)
    verb, _, rest = text.partition(" ")
    if verb.lower() in ("set", "add", "new"):
        slack.open_modal(body, views.form(goals.goal_form(slack.bot, actor, rest)))
        ack()
        return
    ack(**_answer(slack, actor, verb.lower(), rest.strip(), text).payload())


def turn_page(slack: SlackDoor, ack: Ack, body: Body) -> None:
    """Another quarter, or another page."""
    page, _, quarter = value_of(body).partition(" ")
    shown = goals.show_goals(slack.bot, slack.identify(body), quarter, int(page))
    replace_message(body["response_url"], views.listed(shown, slack.prefix))
    ack()


def add(slack: SlackDoor, ack: Ack, body: Body) -> None:
    """*Set a goal*."""
    slack.open_modal(body, views.form(goals.goal_form(slack.bot, slack.identify(body), value_of(body))))
    ack()


def edit(slack: SlackDoor, ack: Ack, body: Body) -> None:
    """*Change* one."""
    slack.open_modal(body, views.form(goals.goal_form(slack.bot, slack.identify(body), "", value_of(body))))
    ack()


def remove(slack: SlackDoor, ack: Ack, body: Body) -> None:
    """*Remove this goal*."""
    done = goals.remove_goal(slack.bot, slack.identify(body), value_of(body))
    slack.update_modal(body, views.removed(done))
    ack()


def find(slack: SlackDoor, ack: Ack, body: Body) -> None:
    """What the form's menu offers."""
    found = goals.find_scopes(slack.bot, slack.identify(body), body.get("value", ""))
    ack(options=[inputs.chosen_option(each).to_dict() for each in found])


def save(slack: SlackDoor, ack: Ack, body: Body) -> None:
    """The form was saved."""
    filled, actor = Filled(body), slack.identify(body)
    quarter, _, goal_id = body["view"]["private_metadata"].partition(" ")
    done = goals.keep_goal(
        slack.bot,
        actor,
        goal_id,
        GoalRequest(
            quarter=quarter,
            whose=filled.choice("whose"),
            amount=filled.text("amount"),
            currency=filled.text("currency"),
        ),
    )
    ack(response_action="update", view=views.kept(done, slack.prefix).to_dict())


def _answer(slack: SlackDoor, actor: Actor, verb: str, rest: str, text: str) -> Message:
    bot, prefix = slack.bot, slack.prefix
    match verb:
        case "rates" | "rate" if not rest:
            return views.exchange_rates(exchange_rates.show_exchange_rates(bot, actor), prefix)
        case "rates" | "rate" if rest.lower().startswith(("remove ", "delete ")):
            removed = exchange_rates.remove_exchange_rate(bot, actor, rest.partition(" ")[2])
            return views.exchange_removed(removed, prefix)
        case "rates" | "rate":
            return views.exchange_kept(exchange_rates.set_exchange_rate(bot, actor, rest))
        case "forecast" if not rest:
            return views.percent(forecast_percent.forecast_percent(bot, actor), prefix)
        case "forecast":
            return views.percent(forecast_percent.set_forecast_percent(bot, actor, rest), prefix)
        case "variance":
            return plan_views.variances(make_good.show_variances(bot, actor, rest), prefix)
        case "help" | "?":
            return views.listed(goals.show_goals(bot, actor, ""), prefix)
        case _:
            return views.listed(goals.show_goals(bot, actor, text), prefix)
