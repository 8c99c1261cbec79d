"""Printing the results of checks: of the log of sign-offs, and of the stored sums of time."""

from collections.abc import Sequence

import typer

from bot.core import OPERATOR, Bot
from bot.rules.people.rates import format_cents
from bot.signoffs.ledger import LogVerified
from bot.timekeeping.rollups import Sums, SumsDiffer, recalculate_sums, verify_sums

# More than a screen of them doesn't help.
MOST_SHOWN = 20


def report(found: LogVerified, asked_head: str | None) -> int:
    """Print the result, with the first thing that is wrong, if any. Return the exit code: 1 if anything is."""
    events = f"{found.events:,} event{'' if found.events == 1 else 's'}"
    if found.problem:
        where = f"Event {found.broken_at:,}" if found.broken_at else "The log"
        typer.echo(f"{where}: {found.problem}.", err=True)
        typer.echo(f"{events} before that {'is' if found.events == 1 else 'are'} in order.", err=True)
        return 1
    typer.echo(f"{events}, all in order, and all sign-offs are as the log says.")
    typer.echo(f"Head: {found.head}")
    if asked_head:
        typer.echo(
            f"The head that you gave is event {found.head_position:,}: nothing up to it was rewritten or cut off."
        )
    return 0


def report_sums(differing: Sequence[SumsDiffer]) -> int:
    """Print the sums that differ from their entries. Return the exit code: 1 if any does."""
    if not differing:
        typer.echo("The sums of time by month are those of the entries.")
        return 0
    for each in differing[:MOST_SHOWN]:
        typer.echo(
            f"{each.month} {each.job} {each.person}: {_sums(each.kept)} kept, {_sums(each.counted)} entered", err=True
        )
    if len(differing) > MOST_SHOWN:
        typer.echo(f"and {len(differing) - MOST_SHOWN:,} more", err=True)
    typer.echo(
        f"The sums of {_months(differing)} differ from the entries. To recalculate them, add --recalculate-sums.",
        err=True,
    )
    return 1


def check_sums(bot: Bot, *, recalculate: bool) -> int:
    """Check the stored sums of time, and recalculate wrong ones first if asked to. Return 1 if any still differs."""
    if recalculate:
        report_recalculated(recalculate_sums(bot, OPERATOR))
    return report_sums(verify_sums(bot, OPERATOR))


def report_recalculated(done: Sequence[SumsDiffer]) -> None:
    """Print which months were recalculated, if any."""
    if done:
        typer.echo(f"Recalculated from the entries: {_months(done)}.")


def _months(differing: Sequence[SumsDiffer]) -> str:
    return ", ".join(sorted({each.month for each in differing}))


def _sums(sums: Sums) -> str:
    entries = f"{sums.entries:,} entr{'y' if sums.entries == 1 else 'ies'}"
    return f"{entries} of {sums.minutes:,} minutes and {format_cents(sums.cents)}"
