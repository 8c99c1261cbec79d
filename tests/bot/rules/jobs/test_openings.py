"""Opening a job by a line. Today is Thursday 12 March 2026."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import UsageError
from bot.rules.jobs.openings import ClientNamed, OpeningRead, read_opening
from storage.words.time import DateOrder

CLIENTS = [ClientNamed("ACME", "Acme Outdoor"), ClientNamed("INT", "Harbour & Vale")]
TODAY = date(2026, 3, 12)


def opened(text: str) -> OpeningRead:
    return read_opening(text, CLIENTS, TODAY, DateOrder.MONTH_FIRST)


@pytest.mark.parametrize(
    ("text", "client", "title", "due", "billable"),
    [
        ("ACME Spring mailer due 10 Dec", "ACME", "Spring mailer", date(2026, 12, 10), True),
        ("acme outdoor: Spring  mailer", "ACME", "Spring mailer", None, True),
        ("Harbour & Vale New site nb", "INT", "New site", None, False),
        ("ACME Report due by fri non-billable", "ACME", "Report", date(2026, 3, 13), False),
        ("ACME Report nb due on fri", "ACME", "Report", date(2026, 3, 13), False),
        ("ACME Due diligence pack due fri", "ACME", "Due diligence pack", date(2026, 3, 13), True),
        ("ACME Due diligence pack", "ACME", "Due diligence pack", None, True),
        ('ACME "Amounts due soon" due fri', "ACME", "Amounts due soon", date(2026, 3, 13), True),
    ],
)
def test_a_line_names_the_client_then_the_title_then_when_it_is_due(
    text: str, client: str, title: str, due: date | None, billable: bool
) -> None:
    assert opened(text) == OpeningRead(client, title, due, billable)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "Which client is it for"),
        ("Zed Spring mailer", "I can't find a client “Zed”. Clients: ACME, INT."),
        ("ACME due 10 Dec", "What is the job called"),
        ("ACME Amounts due soon", "read “soon” as a date.*put the title in quotes"),
        ("ACME Report due 10 Mar", "could be 2026-03-10, which is over"),
        ('ACME "Report" and more', "I can't read “and more” after the title"),
        (f"ACME {'x' * 121}", "the limit is 120"),
    ],
)
def test_what_is_missing_or_unclear_is_said_with_a_line_that_works(text: str, says: str) -> None:
    with pytest.raises(UsageError, match=says):
        opened(text)


@given(st.text("abcxyz ", min_size=1).filter(str.strip), st.dates(TODAY, date(2030, 1, 1)))
def test_a_title_and_a_date_come_back_as_they_were_written(title: str, due: date) -> None:
    expected = OpeningRead("ACME", " ".join(title.split()), due, True)
    assert opened(f"ACME {title} due {due.isoformat()}") == expected
