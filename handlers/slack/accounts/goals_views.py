"""Views of revenue goals, and of the exchange rates used to add them up."""

from collections.abc import Iterator

from slack_sdk.models.blocks import Block, ConfirmObject, ExternalDataSelectElement
from slack_sdk.models.views import View

from bot.accounts.exchange_rates import ExchangeKept, ExchangeShown, ExchangesShown
from bot.accounts.forecast_percent import PercentShown
from bot.accounts.goals import GoalChange, GoalForm, GoalKept, GoalShown, GoalsShown
from bot.rules.accounts.exchange_rates import format_worth
from bot.rules.kit.quarters import describe_quarter, quarter_after, quarter_before
from bot.rules.people.rates import format_cents, format_money
from handlers.slack.kit import inputs
from handlers.slack.kit.blocks import Message, actions, button, context, escape, field, modal, section
from handlers.slack.kit.carried import Carried
from handlers.slack.kit.commands import typed

MOST_RATES = 60


class GoalPage(Carried):
    """A page of a quarter's goals."""

    quarter: str
    page: int = 0


class GoalOf(Carried):
    """The goal that a form is about; its id is empty while it is new."""

    quarter: str
    id: str = ""


def listed(shown: GoalsShown, prefix: str, told: str = "") -> Message:
    """The goals of a quarter, each with the revenue that counts towards it."""
    name = describe_quarter(shown.quarter)
    page = f"  ·  page {shown.page + 1} of {shown.pages}" if shown.pages > 1 else ""
    blocks: list[Block] = [section(told)] if told else []
    blocks.append(section(f"*Revenue goals, {name}*{page}"))
    blocks += [block for each in shown.goals for block in _goal(each, may_set=shown.may_set)]
    if not shown.goals:
        begin = "*Set a goal* begins one" if shown.may_set else "Heads of accounts, leadership and admins set them"
        blocks.append(
            section(f"No goal is set for this quarter yet. {begin}: for a portfolio, or for a client by itself.")
        )
    row = [
        button(f"{describe_quarter(quarter)}", f"accounts.turn_goals.{number}", GoalPage(quarter=quarter))
        for number, quarter in enumerate((quarter_before(shown.quarter), quarter_after(shown.quarter)))
    ]
    for number, turned in enumerate((shown.page - 1, shown.page + 1), start=2):
        if 0 <= turned < shown.pages:
            chosen = GoalPage(quarter=shown.quarter, page=turned)
            row.append(button(f"Page {turned + 1}", f"accounts.turn_goals.{number}", chosen))
    if shown.may_set:
        row.append(button("Set a goal", "accounts.add_goal", shown.quarter, "primary"))
    command = typed("goal", prefix)
    words = ("next", "set", "variance", "rates", "rate EUR 1.08 USD from 2026-10-01")
    blocks += [
        actions(*row),
        context(
            f"Forecast: open estimates at {shown.percent}%, and opportunities that close in the quarter at their own "
            "chance. Gap: goal less booked less forecast."
        ),
        context("  ".join(f"`{command} {word}`" for word in words)),
    ]
    return Message(text=f"Revenue goals, {name}: {len(shown.goals)}.", blocks=blocks)


def form(form: GoalForm) -> View:
    """The form for a goal, with its current values."""
    blocks: list[Block] = []
    if form.id and form.whose:
        blocks.append(section(f"*{escape(form.whose.name)}*  ·  {describe_quarter(form.quarter)}"))
    else:
        search = ExternalDataSelectElement(
            action_id="accounts.find_goal_scopes", placeholder="A head of accounts, or a client", min_query_length=0
        )
        blocks += [context(describe_quarter(form.quarter)), field("whose", "Whose goal", search)]
        blocks.append(inputs.text("currency", "Currency", form.currency, "USD", longest=3))
    amount = format_cents(form.cents) if form.cents is not None else ""
    label = f"Goal for the quarter, {form.currency}" if form.id else "Goal for the quarter"
    blocks.append(inputs.text("amount", label, amount, "250,000", longest=20))
    if form.changes:
        blocks.append(context("\n".join(["*History*", *(_change(each, form.currency) for each in form.changes)])))
    if form.id:
        sure = ConfirmObject(title="Remove this goal?", text="Its history stays.", confirm="Remove", deny="Keep it")
        blocks.append(actions(button("Remove this goal", "accounts.remove_goal", form.id, "danger", sure)))
    goal = GoalOf(quarter=form.quarter, id=form.id)
    return modal("Revenue goal", blocks, callback="accounts.save_goal", submit="Save", carries=goal)


def kept(done: GoalKept, prefix: str) -> View:
    """Confirm that a goal was set or changed."""
    money = format_money(done.cents, done.currency)
    words = f"The goal of *{escape(done.whose)}* for {describe_quarter(done.quarter)} is *{money}*."
    ways = context(f"`{typed('goal', prefix)} {done.quarter}` shows what stands against it.")
    return modal("Revenue goal", [section(f":white_check_mark: {words}"), ways])


def removed(done: GoalKept) -> View:
    """Confirm that a goal was removed."""
    goal = f"The goal of *{escape(done.whose)}* for {describe_quarter(done.quarter)}"
    words = f":white_check_mark: {goal}, {format_money(done.cents, done.currency)}, is removed. Its history stays."
    return modal("Revenue goal", [section(words)])


def percent(done: PercentShown, prefix: str) -> Message:
    """The share at which open estimates count."""
    since = " from now on" if done.is_new else ""
    text = f"In the forecast of {escape(done.office)}’s clients, open estimates count for {done.percent}%{since}."
    blocks: list[Block] = [section(text)]
    if not done.is_new:
        blocks.append(context(f"`{typed('goal', prefix)} forecast 60%` changes that (admins)."))
    return Message(text=text, blocks=blocks)


def exchange_rates(shown: ExchangesShown, prefix: str) -> Message:
    """All exchange rates, the latest of each pair first."""
    lines = [_exchange(each) for each in shown.rates[:MOST_RATES]]
    if older := len(shown.rates[MOST_RATES:]):
        lines.append(f"and {older} older one{'' if older == 1 else 's'}")
    words = "\n".join(lines) or "No exchange rate is kept yet: amounts of other currencies are left out, and said so."
    command = typed("goal", prefix)
    example = context(
        f"`{command} rate EUR 1.08 USD from 2026-10-01` sets one  ·  "
        f"`{command} rate remove EUR USD from 2026-10-01` takes one away"
    )
    return Message(text="Exchange rates.", blocks=[section(f"*Exchange rates*\n{words}"), example])


def exchange_kept(done: ExchangeKept) -> Message:
    """Confirm that a rate was set."""
    was = f" It was {format_worth(done.was)} before." if done.was not in (None, done.rate.millionths) else ""
    text = f"{_exchange(done.rate)} is kept.{was}"
    return Message(text=text, blocks=[section(f":white_check_mark: {text}")])


def exchange_removed(done: ExchangeShown, prefix: str) -> Message:
    """Confirm that a rate was removed."""
    text = f"{_exchange(done)} is taken away; `{typed('goal', prefix)} rates` lists those that are left."
    return Message(text=text, blocks=[section(f":white_check_mark: {text}")])


def _goal(shown: GoalShown, *, may_set: bool) -> Iterator[Block]:
    each = shown.figures
    change = button("Change", "accounts.edit_goal", shown.id) if may_set else None
    gap = _plain(abs(each.gap_cents))
    rest = f"*gap {gap}*" if each.gap_cents > 0 else f":white_check_mark: *{gap} over the goal*"
    yield section(
        f"*{escape(each.whose)}*  ·  goal *{format_money(each.goal_cents, each.currency)}*\n"
        f"booked {_plain(each.booked_cents)}  ·  forecast {_plain(each.forecast_cents)}  ·  {rest}\n"
        f"actual {_plain(each.actual_cents)}",
        change,
    )
    notes = [
        f"{currency} at {format_worth(rate.millionths)} since {rate.starts_on.day} {rate.starts_on:%b %Y}"
        for currency, rate in shown.rates.items()
    ]
    notes += [f":warning: not in it: {escape(words)}" for words in shown.missing]
    if notes:
        yield context("\n".join(notes))


def _exchange(rate: ExchangeShown) -> str:
    day = f"{rate.starts_on.day} {rate.starts_on:%b %Y}"
    return f"1 {rate.currency} = {format_worth(rate.millionths)} {rate.into} from {day}"


def _change(change: GoalChange, currency: str) -> str:
    amount = "taken away" if change.cents is None else format_money(change.cents, currency)
    return f"{change.on.day} {change.on:%b %Y}  ·  {amount}{f'  ·  {escape(change.by)}' if change.by else ''}"


def _plain(cents: int) -> str:
    sign = "−" if cents < 0 else ""
    return f"{sign}{abs(cents) // 100:,}.{abs(cents) % 100:02d}"
