"""The document of an estimate: made once, kept as it was sent."""

import pytest
from sqlalchemy import select

from bot.core import Bot
from bot.estimates.files import document_of, send_document
from storage.jobs import jobs
from storage.messaging.notices import QueuedNotice
from tests.bot.estimates.test_estimates import DANIEL, drafted, open_account, ready
from tests.conftest import actor


@pytest.fixture
def either_account(agency: Bot) -> Bot:
    return open_account(agency)


def test_the_document_is_kept_as_it_was_sent_and_a_draft_is_marked(either_account: Bot) -> None:
    shown = drafted(either_account)
    draft = document_of(either_account, shown.id)
    fixed = ready(either_account)
    kept = document_of(either_account, shown.id)
    assert kept.name == "ACME-101-estimate-v1.pdf"
    assert kept.content.startswith(b"%PDF-") and kept.content != draft.content
    with either_account.store.begin() as session:
        job = jobs.by_number(session, "ACME-101")
        assert job
        job.client.colour, job.title = "#123456", "Another title"
    assert document_of(either_account, fixed.id) == kept
    send_document(either_account, actor(DANIEL), fixed.id)
    with either_account.store.read() as session:
        assert [row.channel for row in session.scalars(select(QueuedNotice))][-1] == "U0DANIEL"
