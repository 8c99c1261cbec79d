from datetime import date
from fractions import Fraction
from math import floor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import UsageError
from bot.rules.timekeeping.import_cells import read_billable, read_day, read_minutes
from bot.rules.timekeeping.import_lines import JobKnown, Known, LineReader, PersonKnown, TimeRow, Unknown
from bot.rules.timekeeping.import_tools import DateOrder, places_of, recognise_tool

HEADERS = {
    "Harvest": "Date,Client,Project,Project Code,Task,Notes,Hours,Billable?,Invoiced?,First Name,Last Name,Roles,"
    "Employee?,Billable Rate,Currency",
    "Toggl Track": "User,Email,Client,Project,Task,Description,Billable,Start date,Start time,End date,End time,"
    "Duration,Tags,Amount (USD)",
    "Clockify": "Project,Client,Description,Task,User,Group,Email,Tags,Billable,Start Date,Start Time,End Date,"
    "End Time,Duration (h),Duration (decimal),Billable Rate (USD)",
    "Kimai": "Date,From,To,Duration,Rate,User,Username,Customer,Project,Activity,Description,Exported,Billable,Tags",
    "plain": "person,job,date,duration,service,billable,note",
}
LINES = {
    "Harvest": "2026-02-27,Acme,Spring mailer,ACME-101,Copy,proof,1.33,Yes,No,Maya,Torres,,Yes,100,USD",
    "Toggl Track": "Maya,maya@hv.example,Acme,ACME-101 Mailer,Copy,proof,Yes,2026-02-27,09:00:00,,,01:20:10,,",
    "Clockify": "ACME-101,Acme,proof,Copy,Maya,,Maya@HV.example,,Yes,02/27/2026,09:00:00 AM,,,01:19:40,1.33,",
    "Kimai": "2026-02-27,09:00,10:20,1:20,,Maya,maya@hv.example,Acme,ACME-101,Copy,proof,,1,",
    "plain": "maya@hv.example,acme-101,2026-02-27,1:20,,,Copy: proof",
}
MAYA = PersonKnown("maya", "account coordinator", "account service")
KNOWN = Known(
    people={"maya@hv.example": MAYA},
    jobs={
        "ACME-101": JobKnown("j1", "ACME-101", billable=True),
        "INT-ADM": JobKnown("j2", "INT-ADM", billable=False),
    },
    mapped={("person", "maya torres"): "maya@hv.example", ("job", "acme / old mailer"): "ACME-101"},
    closed=frozenset({"2026-01"}),
    today=date(2026, 3, 12),
)


def reader(tool: str, **known: object) -> LineReader:
    header = HEADERS[tool].split(",")
    found = recognise_tool(header)
    return LineReader(found, places_of(found, header), Known(**{**vars(KNOWN), **known}), found.dates)  # type: ignore[arg-type]


def read(text: str, tool: str = "plain", **known: object) -> TimeRow | None:
    return reader(tool, **known).read(text.split(","))


@pytest.mark.parametrize("tool", HEADERS)
def test_each_tools_export_is_known_by_its_columns_and_says_the_same(tool: str) -> None:
    assert recognise_tool(HEADERS[tool].split(",")).name == tool
    row = read(LINES[tool], tool)
    assert row
    assert (row.person, row.job.number, row.worked_on) == (MAYA, "ACME-101", date(2026, 2, 27))
    assert (row.minutes, row.billable, row.service, row.note) == (80, True, "account service", "Copy: proof")


def test_any_other_file_is_refused_with_what_would_work() -> None:
    with pytest.raises(UsageError, match="Harvest, Toggl Track, Clockify and Kimai, and a plain file with"):
        recognise_tool(["who", "what"])


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("1.5", 90), ("1,25", 75), ("0.01", 1), ("0.008", 1), ("0", 0), ("0.00", 0), ("0:00:00", 0), ("0:00:01", 1),
        ("0:01:29", 1), ("0:01:30", 2), ("01:59:31", 120), ("1:30", 90), ("24", 1440), ("24:00:00", 1440),
    ],
)  # fmt: skip
def test_durations_go_to_the_nearest_minute_and_never_to_none(text: str, minutes: int) -> None:
    assert read_minutes(text) == minutes


@given(st.integers(1, 86_400))
def test_seconds_are_rounded_half_up(seconds: int) -> None:
    text = f"{seconds // 3600}:{seconds // 60 % 60:02d}:{seconds % 60:02d}"
    assert read_minutes(text) == max(1, floor(Fraction(seconds, 60) + Fraction(1, 2)))


@pytest.mark.parametrize("text", ["", "-1", "1h", "1:75", "1:5", "25", "24:00:31", "5400", "1.2.3", "nan", "١"])
def test_what_is_no_duration_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"as a duration|more than 24 hours"):
        read_minutes(text)


@given(st.dates(date(1990, 1, 1), date(2090, 1, 1)))
def test_a_day_is_read_in_each_order(day: date) -> None:
    assert read_day(day.isoformat(), None) == day
    assert read_day(f"{day.month}/{day.day}/{day.year}", DateOrder.MONTH_FIRST) == day
    assert read_day(f"{day:%d.%m.%Y}", DateOrder.DAY_FIRST) == day


@pytest.mark.parametrize(
    ("text", "order", "says"),
    [
        ("3/10/2026", None, "could be read two ways: say --dates"),
        ("27/02/2026", DateOrder.MONTH_FIRST, "if the file's dates are day-first, say --dates day-first"),
        ("2026-02-31", None, "isn't a day in the calendar"),
        ("yesterday", DateOrder.DAY_FIRST, "as a date"),
    ],
)
def test_a_date_is_never_guessed(text: str, order: DateOrder | None, says: str) -> None:
    with pytest.raises(ValueError, match=says):
        read_day(text, order)


def test_billable_is_what_the_cell_says() -> None:
    assert [read_billable(text) for text in ("Yes", "1", "No", "non-billable")] == [True, True, False, False]
    with pytest.raises(ValueError, match="neither yes nor no"):
        read_billable("maybe")


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("sam@hv.example,ACME-101,2026-02-27,1,,,", "the person “sam@hv.example”"),
        ("maya@hv.example,ACME-999,2026-02-27,1,,,", "the job “ACME-999”"),
        ("maya@hv.example,INT-ADM,2026-02-27,1,,yes,", "INT-ADM is a non-billable job"),
        ("maya@hv.example,ACME-101,2026-01-27,1,,,", "2026-01 is closed"),
        ("maya@hv.example,ACME-101,2026-03-13,1,,,", "2026-03-13 is in the future"),
        (f"maya@hv.example,ACME-101,2026-02-27,1,,,{'x' * 1001}", "the note has 1,001 characters"),
        (f"maya@hv.example,ACME-101,2026-02-27,1,{'x' * 61},,", "is longer than 60 characters"),
        ("maya@hv.example", "as a duration"),
    ],
)
def test_a_line_that_cannot_be_kept_says_why(line: str, says: str) -> None:
    with pytest.raises(ValueError, match=says):
        read(line)


def test_more_than_a_day_in_a_day_is_refused() -> None:
    plain = reader("plain")
    assert plain.read(["maya@hv.example", "ACME-101", "2026-02-27", "20", "", "", ""])
    with pytest.raises(ValueError, match="more than 24 hours"):
        plain.read(["maya@hv.example", "ACME-101", "2026-02-27", "5", "", "", ""])


def test_a_line_without_time_is_left_out() -> None:
    assert read("maya@hv.example,ACME-101,2026-02-27,0,,,") is None


def test_a_job_is_found_by_the_map_with_its_client_then_by_number() -> None:
    line = LINES["Toggl Track"].replace("ACME-101 Mailer", "{}")
    for project in ("Old Mailer", "acme-101", "ACME-101 Spring mailer"):
        row = read(line.format(project), "Toggl Track")
        assert row
        assert row.job.number == "ACME-101"
    with pytest.raises(Unknown, match="the job “Acme / Spring”"):
        read(line.format("Spring"), "Toggl Track")


def test_a_mapped_task_is_the_service_and_leaves_the_note() -> None:
    row = read(LINES["Clockify"], "Clockify", mapped={("service", "copy"): "copywriting"})
    assert row
    assert (row.service, row.note) == ("copywriting", "proof")


def test_equal_lines_are_as_many_entries_and_keep_their_keys() -> None:
    line = LINES["plain"].split(",")
    one, other = reader("plain"), reader("plain")
    keys = [one.read(line).key for _ in range(3)]  # type: ignore[union-attr]
    assert len(set(keys)) == 3
    assert keys == [other.read(line).key for _ in range(3)]  # type: ignore[union-attr]
    assert all(len(key) == 32 for key in keys)
