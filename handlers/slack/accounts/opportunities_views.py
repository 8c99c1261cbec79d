"""What people see of opportunities."""

from collections.abc import Iterator, Sequence

from slack_sdk.models.blocks import (
    Block,
    ButtonElement,
    ExternalDataSelectElement,
    InputBlock,
    Option,
    StaticSelectElement,
)
from slack_sdk.models.views import View

from bot.accounts.opportunities import OpportunityForm, OpportunityShown
from bot.accounts.opportunity_lists import OpportunitiesShown
from bot.clients.clients import Chosen
from bot.rules.kit.dates import describe_day
from bot.rules.kit.quarters import describe_quarter, quarter_of
from bot.rules.people.rates import format_cents, format_money
from handlers.slack.kit import inputs
from handlers.slack.kit.blocks import (
    FIELD,
    Message,
    actions,
    button,
    context,
    cut,
    escape,
    field,
    modal,
    option,
    section,
)
from handlers.slack.kit.commands import typed
from storage.words.accounts import SETTLED_STAGES, OpportunityKind, OpportunityStage

LONGEST = 1000
WORDS = 200
MOST_ASKED = 200
NO_ESTIMATE = "none"


def listed(shown: OpportunitiesShown, prefix: str) -> Message:
    """A page of opportunities, each with what can be done."""
    command = typed("opportunity", prefix)
    many = f"{shown.total} opportunit{'y' if shown.total == 1 else 'ies'}"
    asked = f" ({escape(cut(shown.about, WORDS))})" if shown.about else ""
    page = f"  ·  page {shown.page + 1} of {shown.pages}" if shown.pages > 1 else ""
    blocks: list[Block] = [section("\n".join([f"*{many}*{asked}{page}", *_sums(shown)]))]
    if not shown.found:
        blocks.append(section(_nothing(shown, prefix)))
    for each in shown.found:
        blocks.append(section(words(each)))
        if shown.may_keep and each.stage not in SETTLED_STAGES:
            blocks.append(actions(*_buttons(each.id)))
    turns = [
        button(label, f"accounts.turn_opportunities.{page_}", f"{page_} {cut(shown.asked, MOST_ASKED)}")
        for label, page_ in (("Earlier", shown.page - 1), ("More", shown.page + 1))
        if 0 <= page_ < shown.pages
    ]
    if shown.may_keep:
        turns.append(button("Add an opportunity", "accounts.add_opportunity", "new", "primary"))
    if turns:
        blocks.append(actions(*turns))
    blocks.append(
        context(
            "  ".join(
                f"`{command} {word}`" for word in ("mine", "ACME", "@sam", "overdue", "won", "lost ACME", "add ACME")
            )
        )
    )
    return Message(text=f"{many}.", blocks=blocks)


def _sums(shown: OpportunitiesShown) -> Iterator[str]:
    """What they would bring, and by their chances; by currency, for nothing is added across them."""
    for each in shown.sums:
        money = format_money(each.cents, each.currency)
        is_open = any(one.is_open for one in shown.found)
        yield f"{money}, weighted {format_money(each.weighted_cents, each.currency)}" if is_open else money


def _nothing(shown: OpportunitiesShown, prefix: str) -> str:
    if shown.about:
        return "There is none."
    if not shown.may_keep:
        return "None is open. Account leads add what a client may yet give."
    return (
        "None is open. *Add an opportunity* keeps what a client may yet give: for how much, how likely, and by when. "
        f"It then counts in the forecast of `{typed('goal', prefix)}`."
    )


def overdue(shown: OpportunityShown) -> Message:
    """Put to the owner: it should have been won or lost by now; what became of it, once it is."""
    if not shown.is_overdue:
        return Message(text=f"{_plain(shown)} is {shown.stage}.", blocks=[section(words(shown))])
    text = f"{_plain(shown)} was to close {describe_day(shown.closes_on, shown.today)}. Won, lost, or a new date?"
    head = f":hourglass: *Won, lost, or a new date?*\n{words(shown)}"
    return Message(text=text, blocks=[section(head), actions(*_buttons(shown.id, "primary"))])


def estimate_chosen(value: str) -> str:
    """The id of the estimate that was chosen, or nothing."""
    return "" if value == NO_ESTIMATE else value


def decided(shown: OpportunityShown, *, approved: bool) -> Message:
    """The client decided on the estimate that it became."""
    if approved:
        text = f"The client approved the estimate of {_plain(shown)}: won."
        return Message(text=text, blocks=[section(f":tada: *The client approved its estimate*\n{words(shown)}")])
    if not shown.is_open:
        return Message(text=f"{_plain(shown)} is {shown.stage}.", blocks=[section(words(shown))])
    text = f"The client declined the estimate of {_plain(shown)}. Lost, or another try?"
    head = f":no_entry_sign: *The client declined its estimate. Lost, or another try?*\n{words(shown)}"
    return Message(text=text, blocks=[section(head), actions(*_buttons(shown.id, "primary"))])


def words(shown: OpportunityShown) -> str:
    """An opportunity in two or three lines."""
    money = format_money(shown.cents, shown.currency)
    head = f"*{escape(shown.code)}*  {escape(shown.title)}  ·  {shown.kind}  ·  *{money}*"
    late = "  :warning: overdue" if shown.is_overdue else ""
    if shown.stage in SETTLED_STAGES:
        facts = f"*{shown.stage}*  ·  {escape(shown.owner.name)}"
    else:
        day = describe_day(shown.closes_on, shown.today)
        facts = f"{shown.percent}%  ·  {shown.stage}  ·  closes {day}{late}  ·  {escape(shown.owner.name)}"
    link = shown.estimate
    by = f"\nbecame {escape(link.name)} ({link.status})" if link else ""
    note = f"\n_{escape(cut(' '.join(shown.note.split()), WORDS))}_" if shown.note else ""
    return f"{head}\n{facts}{by}{note}"


def form(form: OpportunityForm) -> View:
    """The form of a new opportunity, or of one as it stands."""
    kept = form.opportunity
    return modal(
        "Opportunity",
        list(_fields(form, kept)),
        callback="accounts.save_opportunity",
        submit="Save" if kept else "Add",
        metadata=f"{kept.id if kept else ''} {kept.client_id if kept else form.client.id if form.client else ''}",
    )


def about(metadata: str) -> tuple[str, str]:
    """The opportunity and the client that a form is about, each empty where it is yet to be chosen."""
    opportunity_id, _, client_id = metadata.partition(" ")
    return opportunity_id, client_id


def estimate_options(found: Sequence[Chosen], typed: str) -> list[Option]:
    """The estimates that it can have become; as long as nothing is typed, none of them too."""
    none = [] if typed.strip() else [option("No estimate", NO_ESTIMATE)]
    return [*none, *(inputs.chosen_option(each) for each in found)]


def end_form(shown: OpportunityShown, stage: OpportunityStage) -> View:
    """What came of it."""
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
        metadata=f"{stage} {shown.id}",
    )


def kept(shown: OpportunityShown, prefix: str) -> View:
    """An opportunity as it was kept, and what it counts for."""
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


def _buttons(opportunity_id: str, style: str | None = None) -> list[ButtonElement]:
    return [
        button("Change…", "accounts.edit_opportunity", opportunity_id),
        button("Won…", "accounts.end_opportunity.win", opportunity_id, style),
        button("Lost…", "accounts.end_opportunity.lose", opportunity_id),
    ]


def _plain(shown: OpportunityShown) -> str:
    return escape(f"{shown.code} {shown.title} ({format_money(shown.cents, shown.currency)})")
