"""Instants, as the operator types them."""

from datetime import UTC, datetime
from typing import Annotated

import typer


def read_instant(text: str) -> datetime:
    """Return the instant in UTC. Raises ValueError if the text can't be read or has no zone."""
    try:
        instant = datetime.fromisoformat(text)
    except ValueError:
        raise ValueError(f"“{text}” isn't an instant, e.g. 2026-03-12T15:00Z") from None
    if instant.tzinfo is None:
        raise ValueError(f"“{text}” needs its zone, e.g. {text}Z or {text}-05:00")
    return instant.astimezone(UTC)


def _read_option(text: str) -> datetime:
    try:
        return read_instant(text)
    except ValueError as wrong:
        raise typer.BadParameter(str(wrong)) from None


SandboxBegins = Annotated[
    datetime | None,
    typer.Option(
        "--at",
        parser=_read_option,
        metavar="INSTANT",
        help="When a new sandbox starts, e.g. 2028-02-29T14:00Z; else now.",
    ),
]
