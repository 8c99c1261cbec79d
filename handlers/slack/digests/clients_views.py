"""Views of a client's figures, in a digest's thread and in the review of an account."""

from collections.abc import Iterator, Sequence

from slack_sdk.models.blocks import Block

from bot.rules.digests.client_rows import client_rows
from bot.rules.digests.figures import ClientFigures, JobFigures
from bot.rules.digests.row import MARK, FigureRow
from handlers.slack.accounts.make_good_views import over_or_left
from handlers.slack.kit import inputs
from handlers.slack.kit.blocks import context, cut, cut_markup, escape
from handlers.slack.kit.commands import hinted

NO_DATA_TEXT = 1_500
# The figures on each line of a client, with names as short as their neighbours allow.
LINES: tuple[tuple[str, dict[str, str]], ...] = (
    ("Burn", {"Time": "time", "Retainer burn": "retainer", "Retainer burn in money": "of its fee", "Pace": "pace",
              "Projected burn": "projected"}),
    ("Money", {"Time at rate": "at rate", "Budget burn": "budgets", "Budget variance": "variance",
               "Effective rate": "earned"}),
    ("Growth", {"Upsell": "upsell", "Recurring a month": "recurring", "Net revenue retention": "NRR",
                "Gross revenue retention": "GRR"}),
    ("Scope", {"Out-of-scope time": "out of scope", "Out-of-scope share": "share", "Out-of-scope money": "worth",
               "Over-servicing": "over-servicing"}),
    ("Care", {"Realization": "realization", "Sign-off turnaround": "sign-offs took",
              "On-time share": "time entered on time"}),
)  # fmt: skip


def client_lines(client: ClientFigures, *, is_complete: bool = True) -> Iterator[str]:
    """A client's figures that have data, in a few lines; if time is incomplete, figures that rest on it are marked."""
    every = client_rows(client, is_complete=is_complete)
    rows = {row.name: row for row in every if row.about == client.code}
    for label, names in LINES:
        known = [figure(rows[name], short) for name, short in names.items() if rows[name].value is not None]
        if known:
            yield f"_{label}_  " + "  ·  ".join(known)
    yield _health(client)
    if client.revised_pending:
        yield f"Revised Estimate pending: {escape(', '.join(client.revised_pending))}"
    if client.renewals:
        yield "Renews: " + ", ".join(f"{day.day} {day:%b %Y}" for day in client.renewals)
    for job in client.jobs:
        yield from _job(client, job)


def lacking(clients: Sequence[ClientFigures], prefix: str) -> list[Block]:
    """The data that clients lack, in small print, with how to supply it; clients that lack the same are grouped."""
    shown = {name for _, names in LINES for name in names}
    codes: dict[tuple[str, str], list[str]] = {}
    for client in clients:
        hints: dict[str, list[str]] = {}
        for row in client_rows(client):
            if row.about == client.code and row.name in shown and row.value is None and row.hint:
                hints.setdefault(hinted(row.hint, prefix), []).append(row.name.lower())
        for hint, names in hints.items():
            codes.setdefault((inputs.sentence(", ".join(names)), hint), []).append(client.code)
    lines = [
        f"{names} of {escape(', '.join(of))}: {hint}" if len(clients) > 1 else f"{names}: {hint}"
        for (names, hint), of in codes.items()
    ]
    return [context(cut_markup("*No data*\n" + "\n".join(lines), NO_DATA_TEXT))] if lines else []


def figure(row: FigureRow, name: str) -> str:
    """A figure under that name."""
    return f"{name} *{value_of(row)}*{mark_of(row)}"


def value_of(row: FigureRow) -> str:
    """A figure as people read it; a variance says over or left."""
    is_variance = row.name == "Budget variance" and row.value is not None
    return over_or_left(row.value or 0, row.currency) if is_variance else row.text


def mark_of(row: FigureRow) -> str:
    """The mark after a figure that depends on incomplete time."""
    return "" if row.marked == row.text else f" {MARK}"


def _job(client: ClientFigures, job: JobFigures) -> Iterator[str]:
    if job.variance_cents is None or job.variance_cents >= 0:
        return
    over = over_or_left(job.variance_cents, client.currency)
    yield f":red_circle: {escape(job.number)} {escape(job.title)}: *{over}*. {escape(cut(_plan(job), 160))}"


def _plan(job: JobFigures) -> str:
    plan = job.plan
    if plan is None:
        return "No plan to make it good yet."
    return f"Plan ({plan.status}): {plan.words}" if plan.words else "A plan is asked for, and there is no answer yet."


def _health(client: ClientFigures) -> str:
    health = client.health
    if health is None:
        return "Health: not asked for this month"
    if health.mood is None:
        return f"Health: {escape(health.by)} was asked, and has not answered"
    said = f": {escape(cut(health.words, 300))}" if health.words else ""
    return f"Health: *{health.mood}* ({escape(health.by)}){said}"
