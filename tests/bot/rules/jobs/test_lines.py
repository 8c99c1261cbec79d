import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import UsageError
from bot.rules.jobs.jobs import next_number
from bot.rules.jobs.lines import EXAMPLES, JobVerb, read_job_line, read_status, read_waits
from storage.words.time import JobStatus


@pytest.mark.parametrize(
    ("text", "verb", "number", "rest"),
    [
        ("ACME-101", JobVerb.SHOW, "ACME-101", ""),
        ("acme101", JobVerb.SHOW, "ACME-101", ""),
        ("acme 101", JobVerb.SHOW, "ACME-101", ""),
        ("INT-ADM", JobVerb.SHOW, "INT-ADM", ""),
        ("4591 close", JobVerb.CLOSE, "4591", ""),
        ("status ACME-101 with client", JobVerb.STATUS, "ACME-101", "with client"),
        ("ACME-101 status with client", JobVerb.STATUS, "ACME-101", "with client"),
        ("NEXT acme-101 send proofs to Dana", JobVerb.NEXT, "ACME-101", "send proofs to Dana"),
        ("next send proofs to Dana", JobVerb.NEXT, "", "send proofs to Dana"),
        ("open ACME Spring mailer due 10 Dec", JobVerb.OPEN, "", "ACME Spring mailer due 10 Dec"),
        ("", JobVerb.SHOW, "", ""),
    ],
)
def test_a_line_says_what_is_asked_of_which_job(text: str, verb: JobVerb, number: str, rest: str) -> None:
    line = read_job_line(text)
    assert (line.verb, line.number, line.rest) == (verb, number, rest)


def test_what_follows_a_number_must_be_something_to_do_with_a_job() -> None:
    with pytest.raises(UsageError, match="what “frob” means for ACME-101"):
        read_job_line("ACME-101 frob it")


@pytest.mark.parametrize("verb", JobVerb)
def test_every_example_is_read_as_what_it_is_an_example_of(verb: JobVerb) -> None:
    line = read_job_line(EXAMPLES[verb])
    assert line.verb == verb
    if verb != JobVerb.OPEN:
        again = read_job_line(line.of("BWF-7"))
        assert (again.verb, again.number, again.rest) == (verb, "BWF-7", line.rest)


def test_a_hyphen_makes_no_number_certain() -> None:
    assert not read_job_line("next follow-up call").is_surely_number
    assert read_job_line("ACME-111").is_surely_number


@pytest.mark.parametrize(
    ("text", "status"),
    [("with client", JobStatus.WITH_CLIENT), (" WIP ", JobStatus.IN_PROGRESS), ("done.", JobStatus.COMPLETED)],
)
def test_a_status_goes_by_its_usual_words(text: str, status: JobStatus) -> None:
    assert read_status(text) == status


def test_an_unknown_status_is_refused_with_all_there_are() -> None:
    with pytest.raises(
        UsageError, match=r"the status “lost”\. Choose one of: opened, in progress, with client"
    ) as refused:
        read_status("lost")
    assert refused.value.refusal.example == "status ACME-101 with client"


def test_a_job_waits_on_somebody_or_on_nobody() -> None:
    assert read_waits("on  Dana at ACME") == "Dana at ACME"
    assert read_waits("nobody") == ""
    with pytest.raises(UsageError, match="What should it say"):
        read_waits("  ")


@pytest.mark.parametrize(
    ("numbers", "expected"),
    [
        ([], "ACME-101"),
        (["ACME-101", "ACME-099", "ACME-102"], "ACME-103"),
        (["ACME-ADM", "ACMEX-300", "4591"], "ACME-101"),
        (["ACME-0099"], "ACME-0100"),
        (["ACME-999"], "ACME-1000"),
    ],
)
def test_a_clients_next_number_follows_its_highest(numbers: list[str], expected: str) -> None:
    assert next_number("ACME", numbers) == expected


@given(st.lists(st.integers(0, 10**6)))
def test_the_next_number_is_new(running: list[int]) -> None:
    numbers = [f"ACME-{each}" for each in running]
    assert next_number("ACME", numbers) not in numbers


@given(st.text(max_size=60))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        line = read_job_line(text)
    except UsageError:
        return
    assert line.number == line.number.upper()
