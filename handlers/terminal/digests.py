"""Printing a digest."""

import json
from collections.abc import Callable
from itertools import groupby
from typing import Annotated

import typer

from bot.core import OPERATOR, Bot
from bot.digests.digests import DigestShown, digest_for_operator
from bot.digests.words import about_lines
from bot.rules.digests.rows import rows_of


def printing_digests(bot: Callable[[], Bot]) -> Callable[..., None]:
    """Return the command that prints a digest."""

    def digest(
        month: Annotated[str, typer.Argument(help="The month, e.g. 2026-10, or last.")],
        *,
        as_json: Annotated[bool, typer.Option("--json", help="Say it as JSON, for scripts.")] = False,
    ) -> None:
        """Print a month's digest: the latest edition, or the current figures if none was issued."""
        report(digest_for_operator(bot(), OPERATOR, month), as_json=as_json)

    return digest


def report(shown: DigestShown, *, as_json: bool) -> None:
    """Print all figures with their numerators and denominators; as JSON, the same rows and the snapshot itself."""
    rows = rows_of(shown.figures)
    if as_json:
        told = {"month": shown.month, "edition": shown.edition, "made_on": shown.made_on.isoformat()}
        told |= {"changed": [each.model_dump(mode="json") for each in shown.changed]}
        told |= {"figures": [row.model_dump(mode="json") | {"text": row.text} for row in rows]}
        typer.echo(json.dumps(told | {"snapshot": shown.figures.model_dump(mode="json")}))
        return
    for line in [*about_lines(shown)][:-1]:
        typer.echo(line)
    for each in shown.changed:
        typer.echo(f"- corrected: {each.about}, {each.name}: {each.was or 'not there'} → {each.now or 'not there'}")
    for sentence in shown.figures.moves:
        typer.echo(f"- {sentence}")
    for about, found in groupby(rows, key=lambda row: row.about):
        typer.echo(f"\n{about}")
        for row in found:
            lacks = row.hint.text if row.hint else ""
            made_of = f"{row.numerator} ÷ {row.denominator}  " if None not in (row.numerator, row.denominator) else ""
            typer.echo(f"  {row.name:<26} {row.marked:>20}  {made_of}{lacks}".rstrip())
