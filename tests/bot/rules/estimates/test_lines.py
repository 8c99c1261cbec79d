import pytest

from bot.errors import UsageError
from bot.rules.estimates.changes import LineChanged, changes
from bot.rules.estimates.estimates import Line
from bot.rules.estimates.lines import Defaults, read_line, read_lines
from storage.words.signoffs import EstimateLineKind

FEE, EXPENSE = EstimateLineKind.FEE, EstimateLineKind.EXPENSE
CARD = {("design", ""): 14_500, ("account service", "account director"): 19_000}
DEFAULTS = Defaults("USD", 1_500, lambda service, role: CARD.get((service, role)))


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("design 12h 145 key visual", Line(FEE, "design", "key visual", 720, 14_500)),
        ("Design 12h30 key visual", Line(FEE, "design", "key visual", 750, 14_500)),
        ("- layout 1.5 h @ $150/h", Line(FEE, "design", "", 90, 15_000)),
        ("public relations 2h 99.50 2 calls", Line(FEE, "public relations", "2 calls", 120, 9_950)),
        ("account director 5h", Line(FEE, "account service", "Account director", 300, 19_000)),
        ("print 2,400 +15%", Line(EXPENSE, "", "Print", cost_cents=240_000, markup_bp=1_500)),
        ("Print 500 flyers 2.4k 0%", Line(EXPENSE, "", "Print 500 flyers", cost_cents=240_000)),
        ("iPad rental $30 0%", Line(EXPENSE, "", "iPad rental", cost_cents=3_000)),
        ("Stock photos $300", Line(EXPENSE, "", "Stock photos", cost_cents=30_000, markup_bp=1_500)),
    ],
)
def test_a_line_is_read_as_it_says(text: str, line: Line) -> None:
    assert read_line(text, DEFAULTS) == line


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("design 12 145", "write `design 12h 145`"),
        ("copy 3h", "no USD rate"),
        ("sculpture 3h 90", "begins with a service or a role"),
        ("print", "can't find a cost or hours"),
        ("print lots +15%", "can't find a cost or hours"),
        ("print €240", "billed in USD"),
        ("print 2.400", "could be 2,400 or 2.40"),
        ("design 12.33h 145", "whole minutes"),
        ("print 100 +1001%", "more than 1000%"),
        ("print 0", "isn't between"),
        ("x" * 301 + " 20", "the limit is 300"),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_reason(text: str, says: str) -> None:
    with pytest.raises(UsageError, match=says):
        read_line(text, DEFAULTS)


def test_one_bad_line_of_many_names_itself_and_none_is_taken() -> None:
    assert len(read_lines("design 1h\n\n  print 20  \n", DEFAULTS)) == 2
    with pytest.raises(UsageError, match="“copy 3h”: The rate card has no USD rate") as refused:
        read_lines("design 1h\ncopy 3h\nprint", DEFAULTS)
    assert "“print”: I can't find" in str(refused.value)


def test_changes_are_told_line_by_line() -> None:
    kept = Line(FEE, "copy", "", 60, 100_00, origin_id="a")
    grown, gone = (
        Line(FEE, "design", "Key visual", 720, 145_00, origin_id="b"),
        Line(EXPENSE, "", "Print", origin_id="c"),
    )
    new = Line(EXPENSE, "", "Photos", cost_cents=300_00, origin_id="d")
    now = Line(FEE, "design", "Key visual, 4 routes", 900, 145_00, origin_id="b")
    found = changes([kept, grown, gone], [kept, now, new])
    assert [(each.what, each.was, each.now) for each in found] == [
        (LineChanged.CHANGED, grown, now),
        (LineChanged.ADDED, None, new),
        (LineChanged.REMOVED, gone, None),
    ]
    assert [each.delta_cents for each in found] == [435_00, 300_00, 0]


def test_a_line_that_was_removed_and_typed_anew_is_known_again() -> None:
    was, typed = (
        Line(FEE, "copy", "Web", 60, 100_00, origin_id="a"),
        Line(FEE, "copy", "web", 120, 100_00, origin_id="z"),
    )
    assert [each.what for each in changes([was], [typed])] == [LineChanged.CHANGED]
    assert changes([was], [was]) == []


@pytest.mark.parametrize("order", [1, -1])
def test_of_two_alike_lines_each_is_told_once(order: int) -> None:
    lines = [Line(FEE, "copy", "", minutes, 100, origin_id=str(minutes)) for minutes in (60, 90)]
    assert changes(lines, lines[::order]) == []
