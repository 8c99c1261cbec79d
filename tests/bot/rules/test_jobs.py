import pytest

from bot.rules.jobs import is_job_number, nearest_numbers, read_job_number


@pytest.mark.parametrize(
    ("word", "number"),
    [("ACME-101", "ACME-101"), ("acme-101", "ACME-101"), ("int-adm", "INT-ADM"), ("B2B-7", "B2B-7"), ("acme101", None)]
    + [("-101", None), ("ACME-", None), ("4591", None), ("copy", None), ("a-b-c", None), ("ÅCME-1", None)],
)
def test_a_job_number_is_client_code_dash_number_in_any_case(word: str, number: str | None) -> None:
    assert read_job_number(word) == number


def test_an_older_systems_number_is_all_digits() -> None:
    assert is_job_number("4591")
    assert is_job_number("ACME-101")
    assert not is_job_number("4591x")


def test_the_nearest_numbers_come_first_and_strangers_do_not() -> None:
    known = ["ACME-101", "ACME-102", "BWF-201", "LUM-401", "ACME-110", "ACME-111"]
    assert nearest_numbers("ACME-11", known)[0] in ("ACME-110", "ACME-111", "ACME-101")
    assert nearest_numbers("AMCE-102", known)[0] == "ACME-102"
    assert len(nearest_numbers("ACME-1", known)) == 3
    assert nearest_numbers("ZZZ-9", known) == []


def test_jobs_of_the_same_client_are_nearer_than_any_other() -> None:
    assert nearest_numbers("BWF-999", ["BWF-991", "AWF-999", "BWF-201"]) == [
        "BWF-991",
        "BWF-201",
        "AWF-999",
    ]
