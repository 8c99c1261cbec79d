"""Jinja2 as pages and letters use it: what people typed is escaped, and a value that is missing is a fault."""

from datetime import date, datetime
from pathlib import Path
from textwrap import indent
from zoneinfo import ZoneInfo

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

MEGABYTE = 1_000_000


def templates(folder: Path) -> Environment:
    """The templates of a folder; those that end in .html escape what they are given."""
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
    """A date as a letter has it: Thursday 12 March 2026."""
    return f"{on:%A} {on.day} {on:%B %Y}"


def moment(at: datetime, zone: str) -> str:
    """An instant (aware UTC) as a letter has it, in a zone: 12 March 2026, 11:00 EDT."""
    local = at.astimezone(ZoneInfo(zone))
    return f"{local.day} {local:%B %Y, %H:%M %Z}"


def indented(text: str) -> str:
    """Lines that somebody typed, set apart in plain text."""
    return indent(text, "  ")


def file_size(size: int) -> str:
    """A number of bytes as people say it."""
    return f"{size / MEGABYTE:.1f} MB" if size >= MEGABYTE else f"{max(1, round(size / 1000))} KB"
