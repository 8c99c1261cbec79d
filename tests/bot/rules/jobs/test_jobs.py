from bot.rules.jobs.jobs import nearest_numbers
from bot.rules.jobs.numbers import is_job_number


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
