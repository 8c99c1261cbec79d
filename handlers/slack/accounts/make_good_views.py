"""Views of make-good plans, and of budget variance."""

from collections.abc import Iterator

from slack_sdk.models.blocks import Block, ButtonElement, SectionBlock
from slack_sdk.models.views import View

from bot.accounts.make_good import ClientVariance, JobVariance, PlanShown, VariancesShown
from bot.rules.kit.dates import describe_day
from bot.rules.people.rates import format_money
from handlers.slack.kit import inputs
from handlers.slack.kit.blocks import Message, actions, button, context, cut, escape, modal, section
from handlers.slack.kit.carried import Carried
from handlers.slack.kit.commands import typed
from storage.words.accounts import PlanStatus

LONGEST = 1000
WORDS = 300
MOST_CLIENTS = 15
MOST_JOBS = 6
ENDS = {str(PlanStatus.DONE): "Done: the overrun is made good", str(PlanStatus.DROPPED): "Dropped: we bear it"}


class OfPlan(Carried):
    """The plan that a form is about."""

    plan: str


def variances(shown: VariancesShown, prefix: str) -> Message:
    """Budget variance by client and job, the worst first; a job over budget links to its plan."""
    text = "Budget variance: approved estimates less time at rate, expenses and open purchase orders."
    blocks: list[Block] = [section(f"*Budget variance*\n{text.partition(': ')[2]}".replace("approved", "Approved", 1))]
    blocks += [block for each in shown.clients[:MOST_CLIENTS] for block in _client(each)]
    if not shown.clients:
        begin = f"`{typed('estimate', prefix)} ACME-101` begins one"
        blocks.append(section(f"No job that takes time has an approved estimate yet: {begin}."))
    elif more := len(shown.clients[MOST_CLIENTS:]):
        way = f"`{typed('goal', prefix)} variance ACME` shows one of them"
        blocks.append(context(f"and {more} more client{'' if more == 1 else 's'}: {way}"))
    return Message(text=text, blocks=blocks)


def asked(plan: PlanShown) -> Message:
    """Ask a lead for a plan; once there is one, show it."""
    if plan.status != PlanStatus.ASKED:
        return due(plan)
    over = f" by *{format_money(-plan.variance_cents, plan.currency)}*" if plan.variance_cents else ""
    text = f"{plan.job.number} {plan.job.title} is over its approved estimate. How do we make it good?"
    head = f":chart_with_downwards_trend: {_job(plan)} is over its approved estimate{over}."
    if plan.asked_on < plan.today:
        who = f"{escape(plan.asked)} was" if plan.asked else "You were"
        head += f" {who} asked {describe_day(plan.asked_on, plan.today)}, and there is no plan yet."
    blocks: list[Block] = [section(f"{head} *How do we make it good?*"), _asked_buttons(plan)]
    return Message(text=escape(text), blocks=blocks)


def due(plan: PlanShown) -> Message:
    """A plan that is due soon or overdue; once it is closed, its outcome."""
    words = plan_words(plan)
    text = f"Make-good plan of {plan.job.number}: {plan.status}, due {_day(plan)}."
    blocks: list[Block] = [section(f":wrench: {_job(plan)}: make-good plan\n{words}")]
    if plan.status == PlanStatus.PLANNED:
        blocks.append(actions(*_buttons(plan)))
    return Message(text=escape(text), blocks=blocks)


def plan_words(plan: PlanShown) -> str:
    """A plan in a few words: what, who, by when, and its status."""
    if plan.status == PlanStatus.ASKED:
        return "_Asked for, no plan yet_"
    parts = [escape(cut(plan.what, WORDS))] if plan.what else []
    if plan.who:
        parts.append(f"{escape(plan.who.name)}, by {_day(plan)}")
    late = plan.status == PlanStatus.PLANNED and plan.due_on is not None and plan.due_on < plan.today
    status = "*overdue*" if late else f"*{plan.status}*"
    line = "  ·  ".join([status, *parts])
    return f"{line}\n{escape(cut(plan.outcome, WORDS))}" if plan.outcome else line


def plan_on_jacket(plan: PlanShown) -> SectionBlock:
    """A plan on a job's jacket, with its button while it is open."""
    is_open = plan.status in (PlanStatus.ASKED, PlanStatus.PLANNED)
    way = button("Plan…", "accounts.edit_plan", plan.id) if is_open and plan.may_keep else None
    return section(f"*Make-good plan*  {plan_words(plan)}", way)


def form(plan: PlanShown) -> View:
    """The form of a plan: what, who, and by when."""
    over = plan.variance_cents is not None and plan.is_over
    sums = f"  ·  {format_money(-(plan.variance_cents or 0), plan.currency)} over" if over else ""
    who = inputs.person("who", "Who", plan.who)
    who.optional = False
    return modal(
        "Make-good plan",
        [
            context(f"*{escape(plan.job.number)}* {escape(plan.job.title)}{sums}"),
            inputs.text(
                "what", "What", plan.what, "Revised Estimate for the extra rounds", longest=LONGEST, lines=True
            ),
            who,
            inputs.day("due_on", "By when", plan.due_on),
        ],
        callback="accounts.save_plan",
        submit="Save",
        carries=OfPlan(plan=plan.id),
    )


def end_form(plan: PlanShown) -> View:
    """The form that closes a plan: how it ended, and the result."""
    labels = ENDS if plan.status == PlanStatus.PLANNED else {str(PlanStatus.DROPPED): ENDS[PlanStatus.DROPPED]}
    return modal(
        "End the plan",
        [
            section(f"{_job(plan)}\n{plan_words(plan)}"),
            inputs.radio("status", "How it ended", labels, next(iter(labels))),
            inputs.text("outcome", "What came of it", "", "Client agreed to 1,200 more", longest=LONGEST, lines=True),
        ],
        callback="accounts.save_plan_end",
        submit="Save",
        carries=OfPlan(plan=plan.id),
    )


def kept(plan: PlanShown) -> View:
    """Confirm a saved plan."""
    return modal("Saved", [section(f":white_check_mark: {_job(plan)}\n{plan_words(plan)}")])


def _client(client: ClientVariance) -> Iterator[Block]:
    over = [each for each in client.jobs if (each.burn.variance_cents or 0) < 0]
    jobs = f"{len(client.jobs)} job{'' if len(client.jobs) == 1 else 's'}{f', {len(over)} over' if over else ''}"
    mark = ":red_circle: " if over else ""
    stands = over_or_left(client.cents, client.currency)
    yield section(f"{mark}*{escape(client.code)}* {escape(client.name)}  ·  *{stands}*  ·  {jobs}")
    for each in over[:MOST_JOBS]:
        plan = button("Plan…", "accounts.edit_plan", each.plan_id) if each.plan_id else None
        yield section(_line(each, client.currency), plan)
    others = [_line(each, client.currency) for each in client.jobs if each not in over]
    if others:
        more = f"\nand {len(others) - MOST_JOBS} more" if len(others) > MOST_JOBS else ""
        yield context("\n".join(others[:MOST_JOBS]) + more)


def _line(each: JobVariance, currency: str) -> str:
    variance, burn = each.burn.variance_cents or 0, each.burn
    of = f"{format_money(burn.burned_cents, currency)} of {format_money(burn.budget_cents or 0, currency)}"
    rests = "  ·  some time has no rate" if burn.unrated_minutes else ""
    plan = f"  ·  {each.plan}" if each.plan else ""
    stands = over_or_left(variance, currency)
    return f"{escape(each.job.number)} {escape(each.job.title)}  *{stands}*  ·  {of}{rests}{plan}"


def over_or_left(cents: int, currency: str) -> str:
    """A variance in words: the money left in a budget, or how far it is over."""
    return f"{format_money(abs(cents), currency)} {'over' if cents < 0 else 'left'}"


def _asked_buttons(plan: PlanShown) -> Block:
    return actions(
        button("Make a plan…", "accounts.edit_plan", plan.id, "primary"),
        button("We bear it…", "accounts.end_plan", plan.id),
        button("Draft a Revised Estimate…", "estimates.open_reason.actuals", plan.job.id),
    )


def _buttons(plan: PlanShown) -> list[ButtonElement]:
    end = button("Done or dropped…", "accounts.end_plan", plan.id, "primary")
    return [end, button("Change…", "accounts.edit_plan", plan.id)] if plan.may_keep else [end]


def _job(plan: PlanShown) -> str:
    return f"*{escape(plan.job.number)}* {escape(plan.job.title)}"


def _day(plan: PlanShown) -> str:
    return describe_day(plan.due_on, plan.today) if plan.due_on else "no date"
