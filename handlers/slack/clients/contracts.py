"""The door to a client's contract and retainers."""

from bot.clients import contracts
from bot.rules.clients.contracts import ContractRequest, RetainerRequest
from handlers.slack.clients import contracts_views as views
from handlers.slack.clients.cards import saved, saved_in
from handlers.slack.clients.clients_views import OfClient
from handlers.slack.kit.asked import Asked
from handlers.slack.kit.doors import Answer, Doors
from storage.words.accounts import PricingModel, RollOver


def edit_contract(asked: Asked) -> Answer:
    """*Contract* on a card: the form."""
    return views.contract(contracts.contract_form(asked.bot, asked.actor, asked.value))


def save_contract(asked: Asked) -> Answer:
    """Save the form."""
    filled, of = asked.filled, asked.carried(OfClient)
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
    contracts.keep_contract(asked.bot, asked.actor, of.client, of.changes, request)
    return saved(asked, of.client)


def list_retainers(asked: Asked) -> Answer:
    """*Retainers* on a card."""
    return views.retainers(contracts.show_retainers(asked.bot, asked.actor, asked.value))


def add_retainer(asked: Asked) -> Answer:
    """*Add a retainer*: the list becomes the form."""
    client_id = asked.carried(OfClient).client
    return views.retainer(contracts.retainer_form(asked.bot, asked.actor, client_id))


def edit_retainer(asked: Asked) -> Answer:
    """*Change or end* a retainer: the list becomes the form."""
    client_id = asked.carried(OfClient).client
    return views.retainer(contracts.retainer_form(asked.bot, asked.actor, client_id, asked.value))


def save_retainer(asked: Asked) -> Answer:
    """Save the form, then show the list again."""
    filled, of = asked.filled, asked.carried(OfClient)
    request = RetainerRequest(
        starts_on=filled.day("starts_on"),
        ends_on=filled.day("ends_on"),
        hours=filled.text("hours"),
        fee=filled.text("fee"),
        rate=filled.text("rate"),
        roll_over=RollOver(filled.choice("roll_over")),
        cap=filled.text("cap"),
    )
    contracts.keep_retainer(asked.bot, asked.actor, of.client, of.changes, request)
    return saved_in(asked, of.client, views.retainers(contracts.show_retainers(asked.bot, asked.actor, of.client)))


DOORS = Doors(
    clicks=[edit_contract, list_retainers, add_retainer, edit_retainer],
    forms=[save_contract, save_retainer],
)
