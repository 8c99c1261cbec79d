"""Time files that we can read: each tool's detailed export, recognised by its columns, and our own plain format."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from bot.errors import UsageError


class DateOrder(StrEnum):
    """The order of a date such as 3/10/2026. A date like 2026-03-10 is always read as such."""

    MONTH_FIRST = "month-first"
    DAY_FIRST = "day-first"


@dataclass(frozen=True)
class Tool:
    """A tool, and the columns (lower case) for each field; the first that the file has counts.

    A file is the tool's if it has all of `known_by`. `dates` is the order of its dates by default.
    """

    name: str
    known_by: frozenset[str]
    columns: Mapping[str, tuple[str, ...]]
    dates: DateOrder | None = None


PLAIN = Tool(
    "plain",
    frozenset({"person", "job", "date", "duration"}),
    {
        "person": ("person",),
        "code": ("job",),
        "date": ("date",),
        "duration": ("duration",),
        "task": ("service",),
        "billable": ("billable",),
        "note": ("note",),
        "reference": ("reference",),
    },
)
HARVEST = Tool(
    "Harvest",
    frozenset({"date", "client", "project", "project code", "task", "notes", "hours", "first name", "last name"}),
    {
        "person": ("email", "e-mail"),
        "first": ("first name",),
        "last": ("last name",),
        "client": ("client",),
        "project": ("project",),
        "code": ("project code",),
        "date": ("date",),
        "duration": ("hours",),
        "task": ("task",),
        "billable": ("billable?", "billable"),
        "note": ("notes",),
        "reference": ("id", "external reference url"),
    },
)
CLOCKIFY = Tool(
    "Clockify",
    frozenset({"project", "client", "description", "user", "email", "start date", "start time", "duration (h)"}),
    {
        "person": ("email",),
        "client": ("client",),
        "project": ("project",),
        "date": ("start date",),
        "start": ("start time",),
        "duration": ("duration (h)", "duration (decimal)"),
        "task": ("task",),
        "billable": ("billable",),
        "note": ("description",),
    },
    DateOrder.MONTH_FIRST,
)
TOGGL = Tool(
    "Toggl Track",
    frozenset({"user", "email", "project", "description", "start date", "start time", "duration"}),
    {
        "person": ("email",),
        "client": ("client",),
        "project": ("project",),
        "date": ("start date",),
        "start": ("start time",),
        "duration": ("duration",),
        "task": ("task",),
        "billable": ("billable",),
        "note": ("description",),
    },
)
KIMAI = Tool(
    "Kimai",
    frozenset({"date", "duration", "customer", "project", "activity", "description"}),
    {
        "person": ("e-mail", "email", "username", "user", "name"),
        "client": ("customer",),
        "project": ("project",),
        "code": ("project number", "order number"),
        "date": ("date",),
        "start": ("from", "begin"),
        "duration": ("duration",),
        "task": ("activity",),
        "billable": ("billable",),
        "note": ("description",),
        "reference": ("id",),
    },
)
TOOLS = (HARVEST, CLOCKIFY, TOGGL, KIMAI, PLAIN)


def recognise_tool(header: Sequence[str]) -> Tool:
    """Return the tool that a file with this header comes from. Raises UsageError for any other file."""
    names = {_plain(name) for name in header}
    for tool in TOOLS:
        if tool.known_by <= names:
            return tool
    raise UsageError(
        "I don't know this file's columns. I read the detailed exports of Harvest, Toggl Track, Clockify and Kimai, "
        f"and a plain file with the columns {', '.join(field[0] for field in PLAIN.columns.values())}."
    )


def places_of(tool: Tool, header: Sequence[str]) -> dict[str, int]:
    """Return the position of each field of the tool in the lines of a file with this header."""
    names = [_plain(name) for name in header]
    found = {}
    for field, columns in tool.columns.items():
        if column := next((column for column in columns if column in names), None):
            found[field] = names.index(column)
    return found


def _plain(name: str) -> str:
    return name.strip().lower()
