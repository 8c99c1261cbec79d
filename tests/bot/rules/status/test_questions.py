"""Which lines ask where things stand, and what they say."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.rules.kit.lines import Line
from bot.rules.status.questions import (
    StatusFilter,
    StatusWords,
    is_status_question,
    number_within,
    read_client_words,
    read_status_words,
)
from storage.words.time import JobStatus
from tests.bot.rules.timekeeping.test_grammar_examples import ROWS

LATE, WAITING, THIS_WEEK = StatusFilter.OVERDUE, StatusFilter.WAITING, StatusFilter.THIS_WEEK
ASKED = {
    "": StatusWords(),
    ", where is “ACME-101”, please?": StatusWords("ACME-101"),
    ": what's late for Acme, thanks!": StatusWords("Acme", frozenset({LATE})),
    "any news on (acme-101)?": StatusWords("acme-101"),
    "what is Zoë Müller working on?": StatusWords("Zoë Müller"),
    "what's on my plate?": StatusWords(is_own=True),
    "status": StatusWords(),
    "where is ACME-101?": StatusWords("ACME-101"),
    "where's ACME-101": StatusWords("ACME-101"),
    "how is acme 101 doing?": StatusWords("acme 101"),
    "status of the spring mailer": StatusWords("spring mailer"),
    "what's the status of the spring mailer?": StatusWords("spring mailer"),
    "what's late for Acme?": StatusWords("Acme", frozenset({LATE})),
    "ACME overdue": StatusWords("ACME", frozenset({LATE})),
    "which jobs are overdue?": StatusWords("", frozenset({LATE})),
    "What jobs are waiting on the client": StatusWords("", frozenset({WAITING})),
    "waiting on client": StatusWords("", frozenset({WAITING})),
    "due this week": StatusWords("", frozenset({THIS_WEEK})),
    "what's due this week for Lumen Bank?": StatusWords("Lumen Bank", frozenset({THIS_WEEK})),
    "what is overdue and stalled for me": StatusWords("and", frozenset({LATE, StatusFilter.STALLED}), is_own=True),
    "@sam": StatusWords("@sam"),
    "what is @sam working on?": StatusWords("@sam"),
    "on hold": StatusWords(status=JobStatus.ON_HOLD),
    "ACME in progress": StatusWords("ACME", status=JobStatus.IN_PROGRESS),
    "closed": StatusWords(status=JobStatus.CLOSED),
    "my jobs": StatusWords(is_own=True),
    "all overdue": StatusWords("", frozenset({LATE}), is_all=True),
    "Grace's portfolio": StatusWords("Grace's portfolio"),
    "Sam's jobs": StatusWords("Sam"),
    "open jobs of ACME": StatusWords("ACME"),
    "who is working on ACME-101?": StatusWords("ACME-101"),
    "who owns ACME-101?": StatusWords("ACME-101"),
    "any jobs without an estimate?": StatusWords("", frozenset({StatusFilter.NO_ESTIMATE})),
}  # fmt: skip


@pytest.mark.parametrize("said", ASKED)
def test_a_question_is_read_for_whose_jobs_and_which(said: str) -> None:
    assert read_status_words(said) == ASKED[said]


@pytest.mark.parametrize(
    "said",
    [
        "where is ACME-101?",
        "what's late for Acme?",
        "status of the spring mailer",
        "Please show me what is overdue",
        "overdue",
        ", where is ACME-101?",
        "acme-101?",
        "is ACME-101 late?",
        "Status?",
        "how's 4591 going?",
        "who leads ACME-101?",
        "any jobs without an estimate?",
        "does ACME-101 have an estimate?",
        "can you tell me what's due this week",
    ],
)
def test_plain_words_are_a_question(said: str) -> None:
    assert is_status_question(Line(said))


@pytest.mark.parametrize("line", [line for line, _, _ in ROWS])
def test_no_line_of_the_grammar_is_a_question(line: str) -> None:
    assert not is_status_question(Line(line))


@pytest.mark.parametrize(
    "said",
    ["help", "hello", "undo", "edit last 3h", "week", "this week", "stop", "start ACME-101", "timer", "same", "what?"]
    + [
        "status meeting 2h ACME-101",
        "what a day: 2h ACME-101",
        "show prep 45m ACME-101",
        "where is Dana 1:30 ACME-101",
    ],
)
def test_what_the_bot_reads_otherwise_and_whatever_has_a_duration_is_none(said: str) -> None:
    assert not is_status_question(Line(said))


@pytest.mark.parametrize(
    ("about", "number"),
    [
        ("next step on ACME-101", "ACME-101"),
        ("acme-101's budget", "ACME-101"),
        ("budget of 4591", "4591"),
        ("e-mail copy", ""),
        ("ACME-101 or ACME-102", ""),
    ],
)
def test_one_number_among_other_words_is_a_jobs(about: str, number: str) -> None:
    assert number_within(about) == number


@pytest.mark.parametrize(
    "said", ["what is waiting for us?", "what do you need from us?", "anything waiting on me", "what is with us?"]
)
def test_us_from_somebody_at_the_client_is_the_client(said: str) -> None:
    assert read_client_words(said) == StatusWords("", frozenset({WAITING}))


def test_us_elsewhere_in_what_a_client_says_stays() -> None:
    assert read_client_words("where is the mailer for us all") == read_status_words("where is the mailer for us all")


@given(st.text(max_size=120))
def test_anything_at_all_can_be_read(said: str) -> None:
    assert read_status_words(said).about == " ".join(read_status_words(said).about.split())
    is_status_question(Line(said))
