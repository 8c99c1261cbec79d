"""Views of a job's money other than time."""

from slack_sdk.models.blocks import (
    Block,
    OverflowMenuElement,
)
from slack_sdk.models.views import View

from bot.jobs.costs import CostShown, CostsShown
from bot.rules.jobs.costs import LONGEST_NOTE, LONGEST_NUMBER, CostKind
from bot.rules.kit.dates import describe_day
from bot.rules.kit.durations import format_duration
from bot.rules.people.rates import format_money
from handlers.slack.kit import inputs
from handlers.slack.kit.blocks import actions, button, context, escape, modal, option, section
from handlers.slack.kit.carried import Carried
from storage.words.accounts import OrderSide

# Three kinds, with their headings and buttons, fit within a modal's hundred blocks.
MOST_LINES = 28
AMOUNT_TEXT = 40
TITLES = {
    CostKind.EXPENSE: "Expenses",
    CostKind.ORDER: "Purchase orders",
    CostKind.BILLED: "Billed",
}
ADD = {
    CostKind.EXPENSE: "Add an expense",
    CostKind.ORDER: "Add a purchase order",
    CostKind.BILLED: "Add a billed amount",
}
NAMES = {
    CostKind.EXPENSE: ("Vendor", "PrintWorks"),
    CostKind.ORDER: ("Number", "4500012345"),
    CostKind.BILLED: ("Invoice", "2026-117"),
}
SIDES: dict[str, str] = {
    OrderSide.AGENCY: "Ours: what we order for the job",
    OrderSide.CLIENT: "The client's: money that they approved",
}


class NewCost(Carried):
    """A new money line of a job."""

    job: str
    kind: CostKind


class CostChoice(Carried):
    """A choice from a money line's menu: to close it, or to take it back."""

    id: str
    kind: CostKind
    close: bool = False


def costs(shown: CostsShown, said: str = "") -> View:
    """All money lines of a job, each with its menu; `said` confirms the last action."""
    blocks: list[Block] = [section(f"*{escape(shown.job.number)}* {escape(shown.job.title)}")]
    if said:
        blocks.append(context(f":white_check_mark: {escape(said[:1].upper() + said[1:])}."))
    adds = [
        button(text, f"jobs.add_cost.{number}", NewCost(job=shown.job.id, kind=kind))
        for number, (kind, text) in enumerate(ADD.items())
    ]
    blocks.append(actions(*adds))
    for kind in CostKind:
        blocks += _kind(shown, kind)
    return modal("Costs", blocks)


def form(shown: CostsShown, kind: CostKind) -> View:
    """The form for a new line of one kind."""
    name, example = NAMES[kind]
    fields: list[Block] = [section(f"*{escape(shown.job.number)}* {escape(shown.job.title)}")]
    if kind == CostKind.ORDER:
        fields.append(inputs.radio("side", "Whose", SIDES, OrderSide.AGENCY))
    longest = LONGEST_NOTE if kind == CostKind.EXPENSE else LONGEST_NUMBER
    fields += [
        inputs.text("amount", f"Amount in {shown.currency}", "", "1,250.00", longest=AMOUNT_TEXT),
        inputs.day("on", "Date", shown.today),
        inputs.text("name", name, "", example, longest=longest, optional=kind != CostKind.ORDER),
    ]
    if kind == CostKind.BILLED:
        hint = "The hours that it covers, for realization"
        fields.append(inputs.text("hours", "Hours", "", "12.5", longest=AMOUNT_TEXT, optional=True, hint=hint))
    fields.append(inputs.text("note", "Note", "", "paper for the mailer", longest=LONGEST_NOTE, optional=True))
    new = NewCost(job=shown.job.id, kind=kind)
    return modal(ADD[kind], fields, callback="jobs.save_cost", submit="Add", carries=new)


def _kind(shown: CostsShown, kind: CostKind) -> list[Block]:
    lines = shown.of_kind(kind)
    if not lines:
        return [section(f"*{TITLES[kind]}*\nnone")]
    blocks: list[Block] = [section(f"*{TITLES[kind]}*  {_totals(shown, kind)}")]
    blocks += [section(_line(each, shown), _menu(each)) for each in lines[:MOST_LINES]]
    if len(lines) > MOST_LINES:
        blocks.append(context(f"… and {len(lines) - MOST_LINES} older ones, all in the total."))
    return blocks


def _totals(shown: CostsShown, kind: CostKind) -> str:
    if kind != CostKind.ORDER:
        return format_money(shown.total(kind), shown.currency)
    sides = {side: shown.total(kind, side) for side in OrderSide}
    names = {OrderSide.CLIENT: "the client's", OrderSide.AGENCY: "ours"}
    return ", ".join(f"{names[side]} {format_money(cents, shown.currency)}" for side, cents in sides.items() if cents)


def _line(each: CostShown, shown: CostsShown) -> str:
    facts = [f"*{format_money(each.cents, each.currency)}*", describe_day(each.on, shown.today), escape(each.name)]
    if each.side:
        facts.append(
            "the client's" if each.side == OrderSide.CLIENT else "ours, open" if each.is_open else "ours, closed"
        )
    if each.minutes is not None:
        facts.append(f"covers {format_duration(each.minutes)}")
    note = f"\n{escape(each.note)}" if each.note else ""
    return f"{'  ·  '.join(filter(None, facts))}{note}"


def _menu(each: CostShown) -> OverflowMenuElement:
    options = [option("Take back", CostChoice(id=each.id, kind=each.kind))]
    if each.is_open:
        options.insert(0, option("Invoiced: close it", CostChoice(id=each.id, kind=each.kind, close=True)))
    return OverflowMenuElement(action_id="jobs.change_cost", options=options)
