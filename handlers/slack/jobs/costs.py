"""The door to a job's money: *Costs* on a jacket, and `/job costs ACME-101`."""

from datetime import date

from slack_sdk.models.views import View

from bot.jobs import costs as job_costs
from bot.jobs.costs import CostChanged, CostRequest
from handlers.slack.jobs import costs_views as views
from handlers.slack.kit.asked import Asked
from handlers.slack.kit.doors import Answer, Doors
from storage.words.accounts import OrderSide


def costs(asked: Asked, job_id: str) -> View:
    """A job's money lines."""
    return views.costs(job_costs.costs_of(asked.bot, asked.actor, job_id))


def open_costs(asked: Asked) -> Answer:
    """*Costs* on a jacket."""
    return costs(asked, asked.value)


def add_cost(asked: Asked) -> Answer:
    """One of the *Add* buttons: the list becomes the form."""
    new = asked.value_as(views.NewCost)
    return views.form(job_costs.costs_of(asked.bot, asked.actor, new.job), new.kind)


def save_cost(asked: Asked) -> Answer:
    """Save the form, then show the list again."""
    new, filled = asked.carried(views.NewCost), asked.filled
    request = CostRequest(
        kind=new.kind,
        amount=filled.text("amount"),
        on=date.fromisoformat(filled.day("on")),
        name=filled.text("name"),
        note=filled.text("note"),
        side=OrderSide(filled.choice("side") or OrderSide.AGENCY),
        hours=filled.text("hours"),
    )
    return _listed(asked, job_costs.add_cost(asked.bot, asked.actor, new.job, request))


def change_cost(asked: Asked) -> Answer:
    """*Take back*, or *Invoiced: close it*, in a line's menu."""
    chosen = asked.value_as(views.CostChoice)
    if chosen.close:
        return _listed(asked, job_costs.close_order(asked.bot, asked.actor, chosen.id))
    return _listed(asked, job_costs.take_back_cost(asked.bot, asked.actor, chosen.kind, chosen.id))


def _listed(asked: Asked, done: CostChanged) -> View:
    return views.costs(job_costs.costs_of(asked.bot, asked.actor, done.job_id), done.said)


DOORS = Doors(clicks=[open_costs, add_cost, change_cost], forms=[save_cost])
