"""Views of an office's week in a channel."""

from slack_sdk.models.blocks import Block

from bot.rules.kit.dates import week_of
from bot.rules.kit.durations import format_duration
from bot.timesheets.summaries import SummaryShown, TeamWeek
from handlers.slack.kit.blocks import Message, context, escape, section

MOST_TEAMS = 40


def summary(shown: SummaryShown) -> Message:
    """Completeness by team: on-time ÷ expected, with both."""
    first, last = week_of(shown.monday)
    when = f"{first.day} {first:%b} – {last.day} {last:%b}"
    whole = TeamWeek(
        team=shown.office,
        on_time=sum(team.on_time for team in shown.teams),
        expected=sum(team.expected for team in shown.teams),
    )
    title = f"Time of {shown.office}, {when}: {_percent(whole)} in on time"
    if not shown.teams:
        title = f"Time of {shown.office}, {when}: none was expected"
    blocks: list[Block] = [section(f":bar_chart: *{escape(title)}*")]
    rows = [_row(team) for team in shown.teams[:MOST_TEAMS]]
    blocks += [section("\n".join(rows[start : start + 10])) for start in range(0, len(rows), 10)]
    blocks.append(context("Minutes that were entered on time ÷ minutes expected (scheduled − holidays − leave)."))
    return Message(text=escape(title), blocks=blocks)


def _row(team: TeamWeek) -> str:
    figures = f"{format_duration(team.on_time)} of {format_duration(team.expected)}"
    short = f"\n      short: {escape(', '.join(team.short))}" if team.short else ""
    return f"{_mark(team)}  *{escape(team.team)}*  {_percent(team)}  ({figures}){short}"


def _percent(team: TeamWeek) -> str:
    return f"{team.on_time * 100 // team.expected}%" if team.expected else "–"


def _mark(team: TeamWeek) -> str:
    if team.on_time * 100 >= team.expected * 95:
        return ":large_green_circle:"
    return ":large_yellow_circle:" if team.on_time * 100 >= team.expected * 80 else ":red_circle:"
