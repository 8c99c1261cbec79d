"""A digest in words: the same sentences for the message, the PDF and the spreadsheet."""

from collections.abc import Iterator, Mapping, Sequence

from bot.digests.digests import DigestShown
from bot.hints import Hint
from bot.rules.accounts.exchange_rates import format_worth
from bot.rules.accounts.goal_facts import Rate
from bot.rules.digests.figures import DigestFigures, GoalFigures, burns_of
from bot.rules.digests.row import GOAL, MARK, NO_DATA, FigureRow
from bot.rules.digests.rows import ALL, TOGETHER, missing, rows_of
from bot.rules.kit.periods import describe_month
from bot.rules.people.rates import format_money

MAIN = ("Time", "Utilization", "Realization", "On-time share")
MAIN_MONEY = ("Time at rate", "Upsell", "Budget variance", "Net revenue retention", "Gross revenue retention")


def title_of(shown: DigestShown) -> str:
    """Return the title of the digest: its month, whose it is, and which edition."""
    whose = f", {shown.whose}’s clients" if shown.whose else ""
    if not shown.edition:
        return f"Digest of {describe_month(shown.month)}{whose}{'' if shown.figures.is_over else ', so far'}"
    edition = f", edition {shown.edition}" if shown.edition > 1 else ""
    return f"Digest of {describe_month(shown.month)}{whose}{edition}"


def rests_on(figures: DigestFigures) -> str:
    """Return what the numbers are based on, if that isn't all of the expected time."""
    if figures.completeness.percent is None:
        return f"{MARK} No time was expected from anybody, so we can't tell how complete these numbers are."
    if figures.is_complete:
        return ""
    return f"{MARK} These numbers are based on {figures.completeness.percent} % of expected time, entered on time."


def main_rows(figures: DigestFigures) -> list[FigureRow]:
    """Return the figures of all clients that the message shows."""
    every = rows_of(figures)
    rows = [row for row in every if row.about == ALL and row.name in MAIN]
    return rows + [row for row in every if row.about.startswith(TOGETHER) and row.name in MAIN_MONEY]


def named(row: FigureRow) -> str:
    """Return the name of a figure of all clients, with its subject unless that is simply all."""
    return row.name if row.about == ALL else f"{row.about.removeprefix(ALL).strip(', ')}: {row.name}"


def against_plan(figures: DigestFigures) -> Iterator[tuple[str, Hint]]:
    """Return the picture's content as labelled text: burn against plan, and revenue against goal."""
    burns = ", ".join(f"{code} {percent} %" for code, percent in burns_of(figures))
    yield "Burn against plan", Hint(text=burns or "no client has a retainer or an approved estimate yet")
    for goal in figures.goals:
        yield f"Goal of {goal.whose}", Hint(text=_goal_words(goal))
        if goal.rates:
            yield f"In the goal of {goal.whose}", Hint(text=_rates(goal.rates, goal.currency))
        for words in goal.missing:
            yield f"Not in the goal of {goal.whose}", Hint(text=words)
    if not figures.goals:
        yield "Revenue against goal", Hint(text=f"{NO_DATA}: {GOAL.text}", command=GOAL.command)


def _goal_words(goal: GoalFigures) -> str:
    booked, forecast, whole, gap = (
        format_money(cents, goal.currency)
        for cents in (goal.booked_cents, goal.forecast_cents, goal.goal_cents, abs(goal.gap_cents))
    )
    stands = f"a gap of {gap}" if goal.gap_cents > 0 else f"{gap} over it" if goal.gap_cents else "reached"
    return f"{whole}: {booked} booked, {forecast} forecast, {stands}"


def rates_words(figures: DigestFigures) -> str:
    """Return the rates by which amounts were converted into one currency, or what is missing for that."""
    one = figures.in_one
    if one is None:
        return ""
    if one.missing:
        missed = ", ".join(one.missing)
        return f"Amounts are kept apart by currency, as there is no rate from {missed} into {one.currency}."
    return f"Sums in {one.currency} are at {_rates(one.rates, one.currency)}."


def incomplete(figures: DigestFigures) -> list[Hint]:
    """Return what the main figures leave out, and how to supply it, grouped by what they lack."""
    lacking: dict[Hint, list[str]] = {}
    for row in main_rows(figures):
        if row.value is not None and row.hint:
            lacking.setdefault(row.hint, []).append(named(row))
    return [
        hint.model_copy(update={"text": f"{', '.join(names)} {_are(names)} {hint.text}"})
        for hint, names in lacking.items()
    ]


def _are(names: Sequence[str]) -> str:
    return "is" if len(names) == 1 else "are"


def about_lines(shown: DigestShown) -> Iterator[str]:
    """Return the lines that the spreadsheet and the PDF say about themselves."""
    yield title_of(shown)
    if shown.edition:
        yield f"Made on {shown.made_on.isoformat()}. It is a snapshot: a correction is a new edition."
    without = " ".join(f"{hint.text}." for hint in incomplete(shown.figures))
    for line in (rests_on(shown.figures), rates_words(shown.figures), without):
        if line:
            yield line
    if missing(rows_of(shown.figures)):
        yield "“no data” means that we don't know a figure yet, not that it is zero. Its row says how to supply it."
    yield "The time entries are as of when this file was made. Later changes aren't in it."


def _rates(rates: Mapping[str, Rate], into: str) -> str:
    return ", ".join(
        f"1 {currency} = {format_worth(rate.millionths)} {into} (from {rate.starts_on.isoformat()})"
        for currency, rate in sorted(rates.items())
    )
