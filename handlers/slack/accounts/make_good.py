"""The door to make-good plans: the buttons of our requests to leads, and their forms."""

from bot.accounts import make_good
from bot.rules.accounts.make_good import PlanEnd, PlanRequest
from handlers.slack.accounts import make_good_views as views
from handlers.slack.kit.asked import Asked
from handlers.slack.kit.doors import Answer, Doors
from storage.words.accounts import PlanStatus


def edit_plan(asked: Asked) -> Answer:
    """*Make a plan*, or *Change* it."""
    return views.form(make_good.plan_form(asked.bot, asked.actor, asked.value))


def end_plan(asked: Asked) -> Answer:
    """*Done or dropped*."""
    return views.end_form(make_good.plan_form(asked.bot, asked.actor, asked.value, to_end=True))


def save_plan(asked: Asked) -> Answer:
    """Save the plan."""
    filled = asked.filled
    request = PlanRequest(what=filled.text("what"), who=filled.choice("who"), due_on=filled.day("due_on"))
    return views.kept(make_good.keep_plan(asked.bot, asked.actor, asked.carried(views.OfPlan).plan, request).plan)


def save_plan_end(asked: Asked) -> Answer:
    """Save how the plan ended."""
    filled = asked.filled
    request = PlanEnd(status=PlanStatus(filled.choice("status")), outcome=filled.text("outcome"))
    return views.kept(make_good.end_plan(asked.bot, asked.actor, asked.carried(views.OfPlan).plan, request).plan)


DOORS = Doors(clicks=[edit_plan, end_plan], forms=[save_plan, save_plan_end])
