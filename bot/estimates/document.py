"""An estimate as a client reads it: the change and its reason first, then the work, the money, and the terms."""

from collections.abc import Iterator
from datetime import date

from bot.estimates.shown import Compared, EstimateShown
from bot.kit.documents import Branding, Column, Document, Head, Paper, Row
from bot.rules.estimates.estimates import Line
from bot.rules.kit.amounts import MILLIONTHS, format_hours, format_share
from bot.rules.people.rates import format_money
from storage.words.signoffs import EstimateLineKind

DRAFT_MARK = "DRAFT: NOT FOR THE CLIENT"
FEES = (Column("Service", 9), Column("Hours", 3, is_number=True), Column("Rate an hour", 4, is_number=True))
AMOUNT = Column("Amount", 4, is_number=True)
CHANGES = (Column("Line", 7), Column("Was", 5, is_number=True), Column("Is", 5, is_number=True))


def estimate_document(
    shown: EstimateShown, branding: Branding, dated: date, paper: Paper = Paper.A4, mark: str = ""
) -> bytes:
    """Return the PDF of a version; `dated` is the day its draft was finished, or today for a marked draft."""
    head = Head(shown.title, f"{shown.job.number}, version {shown.version}", dated, mark)
    document = Document(branding, head, paper)
    document.facts(
        [
            ("Prepared for", shown.job.client),
            ("Job", f"{shown.job.number}  {shown.job.title}"),
            ("Date", long_date(dated)),
            ("Valid until", long_date(shown.valid_until) if shown.valid_until else ""),
            ("Prepared by", shown.made_by),
            ("Total", format_money(shown.totals.total_cents, shown.currency)),
        ]
    )
    _changes(document, shown)
    _texts(document, [("What you will get", shown.deliverables)])
    _lines(document, shown)
    _sums(document, shown)
    rounds = shown.revision_rounds
    words = "" if rounds is None else f"{rounds or 'No'} round{'' if rounds == 1 else 's'} of revisions included."
    _texts(document, [("Not included", shown.exclusions), ("Revisions", words), ("Terms", shown.terms)])
    return document.to_bytes()


def long_date(day: date) -> str:
    """Return a date that reads the same on both sides of the Atlantic: `12 March 2026`."""
    return f"{day.day} {day:%B %Y}"


def signed(cents: int, currency: str) -> str:
    """Return a difference with its sign: `+ USD 435.00`."""
    return f"{'+' if cents >= 0 else '−'} {format_money(abs(cents), currency)}"


def _changes(document: Document, shown: EstimateShown) -> None:
    if shown.reason:
        document.heading("Why this estimate changes")
        document.paragraph(shown.reason)
    if compared := shown.compared:
        document.heading(f"What changes since version {compared.version}")
        document.table([*CHANGES, Column("Change", 4, is_number=True)], list(_change_rows(shown, compared)))


def _change_rows(shown: EstimateShown, compared: Compared) -> Iterator[Row]:
    currency = shown.currency
    for change in compared.changes:
        line = change.now or change.was
        name = _named(line) if line else ""
        was = _side(change.was, currency) if change.was else "–"
        now = _side(change.now, currency) if change.now else "taken out"
        yield Row([name, was, now, signed(change.delta_cents, currency)])
    before, after = compared.totals, shown.totals
    for name, old, new in (
        ("Contingency", before.contingency_cents, after.contingency_cents),
        (shown.tax_name or "Tax", before.tax_cents, after.tax_cents),
    ):
        if old != new:
            yield Row([name, format_money(old, currency), format_money(new, currency), signed(new - old, currency)])
    old, new = before.total_cents, after.total_cents
    sums = [format_money(old, currency), format_money(new, currency), signed(new - old, currency)]
    yield Row(["Total", *sums], is_strong=True)


def _side(line: Line, currency: str) -> str:
    """Return a line's amount, for time with hours and rate. The agency's own cost of an expense stays private."""
    amount = format_money(line.amount_cents, currency)
    if line.kind == EstimateLineKind.EXPENSE:
        return amount
    return f"{amount}\n{format_hours(line.minutes)} at {format_money(line.rate_cents, currency)}"


def _lines(document: Document, shown: EstimateShown) -> None:
    lines = [each.line for each in shown.lines]
    fees = [line for line in lines if line.kind == EstimateLineKind.FEE]
    bought = [line for line in lines if line.kind == EstimateLineKind.EXPENSE]
    currency = shown.currency
    if fees:
        document.heading("Fees")
        rows = [
            Row(
                [
                    _named(line),
                    format_hours(line.minutes),
                    format_money(line.rate_cents, currency),
                    format_money(line.amount_cents, currency),
                ]
            )
            for line in fees
        ]
        sums = [format_hours(shown.totals.minutes), "", format_money(shown.totals.fees_cents, currency)]
        document.table([*FEES, AMOUNT], [*rows, Row(["Fees", *sums], is_strong=True)])
    if bought:
        document.heading("Expenses")
        rows = [Row([_named(line), format_money(line.amount_cents, currency)]) for line in bought]
        total = Row(["Expenses", format_money(shown.totals.expenses_cents, currency)], is_strong=True)
        document.table([Column("What we buy for you", 16), AMOUNT], [*rows, total])


def _named(line: Line) -> str:
    return f"{line.name}\n{line.description}" if line.service and line.description else line.name


def _sums(document: Document, shown: EstimateShown) -> None:
    totals, currency = shown.totals, shown.currency
    rows = [("Fees", totals.fees_cents), ("Expenses", totals.expenses_cents)]
    rows.append((f"Contingency, {format_share(shown.contingency_bp)}", totals.contingency_cents))
    rows.append((f"{shown.tax_name or 'Tax'}, {format_share(shown.tax_ppm, MILLIONTHS)}", totals.tax_cents))
    found = [Row([name, format_money(cents, currency)]) for name, cents in rows if cents]
    document.heading("Total")
    total = Row([f"Total in {currency}", format_money(totals.total_cents, currency)], is_strong=True)
    document.sums([*found, total])


def _texts(document: Document, texts: list[tuple[str, str]]) -> None:
    for heading, text in texts:
        if text.strip():
            document.heading(heading)
            document.paragraph(text)
