"""Clients' requests: tracked, listed, closed, and told of when they are overdue."""

from datetime import date

import pytest

from bot.core import Bot
from bot.errors import Conflict, NotFound, UsageError
from bot.estimates.estimates import open_estimates
from bot.messaging.notices import Unprompted
from bot.requests.estimates import RevisionBegun, revise_for, revision_for
from bot.requests.forms import edit_form, request_form
from bot.requests.lists import list_requests
from bot.requests.notices import RequestOverdue
from bot.requests.reminders import overdue_shown, queue_overdue_requests
from bot.requests.requests import RequestFields, RequestShown, close_request, edit_request, track_request
from storage.estimates.estimates import Estimate
from storage.kit import history
from storage.messaging import unprompted
from storage.words.accounts import RequestScope, RequestStatus
from storage.words.signoffs import EstimateStatus
from tests.bot.jobs.job_desk import GRACE, MAYA, SAM, client, job, person_id, set_client
from tests.conftest import FixedClock, actor, in_chat


def fields(bot: Bot, **given: object) -> RequestFields:
    usual = {"client_id": client(bot).id, "text": "A <b>banner</b> too", "owner_id": person_id(bot, SAM)}
    return RequestFields.model_validate(usual | {"due_on": date(2026, 3, 13), "link": "https://x.example/p1"} | given)


def track(bot: Bot, **given: object) -> RequestShown:
    return track_request(bot, actor(MAYA), fields(bot, **given))


def texts(bot: Bot, asked: str, who: str = MAYA) -> list[str]:
    return [each.text for each in list_requests(bot, actor(who), asked).requests]


def told(bot: Bot, name: str) -> list[RequestOverdue]:
    with bot.store.read() as session:
        waiting = [Unprompted.read(each.payload) for each in unprompted.waiting(session, person_id(bot, name), 9)]
    return [each for each in waiting if isinstance(each, RequestOverdue)]


def test_a_request_is_kept_with_its_message_listed_changed_and_closed(agency: Bot) -> None:
    asks = actor(MAYA)
    kept = track_request(agency, asks, fields(agency, scope=RequestScope.OUT, job_id=job(agency, "ACME-101").id))
    assert track_request(agency, asks, fields(agency)) == kept
    assert (kept.client, kept.owner, kept.made_by, kept.link) == ("Acme Outdoor", SAM, MAYA, "https://x.example/p1")
    assert (kept.job_billable, kept.may_estimate, kept.overdue) == (True, True, False)
    track(agency, text="Sooner", due_on=date(2026, 3, 12), owner_id=person_id(agency, MAYA))
    assert texts(agency, "") == ["Sooner"]
    assert texts(agency, "", SAM) == ["A <b>banner</b> too"]
    assert texts(agency, "all") == texts(agency, "acme") == ["Sooner", "A <b>banner</b> too"]
    assert texts(agency, "mine") == texts(agency, "my open acme") == ["Sooner"]
    assert texts(agency, "overdue") == []
    edit_request(agency, actor(MAYA), kept.id, fields(agency, text="Two banners", link=""))
    assert edit_form(agency, actor(MAYA), kept.id).link == "https://x.example/p1"
    with pytest.raises(UsageError) as refused:
        close_request(agency, actor(MAYA), kept.id, RequestStatus.DROPPED, " ")
    assert "outcome" in refused.value.refusal.fields
    assert close_request(agency, actor(MAYA), kept.id, RequestStatus.DONE, "sent").status == RequestStatus.DONE
    with pytest.raises(Conflict, match="already closed by Maya Torres: done, sent"):
        close_request(agency, actor(MAYA), kept.id, RequestStatus.DROPPED, "no")
    (closed,) = list_requests(agency, actor(SAM), "all closed").requests
    assert (closed.text, closed.closed_by, closed.closed_on) == ("Two banners", MAYA, date(2026, 3, 12))
    with agency.store.read() as session:
        lines = history.of_things(session, "client_requests", [kept.id])
    assert [line.change for line in lines] == ["made", "edited", "closed"]


def test_each_field_that_cannot_be_kept_says_so(agency: Bot) -> None:
    with pytest.raises(UsageError) as refused:
        track(
            agency, text=" ", owner_id="", due_on=date(2026, 3, 11), job_id=job(agency, "INT-ADM").id,
        )  # fmt: skip
    assert set(refused.value.refusal.fields) == {"text", "owner", "due_on", "job"}
    with pytest.raises(NotFound, match="a client “zebra”"):
        texts(agency, "zebra")


def test_a_message_is_tracked_once_but_for_what_else_it_asks(agency: Bot) -> None:
    kept = track(agency)
    form = request_form(agency, actor(SAM), (), "A banner", "https://x.example/p1")
    assert form.tracked
    assert (form.tracked.id, form.tracked.made_by) == (kept.id, MAYA)
    with pytest.raises(Conflict, match="Maya Torres already tracks that") as refused:
        track_request(agency, actor(SAM), fields(agency))
    assert "text" in refused.value.refusal.fields
    assert track_request(agency, actor(SAM), fields(agency, text="And a film")).made_by == SAM
    assert track_request(agency, actor(SAM), fields(agency, link="")).id
    close_request(agency, actor(MAYA), kept.id, RequestStatus.DONE, "")
    assert track(agency).id


def test_many_requests_are_listed_page_by_page(agency: Bot) -> None:
    for number in range(23):
        track(agency, text=f"Banner {number}", link="")
    first = list_requests(agency, actor(MAYA), "ACME")
    assert (first.total, first.pages, len(first.requests)) == (23, 3, 10)
    last = list_requests(agency, actor(MAYA), "ACME", 9)
    assert (last.page, len(last.requests)) == (2, 3)


def test_a_revised_estimate_keeps_the_request_that_it_is_for(agency: Bot) -> None:
    mailer = job(agency, "ACME-101").id
    kept = track(agency, scope=RequestScope.OUT, job_id=mailer)
    begun = revision_for(agency, actor(MAYA), kept.id)
    assert begun == RevisionBegun(job_id=mailer, reason="On 12 March you asked for this: “A <b>banner</b> too”")
    with agency.store.begin() as session:
        facts = {"made_by_id": person_id(agency, MAYA), "made_at": agency.now(), "currency": "USD"}
        session.add(Estimate(id="loe", job_id=mailer, version=1, status=EstimateStatus.APPROVED, **facts))
    drafted = revise_for(agency, actor(MAYA), kept.id, mailer, begun.reason)
    assert open_estimates(agency, actor(MAYA), job_id=mailer).asked_link == "https://x.example/p1"
    (shown,) = list_requests(agency, actor(MAYA), "ACME").requests
    assert (shown.estimate, drafted.version) == ("Revised Estimate (version 2): draft", 2)
    elsewhere = track(agency, scope=RequestScope.OUT, text="Elsewhere", job_id=job(agency, "ACME-102").id)
    with agency.store.begin() as session:
        session.get_one(Estimate, drafted.id).status = EstimateStatus.DECLINED
    with pytest.raises(Conflict, match="another job"):
        revise_for(agency, actor(MAYA), elsewhere.id, mailer, "Why")
    nowhere = track(agency, text="Nowhere")
    with pytest.raises(UsageError, match="Which job"):
        revision_for(agency, actor(MAYA), nowhere.id)


def test_a_form_begins_with_the_channels_client_and_who_minds_it(agency: Bot) -> None:
    set_client(agency, shared_channel=in_chat("C0SHARED"), lead_id=person_id(agency, GRACE))
    form = request_form(agency, actor(MAYA), in_chat("C0SHARED", "shared"), "Can you <add> it?", "https://x.example/p2")
    assert form.client
    assert form.owner
    assert (form.client.name, form.owner.name, form.text) == ("ACME Acme Outdoor", GRACE, "Can you <add> it?")
    elsewhere = request_form(agency, actor(MAYA), (), "", "")
    assert elsewhere.owner
    assert (elsewhere.client, elsewhere.owner.name) == (None, MAYA)


def test_what_is_overdue_reaches_the_owner_and_then_the_lead_once_each(agency: Bot, clock: FixedClock) -> None:
    set_client(agency, lead_id=person_id(agency, GRACE))
    kept = track(agency)  # due on Friday 13 March
    seen = []
    for _ in range(6):
        queue_overdue_requests(agency)
        queue_overdue_requests(agency)
        seen.append((len(told(agency, SAM)), len(told(agency, GRACE))))
        clock.forward(days=1)
    # Thursday, Friday, then Saturday; the lead after the owner's next business day, Monday.
    assert seen == [(0, 0), (0, 0), (1, 0), (1, 0), (1, 0), (1, 1)]
    (notice,) = told(agency, GRACE)
    assert overdue_shown(agency, notice).overdue
    assert notice.still_relevant(agency)
    later = fields(agency, due_on=date(2026, 3, 20))
    edit_request(agency, actor(MAYA), kept.id, later)
    assert not notice.still_relevant(agency)
    clock.forward(days=4)
    queue_overdue_requests(agency)
    assert len(told(agency, SAM)) == 2
    # Somebody else sees to it from now on: they are told, and whoever had it is not.
    (sams,) = {each.person_id: each for each in told(agency, SAM)}.values()
    assert sams.still_relevant(agency)
    edit_request(agency, actor(MAYA), kept.id, later.model_copy(update={"owner_id": person_id(agency, MAYA)}))
    queue_overdue_requests(agency)
    assert len(told(agency, MAYA)) == 1
    assert not sams.still_relevant(agency)
    assert told(agency, MAYA)[0].still_relevant(agency)
    close_request(agency, actor(SAM), kept.id, RequestStatus.DONE, "")
    assert not notice.still_relevant(agency)
