"""A small book for tests of the grammar: Thursday 12 March 2026, 11:00 in New York and 15:00 in London."""

from datetime import UTC, date, datetime
from typing import Any

from bot.errors import Question, UsageError
from bot.rules.jobs.line_context import Book, KnownClient, KnownJob
from bot.rules.kit.lines import Line
from bot.rules.timekeeping.drafts import EntryLine
from bot.rules.timekeeping.grammar import parse_line
from storage.words.platforms import ChannelRef
from storage.words.time import DateOrder, JobStatus

NOW = datetime(2026, 3, 12, 15, tzinfo=UTC)
TODAY = date(2026, 3, 12)
MAILER = KnownJob("ACME-101", "Spring mailer", "Acme Outdoor")
GUIDE = KnownJob("ACME-102", "Trail guide", "Acme Outdoor")
CLOSED = KnownJob("ACME-099", "Autumn catalogue", "Acme Outdoor", JobStatus.CLOSED)
LEGACY = KnownJob("4591", "Savings launch", "Lumen Bank")
ADMIN = KnownJob("INT-ADM", "Administration", "Harbour & Vale", billable=False)
JOBS = (MAILER, GUIDE, CLOSED, LEGACY, ADMIN)
ACME = KnownClient("ACME", "Acme Outdoor", (MAILER, GUIDE))
LUMEN = KnownClient("LUM", "Lumen Bank", (LEGACY,))


def book(**changes: Any) -> Book:
    given: dict[str, Any] = {
        "now": NOW,
        "today": TODAY,
        "zone": "America/New_York",
        "order": DateOrder.MONTH_FIRST,
        "jobs": {job.number: job for job in JOBS},
        "clients": {"acme": ACME, "acme outdoor": ACME, "lum": LUMEN, "lumen bank": LUMEN},
        "open_jobs": [job for job in JOBS if job.is_open],
        "recent": [GUIDE, MAILER],
    }
    return Book(**given | changes)


LONDON = {"zone": "Europe/London", "order": DateOrder.DAY_FIRST}
PLACES: dict[str, dict[str, Any]] = {
    "New York": {},
    "London": LONDON,
    "#acme": {"here": [GUIDE]},
    "#accounts": {"here": [MAILER, GUIDE]},
}


def parse(text: str, **changes: Any) -> list[EntryLine]:
    line = Line(text, channels={"#acme": ChannelRef(name="acme")})
    return parse_line(line, book(channels={"#acme": [GUIDE]}, **changes))


def read(text: str, **changes: Any) -> EntryLine:
    (entry,) = parse(text, **changes)
    return entry


def described(text: str, place: str = "New York") -> str:
    """What a line comes to, as docs/grammar.md says it."""
    try:
        entries = parse(text, **PLACES[place])
    except Question as asked:
        choices = "; ".join(f"`{choice.line}`" for choice in asked.refusal.choices)
        return f"asks: {asked} {choices}"
    except UsageError as refused:
        return f"refused: {refused}"
    return "saved: " + "; ".join(f"`{entry.typed()}`" for entry in entries)
