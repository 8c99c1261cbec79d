"""The door to a client's contract and retainers."""

from functools import partial
from typing import Any

from slack_bolt import Ack, App

from bot.clients import contracts
from bot.rules.clients.contracts import ContractRequest, RetainerRequest
from handlers.slack.clients import contracts_views as views
from handlers.slack.clients.clients import saved, saved_in
from handlers.slack.kit.door import SlackDoor
from handlers.slack.kit.forms import Context, Filled, context_of, show_modal, value_of
from storage.words.accounts import PricingModel, RollOver

Body = dict[str, Any]


def register(app: App, slack: SlackDoor) -> None:
    """Bring the handlers to the app."""
    app.action("clients.edit_contract")(partial(edit_contract, slack))
    app.view("clients.save_contract")(partial(save_contract, slack))
    app.action("clients.list_retainers")(partial(list_retainers, slack))
    app.action("clients.add_retainer")(partial(add_retainer, slack))
    app.action("clients.edit_retainer")(partial(edit_retainer, slack))
    app.view("clients.save_retainer")(partial(save_retainer, slack))


def edit_contract(slack: SlackDoor, ack: Ack, body: Body) -> None:
    """*Contract* on a card."""
    context = context_of(body)
    form = contracts.contract_form(slack.bot, slack.identify(body), context.client)
    context = context.model_copy(update={"changes": form.contract.id if form.contract else ""})
    show_modal(slack, body, views.contract(form, context.model_dump_json()))
    ack()


def save_contract(slack: SlackDoor, ack: Ack, body: Body) -> None:
    """The form was saved."""
    filled, context, actor = Filled(body), context_of(body), slack.identify(body)
    model = filled.choice("pricing_model")
    request = ContractRequest(
        starts_on=filled.day("starts_on"),
        renews_on=filled.day("renews_on"),
        ends_on=filled.day("ends_on"),
        notice_days=filled.text("notice_days"),
        pricing_model=PricingModel(model) if model else None,
        payment_days=filled.text("payment_days"),
        is_new=views.NEW in filled.choices("is_new"),
    )
    contracts.keep_contract(slack.bot, actor, context.client, context.changes, request)
    saved(slack, ack, actor, context)


def list_retainers(slack: SlackDoor, ack: Ack, body: Body) -> None:
    """*Retainers* on a card."""
    context = context_of(body)
    shown = contracts.show_retainers(slack.bot, slack.identify(body), context.client)
    show_modal(slack, body, views.retainers(shown, context.model_dump_json()))
    ack()


def add_retainer(slack: SlackDoor, ack: Ack, body: Body) -> None:
    """*Add a retainer*."""
    _open_retainer(slack, body, context_of(body).model_copy(update={"changes": ""}))
    ack()


def edit_retainer(slack: SlackDoor, ack: Ack, body: Body) -> None:
    """*Change or end* a retainer."""
    _open_retainer(slack, body, context_of(body).model_copy(update={"changes": value_of(body)}))
    ack()


def save_retainer(slack: SlackDoor, ack: Ack, body: Body) -> None:
    """The form was saved: it becomes the list again."""
    filled, context, actor = Filled(body), context_of(body), slack.identify(body)
    request = RetainerRequest(
        starts_on=filled.day("starts_on"),
        ends_on=filled.day("ends_on"),
        hours=filled.text("hours"),
        fee=filled.text("fee"),
        rate=filled.text("rate"),
        roll_over=RollOver(filled.choice("roll_over")),
        cap=filled.text("cap"),
    )
    contracts.keep_retainer(slack.bot, actor, context.client, context.changes, request)
    shown = contracts.show_retainers(slack.bot, actor, context.client)
    saved_in(slack, ack, actor, context, views.retainers(shown, context.model_dump_json()))


def _open_retainer(slack: SlackDoor, body: Body, context: Context) -> None:
    form = contracts.retainer_form(slack.bot, slack.identify(body), context.client, context.changes)
    show_modal(slack, body, views.retainer(form, context.model_dump_json()))
