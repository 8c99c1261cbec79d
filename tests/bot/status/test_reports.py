"""The status report of a client: what it says of requests, and since when."""

from datetime import date

import pytest
from sqlalchemy import update

from bot.core import Bot
from bot.errors import UsageError
from bot.requests.requests import RequestFields, close_request, track_request
from bot.status.notices import StatusReportPosted
from bot.status.reports import post_report, queue_status_reports, report_preview
from storage.messaging.notices import QueuedNotice
from storage.words.accounts import RequestScope, RequestStatus
from storage.words.time import Sending
from tests.bot.jobs.job_desk import MAYA, SAM, client, job, person_id, queued, set_client
from tests.conftest import FixedClock, actor, in_chat


def track(bot: Bot, text: str, **given: object) -> str:
    usual = {"client_id": client(bot).id, "text": text, "owner_id": person_id(bot, SAM)}
    return track_request(bot, actor(MAYA), RequestFields.model_validate(usual | given)).id


def test_a_report_lists_what_the_client_asks_for_and_the_client_sees_only_that_it_asked(
    agency: Bot, clock: FixedClock
) -> None:
    scope = {"scope": RequestScope.OUT, "job_id": job(agency, "ACME-101").id, "link": "https://x.example/p1"}
    track(agency, "A second <banner>", due_on=date(2026, 3, 13), **scope)
    track(agency, "Logo in blue", due_on=date(2026, 3, 20))
    done, dropped = track(agency, "Proofs by mail"), track(agency, "A parade")
    clock.forward(days=3)
    close_request(agency, actor(MAYA), done, RequestStatus.DONE, "sent late, sorry")
    close_request(agency, actor(MAYA), dropped, RequestStatus.DROPPED, "silly")
    ours = report_preview(agency, actor(MAYA), "ACME", for_client=False)
    assert [(each.text, each.owner, each.overdue, each.scope.value, each.job) for each in ours.requests[:2]] == [
        ("A second <banner>", SAM, True, "out of scope", "ACME-101"),
        ("Logo in blue", SAM, False, "not decided", ""),
    ]
    assert {(each.text, each.outcome) for each in ours.requests[2:]} == {
        ("Proofs by mail", "sent late, sorry"), ("A parade", "silly"),
    }  # fmt: skip
    theirs = report_preview(agency, actor(MAYA), "ACME", for_client=True)
    assert [(each.text, each.is_done) for each in theirs.asked] == [
        ("A second <banner>", False), ("Logo in blue", False), ("Proofs by mail", True),
    ]  # fmt: skip
    said = theirs.model_dump_json()
    assert not [word for word in ("Sam", "sorry", "silly", 'scope":"out', "2026-03-13", "x.example") if word in said]
    clock.forward(days=8)
    assert len(report_preview(agency, actor(MAYA), "ACME", for_client=False).requests) == 2


def test_the_agencys_own_report_goes_to_no_channel_that_a_client_reads(agency: Bot, clock: FixedClock) -> None:
    set_client(agency, internal_channel=in_chat("C0DESK"), shared_channel=in_chat("C0DESK"))
    clock.forward(days=3, hours=22)
    queue_status_reports(agency)
    assert queued(agency) == []
    with pytest.raises(UsageError, match="People outside the agency read that channel"):
        post_report(agency, actor(MAYA), client(agency).id, for_client=False)
    assert post_report(agency, actor(MAYA), client(agency).id, for_client=True).channel == in_chat("C0DESK")


def test_what_never_arrived_told_nobody_anything_so_the_next_report_begins_before_it(
    agency: Bot, clock: FixedClock
) -> None:
    set_client(agency, internal_channel=in_chat("C0GONE"))
    clock.forward(days=3, hours=22)  # Monday 16 March, 9:00 in New York
    queue_status_reports(agency)
    ((first, _),) = queued(agency)
    assert isinstance(first, StatusReportPosted)
    with agency.store.begin() as session:
        session.execute(update(QueuedNotice).values(sending=Sending.SET_ASIDE, problem="is_archived"))
    clock.forward(days=6)
    report = report_preview(agency, actor(MAYA), "ACME", for_client=False)
    assert (report.since, first.at.date()) == (date(2026, 3, 15), date(2026, 3, 16))
    with agency.store.begin() as session:
        session.execute(update(QueuedNotice).values(sending=Sending.SENT))
    assert report_preview(agency, actor(MAYA), "ACME", for_client=False).since == date(2026, 3, 16)


def test_a_client_with_nothing_but_a_request_gets_its_report_and_one_with_nothing_gets_none(
    agency: Bot, clock: FixedClock
) -> None:
    with agency.store.begin() as session:
        for number in ("ACME-099", "ACME-101", "ACME-102"):
            row = session.get(type(job(agency, number)), job(agency, number).id)
            assert row
            session.delete(row)
    set_client(agency, internal_channel=in_chat("C0DESK"))
    clock.forward(days=3, hours=22)
    queue_status_reports(agency)
    assert queued(agency) == []
    track(agency, "A banner")
    queue_status_reports(agency)
    assert len(queued(agency)) == 1
