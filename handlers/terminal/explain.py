"""Showing the operator how the bot reads a line."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

import typer

from bot.core import OPERATOR, Bot
from bot.errors import BotError
from bot.rules.kit.durations import format_duration
from bot.timekeeping.explain import Explained, explain_line
from handlers.slack.kit.lines import line_from
from handlers.terminal.instants import read_instant
from storage.words.platforms import ChannelRef


def explain(bot: Bot, text: str, person: str | None, channel: str | None, at: str | None, *, as_json: bool) -> int:
    """Print how a line is read. Return the exit code: 0 for any reading, 2 if the question can't be answered."""
    try:
        asked = replace(bot, clock=_Clock(read_instant(at))) if at else bot
        here = ChannelRef(name=channel.removeprefix("#")) if channel else None
        explained = explain_line(asked, OPERATOR, line_from(text, here=here), person)
    except (BotError, ValueError) as error:
        typer.echo(str(error), err=True)
        return 2
    typer.echo(explained.model_dump_json(indent=2) if as_json else "\n".join(_lines(explained)))
    return 0


class _Clock:
    def __init__(self, instant: datetime) -> None:
        self.instant = instant

    def __call__(self) -> datetime:
        return self.instant


def _lines(explained: Explained) -> Iterator[str]:
    yield f"{explained.outcome}{f' ({explained.verb})' if explained.verb else ''}"
    for entry in explained.entries:
        facts = [entry.job, format_duration(entry.minutes), entry.worked_date.isoformat(), entry.clock_times]
        facts += ["billable" if entry.billable else "non-billable", entry.service]
        facts += ["out of scope" if entry.out_of_scope else "", f"note: {entry.note}" if entry.note else ""]
        facts += [f"by {entry.job_named_by}" if entry.job_named_by else ""]
        facts += [f"due {entry.deadline:%Y-%m-%d %H:%M} UTC" if entry.deadline else "", "late" if entry.late else ""]
        yield "  " + "  ".join(filter(None, facts))
    if told := explained.question or explained.reason:
        yield f"  {told}"
    if explained.understood:
        yield f"  understood: {explained.understood}"
    for choice in explained.choices:
        yield f"  [{choice.label}]  {choice.line}"
    if explained.example and not explained.choices:
        yield f"  would work: {explained.example}"
