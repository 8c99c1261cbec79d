from datetime import date

from bot.estimates.document import _change_rows, estimate_document
from bot.estimates.shown import Compared, EstimateShown, LineShown
from bot.jobs.jobs import JobFound
from bot.kit.documents import Branding, Paper
from bot.rules.estimates.changes import changes
from bot.rules.estimates.estimates import Line, totals_of
from storage.words.signoffs import EstimateLineKind, EstimateStatus

FEE, EXPENSE = EstimateLineKind.FEE, EstimateLineKind.EXPENSE
BEFORE = [
    Line(FEE, "design", "Key visual", 720, 145_00, origin_id="a"),
    Line(EXPENSE, "", "Print", cost_cents=2_400_00, markup_bp=1_500, origin_id="b"),
]
AFTER = [
    Line(FEE, "design", "Key visual, ążść Ω", 960, 145_00, origin_id="a"),
    Line(EXPENSE, "", "Print", cost_cents=3_000_00, markup_bp=1_500, origin_id="b"),
]


def revised() -> EstimateShown:
    compared = Compared(
        version=1,
        status=EstimateStatus.APPROVED,
        totals=totals_of(BEFORE, 1_000, 0),
        changes=changes(BEFORE, AFTER),
    )
    return EstimateShown(
        id="e",
        job=JobFound(id="j", number="ACME-101", title="Spring mailer", client="Acme Outdoor"),
        client_id="c",
        version=2,
        status=EstimateStatus.READY,
        revision=1,
        currency="USD",
        made_by="Maya Torres",
        edited_by="Maya Torres",
        reason="A fourth route",
        deliverables="One mailer",
        exclusions="",
        terms="30 days",
        revision_rounds=1,
        valid_until=date(2026, 4, 11),
        issued_on=date(2026, 3, 12),
        contingency_bp=1_000,
        tax_name="",
        tax_ppm=0,
        totals=totals_of(AFTER, 1_000, 0),
        lines=[LineShown(id=str(number), line=line) for number, line in enumerate(AFTER)],
        compared=compared,
        reviews=(),
        content_hash=None,
    )


def test_the_same_version_makes_the_same_document_on_either_sheet() -> None:
    made = [estimate_document(revised(), Branding("Acme"), date(2026, 3, 12), paper) for paper in [*Paper, *Paper]]
    assert made[:2] == made[2:]
    assert made[0] != made[1]
    assert made[0].startswith(b"%PDF-")


def test_the_client_reads_each_change_and_never_what_an_expense_costs_the_agency() -> None:
    shown = revised()
    assert shown.compared
    rows = [list(row.cells) for row in _change_rows(shown, shown.compared)]
    assert rows == [
        [
            "Design\nKey visual, ążść Ω",
            "USD 1,740.00\n12h at USD 145.00",
            "USD 2,320.00\n16h at USD 145.00",
            "+ USD 580.00",
        ],
        ["Print", "USD 2,760.00", "USD 3,450.00", "+ USD 690.00"],
        ["Contingency", "USD 450.00", "USD 577.00", "+ USD 127.00"],
        ["Total", "USD 4,950.00", "USD 6,347.00", "+ USD 1,397.00"],
    ]
