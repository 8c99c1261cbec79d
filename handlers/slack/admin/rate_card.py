"""The door to the rate card: of the whole agency, or of one person."""

from bot.admin import rate_card
from bot.rules.admin.rate_card import RateRequest
from bot.rules.people.rates import format_money
from handlers.slack.admin import rate_card_views as views
from handlers.slack.kit.asked import Asked
from handlers.slack.kit.doors import Answer, Doors
from storage.words.time import Role


def open_rates(asked: Asked) -> Answer:
    """*Rates* of somebody, or the whole rate card."""
    return views.rates(rate_card.show_rates(asked.bot, asked.actor, _person(asked)))


def add_rate(asked: Asked) -> Answer:
    """*Set a rate*."""
    return views.form(rate_card.show_rates(asked.bot, asked.actor, _person(asked)))


def save_rate(asked: Asked) -> Answer:
    """Save the form, then show the rate card again."""
    filled = asked.filled
    role = filled.choice("role")
    request = RateRequest(
        person=filled.choice("person"),
        role=Role(role) if role else None,
        service=filled.text("service"),
        amount=filled.text("amount"),
        currency=filled.text("currency"),
        starts_on=filled.day("starts_on"),
    )
    done = rate_card.set_rate(asked.bot, asked.actor, request)
    card = rate_card.show_rates(asked.bot, asked.actor, asked.carried(views.RatesOf).person)
    return views.rates(card, f":white_check_mark: {format_money(done.cents, done.currency)} an hour is set.")


def _person(asked: Asked) -> str:
    return "" if asked.value == views.EVERYBODY else asked.value


DOORS = Doors(clicks=[open_rates, add_rate], forms=[save_rate])
