import pytest

from bot.rules.admin.rows import JobRow, PersonRow
from bot.rules.clients.rows import ClientRow
from bot.rules.kit.imports import read_row
from storage.words.time import JobStatus, Role

PERSON = {"name": "Maya", "email": "Maya@HV.example", "role": "AC", "office": "London"}


def test_a_row_is_read_with_blank_cells_as_not_given() -> None:
    row = read_row(PersonRow, PERSON | {"zone": " ", "hours_a_day": "7.25", "admin": "Yes"})
    assert isinstance(row, PersonRow)
    assert (row.email, row.role, row.zone, row.hours_a_day, row.admin) == (
        "maya@hv.example", Role.COORDINATOR, None, 435, True,
    )  # fmt: skip


def test_a_job_is_opened_unless_its_row_says_otherwise() -> None:
    row = read_row(JobRow, {"number": "acme-7", "title": "x", "client": "acme", "billable": "n"})
    assert isinstance(row, JobRow)
    assert (row.number, row.client, row.billable, row.status) == ("ACME-7", "ACME", False, JobStatus.OPENED)


@pytest.mark.parametrize(
    ("model", "cells", "says"),
    [
        (PersonRow, PERSON | {"role": "boss"}, "role: I don't know the role “boss”"),
        (PersonRow, PERSON | {"email": "maya"}, "email: “maya” isn't an e-mail address"),
        (PersonRow, PERSON | {"zone": "Mars"}, "zone: I don't know the time zone “Mars”"),
        (PersonRow, PERSON | {"hours_a_day": "25"}, "hours_a_day: “25” hours"),
        (PersonRow, PERSON | {"hours_a_day": "lots"}, "hours_a_day: I can't read “lots”"),
        (PersonRow, PERSON | {"hours_a_day": "NaN"}, "hours_a_day"),
        (PersonRow, PERSON | {"admin": "maybe"}, "admin: “maybe” is neither yes nor no"),
        (PersonRow, PERSON | {"name": ""}, "name is missing"),
        (ClientRow, {"code": "AC ME", "name": "x"}, "code: “AC ME” isn't a client code"),
        (JobRow, {"number": "7x", "title": "x", "client": "A", "billable": "y"}, "number: I can't read “7x”"),
        (
            JobRow,
            {"number": "A-1", "title": "x", "client": "A", "billable": "y", "status": "done"},
            "the job status “done”",
        ),
    ],
)
def test_a_wrong_cell_is_named_with_what_would_work(
    model: type[PersonRow | ClientRow | JobRow], cells: dict[str, str], says: str
) -> None:
    problems = read_row(model, cells)
    assert isinstance(problems, list)
    assert says in problems[0]
