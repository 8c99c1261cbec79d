"""The review of an account as a PDF of one page."""

from bot.documents.kit import Branding, Column, Document, Head, Row
from bot.rules.account_trends import AccountReviewed, trend_rows
from bot.rules.digest_client_rows import client_rows
from bot.rules.periods import describe_month


def account_document(shown: AccountReviewed) -> bytes:
    """The running month beside its formulas, then six months of trends."""
    head = Head("Account review", f"{shown.code}, {describe_month(shown.month)} so far", shown.day)
    document = Document(Branding(shown.name), head)
    health = shown.now.health
    document.facts(
        [
            ("Owner", shown.now.owner),
            ("Lead", shown.now.lead),
            ("Renewals in 90 days", ", ".join(day.isoformat() for day in shown.now.renewals)),
            ("Health", f"{health.mood}, says {health.by}" if health and health.mood else ""),
        ]
    )
    document.heading("This month so far")
    every = client_rows(shown.now, is_complete=shown.is_complete(shown.month))
    rows = [row for row in every if row.about == shown.code]
    columns = (Column("Figure", 6), Column("Value", 4, is_number=True), Column("Formula", 9))
    document.table(columns, [Row([row.name, row.marked, row.formula], is_quiet=row.value is None) for row in rows])
    if shown.rests_on:
        document.note(shown.rests_on)
    document.heading("The six months before")
    head_row, *trends = trend_rows(shown)
    heads = [Column(text, 5 if not place else 4, is_number=bool(place)) for place, text in enumerate(head_row)]
    document.table(heads, [Row(row) for row in trends])
    return document.to_bytes()
