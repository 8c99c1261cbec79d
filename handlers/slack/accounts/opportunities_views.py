"""Views of opportunities."""

from collections.abc import Iterator

from slack_sdk.models.blocks import (
    Block,
    ButtonElement,
)

from bot.accounts.opportunities import OpportunityShown
from bot.accounts.opportunity_lists import OpportunitiesShown
from bot.rules.kit.dates import describe_day
from bot.rules.people.rates import format_money
from handlers.slack.kit.blocks import Message, actions, button, context, cut, escape, section
from handlers.slack.kit.carried import Carried
from handlers.slack.kit.commands import typed
from storage.words.accounts import SETTLED_STAGES, OpportunityStage

WORDS = 200
MOST_ASKED = 200


class OpportunityPage(Carried):
    """A page of the opportunities that somebody asked for."""

    asked: str
    page: int


class Ending(Carried):
    """An opportunity that is being won or lost."""

    opportunity: str
    stage: OpportunityStage


def listed(shown: OpportunitiesShown, prefix: str) -> Message:
    """A page of opportunities, each with its buttons."""
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
    asked_again = cut(shown.asked, MOST_ASKED)
    turns = [
        button(label, f"accounts.turn_opportunities.{turned}", OpportunityPage(asked=asked_again, page=turned))
        for label, turned in (("Earlier", shown.page - 1), ("More", shown.page + 1))
        if 0 <= turned < shown.pages
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
    """Totals by currency, in full and weighted by chance; we never add across currencies."""
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
    """Ask the owner about an opportunity past its closing day; once it is closed, its outcome."""
    if not shown.is_overdue:
        return Message(text=f"{_plain(shown)} is {shown.stage}.", blocks=[section(words(shown))])
    text = f"{_plain(shown)} was to close {describe_day(shown.closes_on, shown.today)}. Won, lost, or a new date?"
    head = f":hourglass: *Won, lost, or a new date?*\n{words(shown)}"
    return Message(text=text, blocks=[section(head), actions(*_buttons(shown.id, "primary"))])


def decided(shown: OpportunityShown, *, approved: bool) -> Message:
    """Tell the owner that the client decided on the estimate that it became."""
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


def _buttons(opportunity_id: str, style: str | None = None) -> list[ButtonElement]:
    won = Ending(opportunity=opportunity_id, stage=OpportunityStage.WON)
    lost = Ending(opportunity=opportunity_id, stage=OpportunityStage.LOST)
    return [
        button("Change…", "accounts.edit_opportunity", opportunity_id),
        button("Won…", "accounts.end_opportunity.win", won, style),
        button("Lost…", "accounts.end_opportunity.lose", lost),
    ]


def _plain(shown: OpportunityShown) -> str:
    return escape(f"{shown.code} {shown.title} ({format_money(shown.cents, shown.currency)})")
