"""The digest as a PDF, for people outside the chat."""

from bot.digests.digests import DigestShown
from bot.digests.words import about_lines, against_plan, main_rows, named, title_of
from bot.kit.documents import Branding, Column, Document, Head, Row
from bot.rules.digests.client_rows import client_rows
from bot.rules.digests.figures import ClientFigures, JobFigures
from bot.rules.digests.row import FigureRow, Unit
from bot.rules.kit.periods import describe_month

TABLE = (Column("Figure", 8), Column("Value", 5, is_number=True), Column("Made of (minutes, cents)", 7, is_number=True))


def digest_document(shown: DigestShown, agency: str, chart: bytes) -> bytes:
    """Return the PDF of an edition: the main numbers and the picture first, then client by client."""
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
    document.table(TABLE, [_row(row, named(row)) for row in main_rows(shown.figures)], is_dense=True)
    if shown.changed:
        document.heading("Corrections in this edition")
        columns = (Column("Figure", 8), Column("Was", 5, is_number=True), Column("Is", 5, is_number=True))
        document.table(columns, [Row([f"{each.about}: {each.name}", each.was, each.now]) for each in shown.changed])
    for client in shown.figures.clients:
        _client(document, client, is_complete=shown.figures.is_complete)
    return document.to_bytes()


def _client(document: Document, client: ClientFigures, *, is_complete: bool) -> None:
    document.heading(f"{client.code}  {client.name}")
    document.facts(facts_of(client))
    rows = client_rows(client, is_complete=is_complete)
    labelled = [(row, row.name if row.about == client.code else f"{row.about}  {row.name}") for row in rows]
    document.table(TABLE, [_row(row, name) for row, name in labelled], is_dense=True)
    hints: dict[str, list[str]] = {}
    for row, name in labelled:
        if row.value is None and row.hint:
            hints.setdefault(row.hint.text, []).append(name)
    if hints:
        document.note("\n".join(f"No data for {', '.join(names)}: {hint}." for hint, names in hints.items()))


def facts_of(client: ClientFigures) -> list[tuple[str, str]]:
    """Return the facts of a client that aren't figures, by label; empty ones are left out of the document."""
    over = [job for job in client.jobs if job.variance_cents is not None and job.variance_cents < 0]
    return [
        ("Owner", client.owner),
        ("Lead", client.lead),
        ("Health", _health(client)),
        ("Renews", ", ".join(f"{day.day} {day:%b %Y}" for day in client.renewals)),
        ("Revised Estimates pending", ", ".join(client.revised_pending)),
        *((f"Plan for {job.number}", _plan(job)) for job in over),
    ]


def _health(client: ClientFigures) -> str:
    health = client.health
    if health is None:
        return ""
    if health.mood is None:
        return f"{health.by} was asked, and hasn't answered"
    says = f"{health.mood}, says {health.by}".rstrip(".")
    return f"{says}. {health.words}" if health.words else says


def _plan(job: JobFigures) -> str:
    plan = job.plan
    if plan is None:
        return "none yet"
    return f"{plan.status}, {plan.words}" if plan.words else plan.status


def _row(row: FigureRow, name: str) -> Row:
    made_of = ""
    if row.value is not None and row.numerator is not None and row.denominator is not None:
        sign = "−" if row.unit == Unit.MONEY else "÷"
        made_of = f"{row.numerator:,} {sign} {row.denominator:,}"
    return Row([name, row.marked, made_of], is_quiet=row.value is None)
