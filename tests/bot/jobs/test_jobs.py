import pytest

from bot.admin.imports import import_jobs
from bot.core import OPERATOR, Bot
from bot.errors import Unknown
from bot.jobs.jobs import find_jobs
from tests.conftest import actor


@pytest.mark.parametrize(
    ("query", "numbers"),
    [
        ("", ["ACME-101", "ACME-102", "INT-ADM"]),
        ("acme", ["ACME-101", "ACME-102"]),
        ("spring", ["ACME-101"]),
        ("outdoor guide", ["ACME-102"]),
        ("101", ["ACME-101"]),
        ("vale", ["INT-ADM"]),
        ("autumn", []),
        ("%", []),
        ("_", []),
    ],
)
def test_open_jobs_are_found_by_number_title_or_client(agency: Bot, query: str, numbers: list[str]) -> None:
    assert [job.number for job in find_jobs(agency, actor("Maya Torres"), query)] == numbers


def test_a_title_is_found_in_any_case_of_any_alphabet(agency: Bot) -> None:
    job = {"number": "ACME-103", "title": "Übersicht ÉTÉ", "client": "ACME", "billable": "yes"}
    assert import_jobs(agency, OPERATOR, [job], save=True).saved
    for query in ("übersicht", "ÜBER", "été", "Été übersicht"):
        assert [found.number for found in find_jobs(agency, actor("Maya Torres"), query)] == ["ACME-103"]


def test_a_stranger_finds_nothing(agency: Bot) -> None:
    with pytest.raises(Unknown):
        find_jobs(agency, actor("Zoe Park"), "acme")
