"""The door to revenue goals: `/goal`, with exchange rates and budget variance."""

from collections.abc import Sequence

from slack_sdk.models.blocks import Option

from bot.accounts import exchange_rates, forecast_percent, goals, make_good
from bot.rules.accounts.goals import GoalRequest
from handlers.slack.accounts import goals_views as views
from handlers.slack.accounts import make_good_views as plan_views
from handlers.slack.kit import inputs
from handlers.slack.kit.asked import Asked
from handlers.slack.kit.blocks import Message
from handlers.slack.kit.doors import Answer, Command, Doors


def goal(asked: Asked) -> Answer:
    """`/goal`, `/goal 2026-Q4`; `set`, `variance ACME`, `rates`, `rate EUR 1.08 USD`, `forecast 60%`."""
    verb, _, rest = asked.text.partition(" ")
    match verb.lower():
        case "set" | "add" | "new":
            return views.form(goals.goal_form(asked.bot, asked.actor, rest))
        case "rates" | "rate":
            return _exchange_rates(asked, rest.strip())
        case "forecast":
            return _forecast(asked, rest.strip())
        case "variance":
            return plan_views.variances(make_good.show_variances(asked.bot, asked.actor, rest.strip()), asked.prefix)
        case "help" | "?":
            return _listed(asked)
        case _:
            return _listed(asked, asked.text)


def turn_goals(asked: Asked) -> Answer:
    """Show another quarter, or another page."""
    chosen = asked.value_as(views.GoalPage)
    return _listed(asked, chosen.quarter, chosen.page)


def add_goal(asked: Asked) -> Answer:
    """*Set a goal*."""
    return views.form(goals.goal_form(asked.bot, asked.actor, asked.value))


def edit_goal(asked: Asked) -> Answer:
    """*Change* one."""
    return views.form(goals.goal_form(asked.bot, asked.actor, "", asked.value))


def remove_goal(asked: Asked) -> Answer:
    """*Remove this goal*."""
    return views.removed(goals.remove_goal(asked.bot, asked.actor, asked.value))


def find_goal_scopes(asked: Asked) -> Sequence[Option]:
    """Return the options of the form's menu."""
    return [inputs.chosen_option(each) for each in goals.find_scopes(asked.bot, asked.actor, asked.text)]


def save_goal(asked: Asked) -> Answer:
    """Save the form."""
    goal, filled = asked.carried(views.GoalOf), asked.filled
    request = GoalRequest(
        quarter=goal.quarter,
        whose=filled.choice("whose"),
        amount=filled.text("amount"),
        currency=filled.text("currency"),
    )
    return views.kept(goals.keep_goal(asked.bot, asked.actor, goal.id, request), asked.prefix)


def _listed(asked: Asked, quarter: str = "", page: int = 0) -> Message:
    return views.listed(goals.show_goals(asked.bot, asked.actor, quarter, page), asked.prefix)


def _exchange_rates(asked: Asked, rest: str) -> Message:
    bot, actor, prefix = asked.bot, asked.actor, asked.prefix
    if not rest:
        return views.exchange_rates(exchange_rates.show_exchange_rates(bot, actor), prefix)
    if rest.lower().startswith(("remove ", "delete ")):
        removed = exchange_rates.remove_exchange_rate(bot, actor, rest.partition(" ")[2])
        return views.exchange_removed(removed, prefix)
    return views.exchange_kept(exchange_rates.set_exchange_rate(bot, actor, rest))


def _forecast(asked: Asked, rest: str) -> Message:
    if not rest:
        return views.percent(forecast_percent.forecast_percent(asked.bot, asked.actor), asked.prefix)
    return views.percent(forecast_percent.set_forecast_percent(asked.bot, asked.actor, rest), asked.prefix)


DOORS = Doors(
    commands=[
        Command("goal", "Quarterly revenue goals: booked, forecast, actual, gap; budget variance", "2026-Q4", goal)
    ],
    clicks=[turn_goals, add_goal, edit_goal, remove_goal],
    forms=[save_goal],
    menus=[find_goal_scopes],
)
