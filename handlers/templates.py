"""Jinja2 as pages and letters use it: typed text is escaped, and a missing value is a fault."""

from datetime import date, datetime
from pathlib import Path
from textwrap import indent
from zoneinfo import ZoneInfo

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

MEGABYTE = 1_000_000


def templates(folder: Path) -> Environment:
    """Return the templates of a folder; those that end in .html escape their values."""
    made = Environment(
        loader=FileSystemLoader(folder),
        autoescape=select_autoescape(["html"]),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    made.filters |= {"day": day, "moment": moment, "indented": indented, "file_size": file_size}
    return made


def day(on: date) -> str:
    """Return a date as letters show it: Thursday 12 March 2026."""
    return f"{on:%A} {on.day} {on:%B %Y}"


def moment(at: datetime, zone: str) -> str:
    """Return an instant (aware UTC) as letters show it, in a zone: 12 March 2026, 11:00 EDT."""
    local = at.astimezone(ZoneInfo(zone))
    return f"{local.day} {local:%B %Y, %H:%M %Z}"


def indented(text: str) -> str:
    """Return typed lines, indented for plain text."""
    return indent(text, "  ")


def file_size(size: int) -> str:
    """Return a number of bytes in readable units."""
    return f"{size / MEGABYTE:.1f} MB" if size >= MEGABYTE else f"{max(1, round(size / 1000))} KB"
