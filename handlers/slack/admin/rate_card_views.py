"""An admin's views of the rate card."""

from collections.abc import Iterator
from datetime import date

from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View

from bot.admin.rate_card import RateCard, RateShown, RateStep
from bot.rules.people.rates import format_money
from handlers.slack.kit import inputs
from handlers.slack.kit.blocks import actions, button, context, escape, modal, section
from handlers.slack.kit.carried import Carried
from storage.words.time import Role

# Each can take two blocks.
MOST_RATES = 45
EVERYBODY = "all"


class RatesOf(Carried):
    """The person whose rates a form was opened from; empty for the whole rate card."""

    person: str = ""


def rates(card: RateCard, told: str = "") -> View:
    """The rate card with its current, past and future rates."""
    blocks: list[Block] = [section(told)] if told else []
    blocks += [block for rate in card.rates[:MOST_RATES] for block in _rate(rate, card.today)]
    if not card.rates:
        whom = f"for {escape(card.person.name)} alone" if card.person else "yet"
        blocks.append(
            section(f"No rate {whom}. What counts then is a more general line of the rate card, if there is one.")
        )
    elif len(card.rates) > MOST_RATES:
        blocks.append(context(f"and {len(card.rates) - MOST_RATES} more: `app.py import rates` takes them all."))
    blocks.append(
        actions(button("Set a rate", "admin.add_rate", card.person.id if card.person else EVERYBODY, "primary"))
    )
    blocks.append(
        context("The most particular counts: person, then role, then service. Entries keep the rate they have.")
    )
    return modal(f"Rates of {card.person.name}" if card.person else "Rate card", blocks)


def form(card: RateCard) -> View:
    """The form for a rate."""
    currency = card.rates[0].now.currency if card.rates else "USD"
    return modal(
        "Set a rate",
        [
            inputs.person("person", "Person", card.person, hint="Empty: for all"),
            inputs.words("role", "Role", Role, None, optional=True),
            inputs.text("service", "Service", "", "copy", optional=True, longest=60),
            inputs.text("amount", "Amount for an hour", "", "125.50", longest=12),
            inputs.text("currency", "Currency", currency, "USD", longest=3),
            inputs.day("starts_on", "From", card.today, hint="Time worked from that day on"),
        ],
        callback="admin.save_rate",
        submit="Set",
        carries=RatesOf(person=card.person.id if card.person else ""),
    )


def _rate(rate: RateShown, today: date) -> Iterator[Block]:
    whom = " · ".join(filter(None, (rate.person or rate.role, rate.service))) or "Everybody, all services"
    yield section(f"*{escape(inputs.sentence(whom))}*  {_step(rate.now, today)}")
    if rate.others:
        yield context("  ·  ".join(_step(each, today) for each in rate.others))


def _step(step: RateStep, today: date) -> str:
    day = f"{step.starts_on.day} {step.starts_on:%b %Y}"
    amount = format_money(step.cents, step.currency)
    return f"{amount} from {day}" if step.starts_on > today else f"{amount} since {day}"
