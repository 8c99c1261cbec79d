"""The digest as a PDF, for those outside the chat."""

from collections.abc import Iterator

from bot.digest_words import about_lines, against_plan, main_rows, named, title_of
from bot.digests import DigestShown
from bot.documents.kit import Branding, Column, Document, Head, Row
from bot.rules.digest_client_rows import client_rows
from bot.rules.digest_figures import ClientFigures
from bot.rules.digest_row import FigureRow
from bot.rules.digest_rows import missing
from bot.rules.periods import describe_month

TABLE = (Column("Figure", 8), Column("Value", 5, is_number=True), Column("Made of", 7, is_number=True))


def digest_document(shown: DigestShown, agency: str, chart: bytes) -> bytes:
    """The PDF of an edition: the main numbers and the picture first, then client by client."""
    edition = f"Edition {shown.edition}" if shown.edition else "So far"
    head = Head("Monthly digest", f"{describe_month(shown.month)}, {edition}", shown.made_on)
    document = Document(Branding(agency), head)
    lines = list(about_lines(shown))[1:-1]
    document.heading(title_of(shown))
    document.note("\n".join(lines))
    for sentence in shown.figures.moves:
        document.paragraph(f"•  {sentence}")
    document.picture(chart)
    for label, words in against_plan(shown.figures):
        document.paragraph(f"{label}: {words}")
    document.heading("All clients")
    document.table(TABLE, [_row(row) for row in main_rows(shown.figures)])
    if shown.changed:
        document.heading("What this edition corrects")
        columns = (Column("Figure", 8), Column("Was", 5, is_number=True), Column("Is", 5, is_number=True))
        document.table(columns, [Row([f"{each.about}: {each.name}", each.was, each.now]) for each in shown.changed])
    for client in shown.figures.clients:
        _client(document, client, is_complete=shown.figures.is_complete)
    return document.to_bytes()


def _client(document: Document, client: ClientFigures, *, is_complete: bool) -> None:
    document.heading(f"{client.code}  {client.name}")
    document.facts([("Owner", client.owner), ("Lead", client.lead), *_words(client)])
    rows = client_rows(client, is_complete=is_complete)
    document.table(TABLE, [_row(row, with_about=row.about != client.code) for row in rows])
    hints: dict[str, dict[str, None]] = {}
    for row in missing(rows):
        hints.setdefault(row.hint, {})[row.name] = None
    if hints:
        document.note("\n".join(f"No data for {', '.join(names)}: {hint}." for hint, names in hints.items()))


def _words(client: ClientFigures) -> Iterator[tuple[str, str]]:
    """What is said of a client besides its figures."""
    if health := client.health:
        said = [health.value, f"Risks: {health.risks}" if health.risks else "", health.next_move]
        mood = f"{health.mood}, says {health.by}" if health.mood else f"{health.by} was asked, and has not answered"
        yield "Health", ". ".join([mood, *(each for each in said if each)])
    yield "Renews", ", ".join(day.isoformat() for day in client.renewals)
    yield "Revised Estimates pending", ", ".join(client.revised_pending)
    for job in client.jobs:
        if job.variance_cents is not None and job.variance_cents < 0:
            plan = job.plan
            facts = [plan.status, plan.what, plan.who, plan.due_on.isoformat() if plan.due_on else ""] if plan else []
            yield f"Plan for {job.number}", ", ".join(fact for fact in facts if fact) or "none yet"


def _row(row: FigureRow, *, with_about: bool = False) -> Row:
    made_of = ""
    if row.numerator is not None and row.denominator is not None:
        made_of = f"{row.numerator:,} ÷ {row.denominator:,}"
    name = f"{row.about}  {row.name}" if with_about else named(row)
    return Row([name, row.marked, made_of], is_quiet=row.value is None)
