"""The certificate of a sign-off: the exact decision, the people, times and channels, and its place in the log."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from bot.kit.documents import Branding, Column, Document, Head, Row

CONTENT = {
    "file": "the bytes of the file",
    "link": "the text of the link, not the page it leads to",
    "estimate": "the estimate’s content: its lines, totals and terms",
}
# Mail scanners open links too, so an opened link isn't listed as somebody having looked.
EVENTS = {"viewed": "link opened"}


@dataclass(frozen=True)
class Decided:
    """One person's decision; `how` is the channel, `recorded` names the recorder at the agency and the evidence."""

    name: str
    decision: str
    at: datetime
    how: str
    confirmed_name: str = ""
    said: str = ""
    recorded: str = ""


@dataclass(frozen=True)
class Logged:
    """One event of the log: its position, what happened, when (aware UTC), and its hash (hex)."""

    position: int
    event: str
    at: datetime
    hash: str


@dataclass(frozen=True)
class Certificate:
    """The contents of a certificate. `log` has this sign-off's events up to and including the one that settled it."""

    branding: Branding
    client: str
    job: str
    title: str
    version: int
    kind: str
    outcome: str
    asked_by: str
    asked_at: datetime
    settled_at: datetime
    quorum: str
    artefact: str
    artefact_kind: str
    content_hash: str
    zone: str
    decisions: Sequence[Decided]
    log: Sequence[Logged]


def certificate(told: Certificate) -> bytes:
    """Return the certificate as PDF: the same bytes for the same content."""
    head = Head("Sign-off certificate", f"{told.job.split(' ')[0]}, version {told.version}", _day(told))
    document = Document(told.branding, head)
    document.facts(
        [
            ("Outcome", told.outcome.capitalize()),
            ("Settled", _both(told.settled_at, told.zone)),
            ("Client", told.client),
            ("Job", told.job),
            ("What was signed off", f"{told.title}, version {told.version}"),
            ("Kind", told.kind.capitalize()),
            ("Asked by", told.asked_by),
            ("Asked", _both(told.asked_at, told.zone)),
        ]
    )
    _content(document, told)
    _decisions(document, told)
    _log(document, told)
    return document.to_bytes()


def _content(document: Document, told: Certificate) -> None:
    document.heading("The exact content")
    document.paragraph(told.artefact)
    document.note(f"SHA-256 {told.content_hash}\nThis is the fingerprint of {CONTENT[told.artefact_kind]}.")


def _decisions(document: Document, told: Certificate) -> None:
    document.heading("Who decided")
    document.note(f"Needed for approval: {told.quorum} of those who were asked.")
    rows = [
        Row([each.name, each.decision.capitalize(), _both(each.at, told.zone), each.how]) for each in told.decisions
    ]
    columns = [Column("Who", 24), Column("Decision", 20), Column("When", 32), Column("How", 24)]
    document.table(columns, rows)
    for each in told.decisions:
        if each.confirmed_name:
            document.note(f"{each.name} confirmed by typing “{each.confirmed_name}”.")
        if each.recorded:
            document.note(f"{each.name} didn't decide here in person: {each.recorded}")
        if each.said:
            document.paragraph(f"{each.name} wrote: “{each.said}”")


def _log(document: Document, told: Certificate) -> None:
    document.heading("In the sign-off log")
    end = told.log[-1]
    document.note(f"Head of the log at event {end.position}, SHA-256:\n{end.hash}")
    rows = [
        Row([str(each.position), EVENTS.get(each.event, each.event).capitalize(), _utc(each.at), f"{each.hash[:16]}…"])
        for each in told.log
    ]
    columns = [Column("No.", 10, is_number=True), Column("Event", 30), Column("When", 32), Column("Hash", 28)]
    document.table(columns, rows)
    document.note(
        "Every event of the log carries the hash of the one before, so a later change, removal or addition up to this "
        f"head would show. The agency checks that with: app.py verify --head {end.hash}\n"
        "Anyone who has the file can check the content with any program that computes a SHA-256."
    )


def _both(at: datetime, zone: str) -> str:
    """Return a time in the client's zone and in UTC."""
    local = at.astimezone(ZoneInfo(zone))
    return f"{local.day} {local:%b %Y, %H:%M %Z} ({at.astimezone(UTC):%H:%M} UTC)"


def _utc(at: datetime) -> str:
    return f"{at.astimezone(UTC):%Y-%m-%d %H:%M:%S} UTC"


def _day(told: Certificate) -> date:
    return told.settled_at.astimezone(ZoneInfo(told.zone)).date()
