"""Printing the undelivered messages."""

from collections.abc import Sequence

import typer

from bot.messaging.undelivered import SetAside


def report(found: Sequence[SetAside]) -> None:
    """Print a line for each undelivered notice, and what can be done."""
    for each in found:
        since = f"{each.queued_at:%Y-%m-%d %H:%M} UTC"
        typer.echo(f"{each.key}  {each.kind} to {each.channel}, queued {since}: {each.problem}")
    if found:
        typer.echo(f"{len(found)} undelivered. Fix the reason, then: app.py outbox --send-again KEY")
    else:
        typer.echo("Nothing is undelivered.")
