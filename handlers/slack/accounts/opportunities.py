"""The door to opportunities: `/opportunity`, its list and its forms."""

from collections.abc import Sequence

from slack_sdk.models.blocks import Option

from bot.accounts import opportunities, opportunity_estimates, opportunity_lists
from bot.rules.accounts.opportunities import OpportunityRequest
from handlers.slack.accounts import opportunities_views as views
from handlers.slack.accounts import opportunity_forms_views as forms
from handlers.slack.kit.asked import Asked
from handlers.slack.kit.blocks import Message
from handlers.slack.kit.doors import Answer, Command, Doors
from storage.words.accounts import OpportunityKind, OpportunityStage


def opportunity(asked: Asked) -> Answer:
    """`/opportunity` lists the open ones; `mine`, `ACME`, `won`, `lost`; `add ACME` opens the form."""
    verb, _, code = asked.text.partition(" ")
    if verb.lower() in ("add", "new"):
        return forms.form(opportunities.opportunity_form(asked.bot, asked.actor, code=code.strip()))
    return _listed(asked, "" if asked.text.lower() in ("help", "?") else asked.text)


def turn_opportunities(asked: Asked) -> Answer:
    """*Earlier* and *More*."""
    chosen = asked.value_as(views.OpportunityPage)
    return _listed(asked, chosen.asked, chosen.page)


def add_opportunity(asked: Asked) -> Answer:
    """*Add an opportunity*."""
    return forms.form(opportunities.opportunity_form(asked.bot, asked.actor))


def edit_opportunity(asked: Asked) -> Answer:
    """*Change* one."""
    return forms.form(opportunities.opportunity_form(asked.bot, asked.actor, asked.value))


def end_opportunity(asked: Asked) -> Answer:
    """*Won* or *Lost*: ask how it ended."""
    ending = asked.value_as(views.Ending)
    form = opportunities.opportunity_form(asked.bot, asked.actor, ending.opportunity)
    return forms.end_form(form.opportunity, ending.stage) if form.opportunity else None


def find_estimates(asked: Asked) -> Sequence[Option]:
    """Return the menu's estimates: the client's open ones, or none."""
    client = asked.carried(forms.OfOpportunity).client
    found = opportunity_estimates.find_open_estimates(asked.bot, asked.actor, asked.text, client)
    return forms.estimate_options(found, asked.text)


def save_opportunity(asked: Asked) -> Answer:
    """Save the form."""
    filled = asked.filled
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
        estimate=forms.estimate_chosen(filled.choice("estimate")),
    )
    kept_id = asked.carried(forms.OfOpportunity).opportunity
    done = opportunities.keep_opportunity(asked.bot, asked.actor, kept_id, request)
    return forms.kept(done.opportunity, asked.prefix)


def save_opportunity_end(asked: Asked) -> Answer:
    """Save that it was won or lost."""
    ending, outcome = asked.carried(views.Ending), asked.filled.text("outcome")
    done = opportunities.settle_opportunity(asked.bot, asked.actor, ending.opportunity, ending.stage, outcome)
    return forms.kept(done.opportunity, asked.prefix)


def _listed(asked: Asked, words: str, page: int = 0) -> Message:
    shown = opportunity_lists.list_opportunities(asked.bot, asked.actor, words, page)
    return views.listed(shown, asked.prefix)


DOORS = Doors(
    commands=[
        Command(
            "opportunity",
            "Work that a client may yet give: add, change, win or lose",
            "mine, ACME, or add ACME",
            opportunity,
        )
    ],
    clicks=[turn_opportunities, add_opportunity, edit_opportunity, end_opportunity],
    forms=[save_opportunity, save_opportunity_end],
    menus=[find_estimates],
)
