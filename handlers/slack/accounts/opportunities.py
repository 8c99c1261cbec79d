"""The door to opportunities: `/opportunity`, its list and its forms."""

import re
from functools import partial
from typing import Any

from slack_bolt import Ack, App

from bot.accounts import opportunities, opportunity_estimates, opportunity_lists
from bot.rules.accounts.opportunities import OpportunityRequest
from handlers.slack.accounts import opportunities_views as views
from handlers.slack.kit.commands import typed
from handlers.slack.kit.door import SlackDoor, replace_message
from handlers.slack.kit.forms import Filled, show_modal, value_of
from handlers.slack.kit.lines import line_from
from storage.words.accounts import OpportunityKind, OpportunityStage

Body = dict[str, Any]


def register(app: App, slack: SlackDoor) -> None:
    """Bring the handlers to the app."""
    app.command(typed("opportunity", slack.prefix))(partial(opportunity, slack))
    app.action(re.compile(r"accounts\.turn_opportunities\.\d+"))(partial(turn_page, slack))
    app.action("accounts.add_opportunity")(partial(add, slack))
    app.action("accounts.edit_opportunity")(partial(edit, slack))
    app.action("accounts.end_opportunity.win")(partial(end, slack, OpportunityStage.WON))
    app.action("accounts.end_opportunity.lose")(partial(end, slack, OpportunityStage.LOST))
    app.options("accounts.find_estimates")(partial(find_estimates, slack))
    app.view("accounts.save_opportunity")(partial(save, slack))
    app.view("accounts.save_opportunity_end")(partial(save_end, slack))


def opportunity(slack: SlackDoor, ack: Ack, body: Body) -> None:
    """`/opportunity` lists the open ones; `mine`, `ACME`, `won`, `lost`; `add ACME` opens the form."""
    text, actor = line_from(body.get("text", "")).text, slack.identify(body)
    verb, _, code = text.partition(" ")
    if verb.lower() in ("add", "new"):
        slack.open_modal(body, views.form(opportunities.opportunity_form(slack.bot, actor, code=code.strip())))
        ack()
        return
    asked = "" if text.lower() in ("help", "?") else text
    ack(**views.listed(opportunity_lists.list_opportunities(slack.bot, actor, asked), slack.prefix).payload())


def turn_page(slack: SlackDoor, ack: Ack, body: Body) -> None:
    """*Earlier* and *More*."""
    page, _, asked = value_of(body).partition(" ")
    shown = opportunity_lists.list_opportunities(slack.bot, slack.identify(body), asked, int(page))
    replace_message(body["response_url"], views.listed(shown, slack.prefix))
    ack()


def add(slack: SlackDoor, ack: Ack, body: Body) -> None:
    """*Add an opportunity*."""
    show_modal(slack, body, views.form(opportunities.opportunity_form(slack.bot, slack.identify(body))))
    ack()


def edit(slack: SlackDoor, ack: Ack, body: Body) -> None:
    """*Change* one."""
    form = opportunities.opportunity_form(slack.bot, slack.identify(body), value_of(body))
    show_modal(slack, body, views.form(form))
    ack()


def end(slack: SlackDoor, stage: OpportunityStage, ack: Ack, body: Body) -> None:
    """*Won* or *Lost*: what came of it is asked."""
    form = opportunities.opportunity_form(slack.bot, slack.identify(body), value_of(body))
    if form.opportunity:
        show_modal(slack, body, views.end_form(form.opportunity, stage))
    ack()


def find_estimates(slack: SlackDoor, ack: Ack, body: Body) -> None:
    """What the form's menu of estimates offers: the client's open ones, or none."""
    _, client_id = views.about(body["view"]["private_metadata"])
    words, actor = body.get("value", ""), slack.identify(body)
    found = opportunity_estimates.find_open_estimates(slack.bot, actor, words, client_id)
    ack(options=[each.to_dict() for each in views.estimate_options(found, words)])


def save(slack: SlackDoor, ack: Ack, body: Body) -> None:
    """The form was saved."""
    filled = Filled(body)
    request = OpportunityRequest(
        client=filled.choice("client"),
        title=filled.text("title"),
        kind=OpportunityKind(filled.choice("kind")),
        amount=filled.text("amount"),
        percent=filled.text("percent"),
        closes_on=filled.day("closes_on"),
        owner=filled.choice("owner"),
        stage=OpportunityStage(filled.choice("stage")),
        note=filled.text("note"),
        estimate=views.estimate_chosen(filled.choice("estimate")),
    )
    kept_id, _ = views.about(body["view"]["private_metadata"])
    done = opportunities.keep_opportunity(slack.bot, slack.identify(body), kept_id, request)
    ack(response_action="update", view=views.kept(done.opportunity, slack.prefix).to_dict())


def save_end(slack: SlackDoor, ack: Ack, body: Body) -> None:
    """It was won or lost."""
    stage, opportunity_id = body["view"]["private_metadata"].split()
    outcome, actor = Filled(body).text("outcome"), slack.identify(body)
    done = opportunities.settle_opportunity(slack.bot, actor, opportunity_id, OpportunityStage(stage), outcome)
    ack(response_action="update", view=views.kept(done.opportunity, slack.prefix).to_dict())
