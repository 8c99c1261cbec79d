"""The review of an account as a one-page PDF."""

from textwrap import shorten

from bot.digests.document import facts_of
from bot.kit.documents import Branding, Column, Document, Head, Row
from bot.rules.digests.account_trends import AccountReviewed, trend_rows
from bot.rules.digests.client_rows import client_rows
from bot.rules.digests.row import FigureRow
from bot.rules.kit.periods import describe_month

# Few enough to leave room for the rest of the page.
MOST_FACTS, MOST_TEXT = 4, 80


def account_document(shown: AccountReviewed) -> bytes:
    """Return the current month with its formulas, then six months of trends."""
    head = Head("Account review", f"{shown.code}, {describe_month(shown.month)} so far", shown.day)
    document = Document(Branding(shown.name), head)
    facts = [(label, shorten(text, MOST_TEXT, placeholder="…")) for label, text in facts_of(shown.now) if text]
    document.facts(facts[:MOST_FACTS])
    document.heading("This month so far")
    every = client_rows(shown.now, is_complete=shown.is_complete(shown.month))
    rows = [row for row in every if row.about == shown.code]
    columns = (Column("Figure", 5), Column("Value", 4, is_number=True), Column("Made of, or how to supply it", 11))
    document.table(columns, [_row(row) for row in rows], is_dense=True)
    document.heading("The six months before")
    head_row, *trends = trend_rows(shown)
    heads = [Column(text, 5 if not place else 4, is_number=bool(place)) for place, text in enumerate(head_row)]
    document.table(heads, [Row(row) for row in trends], is_dense=True)
    document.note(f"Money is in whole {shown.now.currency}; – means no data. {shown.rests_on}".strip())
    return document.to_bytes()


def _row(row: FigureRow) -> Row:
    """Return a figure with its formula, or with how to supply it."""
    is_known = row.value is not None
    lacks = row.hint.text if row.hint else ""
    return Row([row.name, row.marked, row.formula if is_known else lacks], is_quiet=not is_known)
