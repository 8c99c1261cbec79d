"""The digest's picture: burn against plan by client, and revenue against goal."""

import io
import textwrap
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from bot.rules.digests.figures import DigestFigures, GoalFigures, burns_of
from bot.rules.kit.periods import describe_month

if TYPE_CHECKING:
    from matplotlib.axes import Axes

MOST_CLIENTS, MOST_GOALS = 15, 8
# A card with its own background, so that it looks the same in light and dark mode.
PAPER, INK, QUIET, LINE = "#fdfdfb", "#22302c", "#5d6b66", "#d9ded9"
ON_PLAN, OVER, BOOKED, FORECAST = "#2f7d66", "#c4572f", "#2f7d66", "#9cc9b8"
PLAN = 100
# Bars far over plan are cut off, and show their number.
MOST_PERCENT = 200
LONGEST_NAME = 28
WIDTH, DOTS = 6.2, 200


def digest_chart(figures: DigestFigures) -> bytes:
    """Return a PNG; each bar has its number beside it, and the text with the picture repeats them all."""
    # Loading matplotlib takes half a second and 40 MB, so load it only to draw.
    from matplotlib.backends.backend_agg import FigureCanvasAgg  # noqa: PLC0415
    from matplotlib.figure import Figure  # noqa: PLC0415

    burns = burns_of(figures)[:MOST_CLIENTS]
    goals = figures.goals[:MOST_GOALS]
    rows = [max(len(burns), 1), max(len(goals), 1) * 1.4]
    figure = Figure(figsize=(WIDTH, 2.0 + 0.36 * sum(rows)), facecolor=PAPER)
    figure.set_layout_engine("constrained", w_pad=0.18, h_pad=0.14)
    FigureCanvasAgg(figure)
    upper, lower = figure.subplots(2, 1, height_ratios=rows)
    so_far = "" if figures.is_over else ", so far"
    _draw_burns(upper, burns, f"Burn against plan, {describe_month(figures.month)}{so_far}")
    _draw_goals(lower, goals)
    file = io.BytesIO()
    # Without the library's version in it, the same figures give the same bytes.
    figure.savefig(file, format="png", dpi=DOTS, facecolor=PAPER, metadata={"Software": "Jobjacket"})
    return file.getvalue()


def _draw_burns(axes: "Axes", burns: Sequence[tuple[str, int]], title: str) -> None:
    _prepare(axes, title)
    if not burns:
        _say(axes, "No client has a retainer or an approved estimate yet.")
        return
    names, percents = [name for name, _ in burns], [percent for _, percent in burns]
    shown = [min(percent, MOST_PERCENT) for percent in percents]
    colours = [OVER if percent > PLAN else ON_PLAN for percent in percents]
    axes.barh(names, shown, color=colours, height=0.62)
    _say_beside(axes, [f"{percent} %" for percent in percents])
    _mark(axes, "plan", max(shown))


def _draw_goals(axes: "Axes", goals: Sequence[GoalFigures]) -> None:
    _prepare(axes, "Revenue against the quarter’s goal")
    if not goals:
        _say(axes, "No revenue goal is set for this quarter yet.")
        return
    names = [textwrap.shorten(goal.whose, LONGEST_NAME, placeholder="…") for goal in goals]
    booked = [_share(goal.booked_cents, goal) for goal in goals]
    forecast = [_share(goal.forecast_cents, goal) for goal in goals]
    axes.barh(names, booked, color=BOOKED, height=0.62, label="booked")
    axes.barh(names, forecast, left=booked, color=FORECAST, height=0.62, label="weighted forecast")
    _say_beside(axes, [_goal_words(goal) for goal in goals])
    _mark(axes, "goal", min(MOST_PERCENT, max(map(sum, zip(booked, forecast, strict=True)))))
    axes.legend(loc="upper left", bbox_to_anchor=(0, 0), ncols=2, frameon=False, fontsize=8, labelcolor=QUIET)


def _say_beside(axes: "Axes", words: Sequence[str]) -> None:
    """Write a number for each bar in a separate column, so that no bar or line runs through it."""
    for place, each in enumerate(words):
        axes.text(1.02, place, each, transform=axes.get_yaxis_transform(), va="center", color=INK, fontsize=9)


def _mark(axes: "Axes", name: str, longest: float) -> None:
    """Draw a line at a hundred percent, with its name; the bars from top to bottom, the longest as it fits."""
    axes.axvline(PLAN, color=INK, linewidth=1.2, linestyle=(0, (4, 3)))
    axes.text(PLAN, 1.01, name, transform=axes.get_xaxis_transform(), ha="center", color=QUIET, fontsize=8)
    axes.set_xlim(0, max(PLAN, longest) * 1.03)
    axes.invert_yaxis()
    axes.set_xticks([])


def _share(cents: int, goal: GoalFigures) -> float:
    return max(cents, 0) * 100 / goal.goal_cents if goal.goal_cents else 0


def _goal_words(goal: GoalFigures) -> str:
    return f"{(goal.booked_cents + goal.forecast_cents) // 100:,} of {goal.goal_cents // 100:,} {goal.currency}"


def _prepare(axes: "Axes", title: str) -> None:
    axes.set_facecolor(PAPER)
    axes.set_title(title, loc="left", color=INK, fontsize=12, fontweight="bold", pad=12)
    axes.tick_params(colors=INK, length=0, labelsize=9)
    for name, spine in axes.spines.items():
        spine.set_visible(name == "left")
        spine.set_color(LINE)


def _say(axes: "Axes", words: str) -> None:
    nothing: Any = []
    axes.text(0.0, 0.5, words, color=QUIET, fontsize=10, transform=axes.transAxes)
    axes.set_xticks(nothing)
    axes.set_yticks(nothing)
