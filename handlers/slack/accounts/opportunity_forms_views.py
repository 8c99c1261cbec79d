"""The forms of opportunities, and their confirmations."""

from collections.abc import Iterator, Sequence

from slack_sdk.models.blocks import Block, ExternalDataSelectElement, InputBlock, Option, StaticSelectElement
from slack_sdk.models.views import View

from bot.accounts.opportunities import OpportunityForm, OpportunityShown
from bot.clients.clients import Chosen
from bot.rules.kit.quarters import describe_quarter, quarter_of
from bot.rules.people.rates import format_cents
from handlers.slack.accounts.opportunities_views import Ending, words
from handlers.slack.kit import inputs
from handlers.slack.kit.blocks import FIELD, context, escape, field, modal, option, section
from handlers.slack.kit.carried import Carried
from handlers.slack.kit.commands import typed
from storage.words.accounts import SETTLED_STAGES, OpportunityKind, OpportunityStage

LONGEST = 1000
NO_ESTIMATE = "none"


class OfOpportunity(Carried):
    """The opportunity and the client that a form is about; each is empty until it is chosen."""

    opportunity: str = ""
    client: str = ""


def form(form: OpportunityForm) -> View:
    """The form of a new opportunity, or of an existing one."""
    kept = form.opportunity
    return modal(
        "Opportunity",
        list(_fields(form, kept)),
        callback="accounts.save_opportunity",
        submit="Save" if kept else "Add",
        carries=_of(form, kept),
    )


def estimate_chosen(value: str) -> str:
    """Return the id of the chosen estimate, or an empty string."""
    return "" if value == NO_ESTIMATE else value


def estimate_options(found: Sequence[Chosen], typed: str) -> list[Option]:
    """The estimates that it can have become; until somebody types, also the choice of none."""
    none = [] if typed.strip() else [option("No estimate", NO_ESTIMATE)]
    return [*none, *(inputs.chosen_option(each) for each in found)]


def end_form(shown: OpportunityShown, stage: OpportunityStage) -> View:
    """Ask how it ended."""
    example = "Signed on the 9th" if stage == OpportunityStage.WON else "Went to a cheaper shop"
    hint = "Its estimates count as booked once the client approves them." if stage == OpportunityStage.WON else ""
    return modal(
        f"{inputs.sentence(stage)}",
        [
            section(words(shown)),
            inputs.text("outcome", "What came of it", "", example, longest=LONGEST, lines=True, hint=hint),
        ],
        callback="accounts.save_opportunity_end",
        submit="Save",
        carries=Ending(opportunity=shown.id, stage=stage),
    )


def kept(shown: OpportunityShown, prefix: str) -> View:
    """Confirm a saved opportunity, and say how much it counts for."""
    quarter = quarter_of(shown.closes_on)
    goals = f"`{typed('goal', prefix)} {quarter}`"
    if shown.is_open:
        note = f"It counts in the forecast of {describe_quarter(quarter)} at {shown.percent}%: {goals} shows it."
    elif shown.stage == OpportunityStage.WON:
        note = f"It is in no forecast any more. What the client approves counts as booked: {goals}."
    elif shown.estimate and shown.estimate.counts:
        name = f"{escape(shown.estimate.name)} is still {shown.estimate.status}"
        note = f":warning: {name}, and now counts in the forecast by itself: withdraw it where it is lost too."
    else:
        note = f"It is in no forecast any more: {goals}."
    return modal("Saved", [section(f":white_check_mark: {words(shown)}"), context(note)])


def _of(form: OpportunityForm, kept: OpportunityShown | None) -> OfOpportunity:
    if kept:
        return OfOpportunity(opportunity=kept.id, client=kept.client_id)
    return OfOpportunity(client=form.client.id if form.client else "")


def _fields(form: OpportunityForm, kept: OpportunityShown | None) -> Iterator[Block]:
    if kept:
        yield context(f"*{escape(kept.code)}* {escape(kept.client)}")
    else:
        client = ExternalDataSelectElement(
            action_id="desk.find_job_clients",
            placeholder="Code or name",
            min_query_length=0,
            initial_option=inputs.chosen_option(form.client) if form.client else None,
        )
        yield field("client", "Client", client)
    currency = f", {form.currency}" if form.currency else ""
    hint = "" if form.currency else "In the client's currency"
    yield inputs.text("title", "What it is", kept.title if kept else "", "Spring campaign")
    yield inputs.words("kind", "Kind", OpportunityKind, kept.kind if kept else OpportunityKind.UPSELL)
    yield inputs.text("amount", f"Amount{currency}", format_cents(kept.own_cents) if kept else "", "25,000", hint=hint)
    yield _estimate(kept)
    yield inputs.text("percent", "Probability, %", str(kept.percent) if kept else "", "60", longest=4)
    yield inputs.day("closes_on", "Closes", kept.closes_on if kept else None)
    stages = {each: option(inputs.sentence(each), each) for each in OpportunityStage if each not in SETTLED_STAGES}
    initial = stages[kept.stage if kept else OpportunityStage.IDENTIFIED]
    element = StaticSelectElement(action_id=FIELD, options=list(stages.values()), initial_option=initial)
    yield field("stage", "Stage", element)
    yield inputs.person("owner", "Owner", form.owner)
    yield inputs.text("note", "Note", kept.note if kept else "", optional=True, longest=LONGEST, lines=True)


def _estimate(kept: OpportunityShown | None) -> InputBlock:
    link = kept.estimate if kept else None
    menu = ExternalDataSelectElement(
        action_id="accounts.find_estimates",
        placeholder="One of the client's open estimates",
        min_query_length=0,
        initial_option=option(f"{link.name} · {link.status}", link.id) if link else None,
    )
    hint = "Its amount counts instead, once, and the client's approval wins the opportunity."
    return field("estimate", "Estimate that it became", menu, optional=True, hint=hint)
