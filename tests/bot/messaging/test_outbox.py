"""The outbox against a door that does as it is told."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.core import Bot
from bot.desk.home import open_home
from bot.desk.notices import HomeShown
from bot.desk.schedule import HOUSEKEEPING, SCANS, Scan, run_scans, scheduler
from bot.errors import Refusal
from bot.messaging.notices import MorningMessage, Notice, answer, queue, reply_key
from bot.messaging.outbox import Dead, Outbox, Outcome, RetryAfter, Sent, Undeliverable
from bot.messaging.touch import forget_old_notices, told_changed
from bot.rules.kit.lines import Line
from bot.signoffs.notices import SignoffOverdue
from bot.timekeeping.answers import HelpTold
from bot.timekeeping.notices import LineAnsweredReply, LineRefusedReply, TimeLoggedReply, line_subject
from bot.timekeeping.time_entries import log_line, undo_entry
from bot.timesheets.notices import SupervisorReminds, TeamMissing
from handlers.slack.kit.platform import SLACK
from storage.messaging.notices import Destination, QueuedNotice, SentMessage, Window
from storage.messaging.outbox import is_anything_due
from storage.messaging.unprompted import UnpromptedNotice
from storage.people.people import by_email
from storage.store import StoreBusy
from storage.words.time import Sending, Source
from tests.conftest import TEAM, FixedClock, actor

HELP = LineAnsweredReply(answer=HelpTold())
HERE = Destination(SLACK, TEAM, "D0MAYA")
THERE = Destination(SLACK, TEAM, "D0SAM")
HOME = Destination(SLACK, TEAM, "U0MAYA")


class ObedientSender:
    """Sends all, unless the next outcome was set; keeps what it was asked."""

    def __init__(self) -> None:
        self.sent: list[tuple[Notice, Destination, bool]] = []
        self.rendered: list[tuple[Notice, str]] = []
        self.outcomes: list[Outcome | Exception] = []
        self.meanwhile: Callable[[], object] | None = None

    def send(self, notice: Notice, destination: Destination, key: str, *, maybe_sent: bool) -> Outcome:
        self.sent.append((notice, destination, maybe_sent))
        return self._outcome(destination, f"m{len(self.sent)}")

    def render_again(self, notice: Notice, destination: Destination, message: str) -> Outcome:
        self.rendered.append((notice, message))
        return self._outcome(destination, message)

    def _outcome(self, destination: Destination, message: str) -> Outcome:
        if self.meanwhile:
            self.meanwhile()
        outcome = self.outcomes.pop(0) if self.outcomes else Sent(destination, message)
        if isinstance(outcome, Exception):
            raise outcome
        return outcome


@pytest.fixture
def door() -> ObedientSender:
    return ObedientSender()


@pytest.fixture
def outbox(agency: Bot, door: ObedientSender) -> Outbox:
    return Outbox(agency, door)


def notices(bot: Bot) -> list[QueuedNotice]:
    with bot.store.read() as session:
        return list(session.scalars(select(QueuedNotice).order_by(QueuedNotice.id)))


def messages(bot: Bot) -> list[SentMessage]:
    with bot.store.read() as session:
        return list(session.scalars(select(SentMessage).order_by(SentMessage.notice_id)))


def refuse(bot: Bot, why: str, destination: Destination = HERE, delivery: str | None = None) -> None:
    answer(bot, LineRefusedReply(refusal=Refusal(message=why)), destination, delivery or why)


def reasons(door: ObedientSender) -> list[str]:
    return [notice.refusal.message for notice, _, _ in door.sent if isinstance(notice, LineRefusedReply)]


def test_a_notice_is_sent_once_and_its_place_is_kept(agency: Bot, outbox: Outbox, door: ObedientSender) -> None:
    answer(agency, HELP, HERE, "slack:1")
    assert outbox.drain() == 1
    assert outbox.drain() == 0
    assert door.sent == [(HELP, HERE, False)]
    (message,) = messages(agency)
    assert (message.destination, message.message) == (HERE, "m1")


def test_an_idle_outbox_writes_nothing(
    agency: Bot, outbox: Outbox, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer(agency, HELP, HERE, "slack:1")
    outbox.drain()
    monkeypatch.setattr(agency.store, "begin", None)
    assert outbox.drain() == 0


@pytest.mark.parametrize("is_due", [True, False])
def test_what_waits_for_its_time_is_not_due_before(agency: Bot, clock: FixedClock, is_due: bool) -> None:
    with agency.begin() as work:
        window = Window(not_before=clock.now + timedelta(minutes=0 if is_due else 1))
        queue(work, HELP, HERE, "later", window)
    with agency.store.read() as session:
        assert is_anything_due(session, clock(), clock()) is is_due


def test_the_same_key_is_queued_once(agency: Bot, outbox: Outbox, door: ObedientSender) -> None:
    for _ in range(3):
        answer(agency, HELP, HERE, "slack:1")
    assert outbox.drain() == 1


def test_a_notice_commits_with_its_change_or_not_at_all(agency: Bot, outbox: Outbox) -> None:
    with pytest.raises(Exception, match="NONE-1"):
        log_line(agency, actor("Maya Torres"), Line("2h NONE-1"), Source.DIRECT_MESSAGE, reply_at=HERE)
    assert notices(agency) == []
    told = log_line(agency, actor("Maya Torres"), Line("2h ACME-101"), Source.DIRECT_MESSAGE, reply_at=HERE)
    (notice,) = notices(agency)
    assert notice.payload == {"kind": "TimeLoggedReply", "line_id": told.entry.line_id, "named_by": []}


def test_a_commit_with_a_notice_wakes_the_outbox(agency: Bot) -> None:
    agency.store.queued.clear()
    log_line(agency, actor("Maya Torres"), Line("2h ACME-101"), Source.COMMAND)
    assert not agency.store.queued.is_set()
    answer(agency, HELP, HERE, "slack:1")
    assert agency.store.queued.is_set()


def test_order_is_kept_within_a_channel_and_no_channel_holds_up_another(
    agency: Bot, outbox: Outbox, door: ObedientSender, clock: FixedClock
) -> None:
    refuse(agency, "one")
    refuse(agency, "two")
    refuse(agency, "elsewhere", THERE)
    door.outcomes = [RetryAfter(30, "ratelimited")]
    outbox.drain()
    assert reasons(door) == ["one", "elsewhere"]
    clock.forward(seconds=29)
    outbox.drain()
    assert reasons(door) == ["one", "elsewhere"]
    clock.forward(seconds=2)
    outbox.drain()
    assert reasons(door) == ["one", "elsewhere", "one", "two"]


def test_what_may_have_arrived_is_looked_up_before_it_is_sent_again(
    agency: Bot, outbox: Outbox, door: ObedientSender, clock: FixedClock
) -> None:
    refuse(agency, "one")
    door.outcomes = [RetryAfter(5, "timeout", maybe_sent=True), RetryAfter(5, "ratelimited")]
    for _ in range(3):
        outbox.drain()
        clock.forward(seconds=6)
    assert [maybe_sent for _, _, maybe_sent in door.sent] == [False, True, False]


def test_a_fault_of_the_store_clears_no_doubt(
    agency: Bot, outbox: Outbox, door: ObedientSender, clock: FixedClock
) -> None:
    refuse(agency, "one")
    door.outcomes = [RetryAfter(5, "timeout", maybe_sent=True), StoreBusy("busy")]
    for _ in range(3):
        outbox.drain()
        clock.forward(seconds=6)
    assert [maybe_sent for _, _, maybe_sent in door.sent] == [False, True, True]


def test_a_message_found_after_a_change_is_rendered_anew(
    agency: Bot, outbox: Outbox, door: ObedientSender, clock: FixedClock
) -> None:
    told = log_line(agency, actor("Maya Torres"), Line("2h ACME-101"), Source.DIRECT_MESSAGE, reply_at=HERE)
    door.outcomes = [RetryAfter(5, "timeout", maybe_sent=True)]
    outbox.drain()
    undo_entry(agency, actor("Maya Torres"), told.entry.id)
    clock.forward(seconds=6)
    outbox.drain()
    assert len(door.rendered) == 1


def test_what_a_killed_worker_had_begun_is_looked_up_once_its_lease_is_over(
    agency: Bot, outbox: Outbox, door: ObedientSender, clock: FixedClock
) -> None:
    class Killed(BaseException):
        pass

    refuse(agency, "one")
    door.outcomes = [Killed()]  # type: ignore[list-item]
    door._outcome = lambda destination, message: (_ for _ in ()).throw(Killed())  # type: ignore[method-assign]
    with pytest.raises(Killed):
        outbox.drain()
    fresh = ObedientSender()
    second = Outbox(agency, fresh)
    second.drain()
    assert fresh.sent == []
    clock.forward(seconds=121)
    second.drain()
    assert [maybe_sent for _, _, maybe_sent in fresh.sent] == [True]


def test_a_late_workers_mark_is_refused(agency: Bot, outbox: Outbox, door: ObedientSender, clock: FixedClock) -> None:
    """It slept past its lease, and another has sent the notice meanwhile."""
    refuse(agency, "one")
    other = ObedientSender()

    def sleep_past_the_lease() -> None:
        clock.forward(seconds=121)
        Outbox(agency, other).drain()

    door.meanwhile = sleep_past_the_lease
    outbox.drain()
    assert len(other.sent) == 1
    (message,) = messages(agency)
    assert message.message == "m1"
    assert notices(agency)[0].sending == Sending.SENT


@pytest.mark.parametrize("outcome", [Dead("channel_not_found"), Undeliverable("channel_not_found")])
def test_what_can_never_arrive_is_set_aside_with_its_reason(
    agency: Bot, outbox: Outbox, door: ObedientSender, outcome: Outcome | Exception
) -> None:
    refuse(agency, "one")
    refuse(agency, "two")
    door.outcomes = [outcome]
    outbox.drain()
    first, second = notices(agency)
    assert (first.sending, first.problem) == (Sending.SET_ASIDE, "channel_not_found")
    assert second.sending == Sending.SENT
    assert outbox.drain() == 0


def test_what_has_lost_its_point_is_dropped_and_no_sender_is_asked(
    agency: Bot, outbox: Outbox, door: ObedientSender
) -> None:
    with agency.begin() as work:
        maya = by_email(work.session, "maya@hv.example")
        assert maya
        pointless = TeamMissing(person_id=maya.id, day=agency.now().date())  # nobody reports to her
        morning = MorningMessage(person_id=maya.id, day=pointless.day, items=[pointless])
        asked = SupervisorReminds(person_id=maya.id, by_id=maya.id, day=pointless.day)
        queue(work, pointless, HERE, "alone")
        queue(work, morning, HERE, "morning")
        queue(work, morning.model_copy(update={"items": [pointless, asked]}), HERE, "not all")
    outbox.drain()
    assert [(row.key, row.sending) for row in notices(agency)] == [
        ("alone", Sending.DROPPED), ("morning", Sending.DROPPED), ("not all", Sending.SENT),
    ]  # fmt: skip
    assert [notice.items for notice, _, _ in door.sent if isinstance(notice, MorningMessage)] == [[pointless, asked]]


def test_what_cannot_say_whether_it_has_a_point_is_set_aside(agency: Bot, outbox: Outbox, door: ObedientSender) -> None:
    with agency.begin() as work:
        queue(work, SignoffOverdue(person_id="p", signoff_id="gone"), HERE, "lost")
    refuse(agency, "one")
    outbox.drain()
    assert [row.sending for row in notices(agency)] == [Sending.SET_ASIDE, Sending.SENT]
    assert reasons(door) == ["one"]


def test_what_is_not_finished_is_sent_once_and_looked_at_again_until_it_is(
    agency: Bot, outbox: Outbox, door: ObedientSender, clock: FixedClock
) -> None:
    told = log_line(agency, actor("Maya Torres"), Line("2h ACME-101"), Source.DIRECT_MESSAGE, reply_at=THERE)
    outbox.drain()
    answer(agency, HELP, HERE, "slack:1")
    line = line_subject(told.entry.line_id)
    door.outcomes = [Sent(HERE, "file", look_again=5), Sent(HERE, "file", look_again=5), Sent(HERE, "file", line)]
    for rendered in (0, 1, 3, 3):  # in the end with the message that shows that it is finished
        assert outbox.drain() >= (rendered < 3)
        assert (len(door.sent), len(door.rendered)) == (2, rendered)
        clock.forward(seconds=6)


def test_one_notices_fault_never_stops_the_rest(agency: Bot, outbox: Outbox, door: ObedientSender) -> None:
    refuse(agency, "one")
    refuse(agency, "two", THERE)
    door.outcomes = [ValueError("a fault of ours")]
    outbox.drain()
    first, second = notices(agency)
    assert (first.sending, second.sending) == (Sending.SET_ASIDE, Sending.SENT)
    assert first.problem == "ValueError: see the log"


def test_several_workers_send_each_notice_once(agency: Bot, door: ObedientSender) -> None:
    for number in range(20):
        refuse(agency, f"n{number}", Destination(SLACK, TEAM, f"D{number % 4}"))
    with ThreadPoolExecutor(4) as pool:
        while sum(pool.map(lambda _: Outbox(agency, door).drain(), range(4))):
            pass
    assert sorted(reasons(door)) == sorted(f"n{number}" for number in range(20))
    for channel in range(4):
        of_channel = [why for why in reasons(door) if int(why[1:]) % 4 == channel]
        assert of_channel == sorted(of_channel, key=lambda why: int(why[1:]))


def test_a_message_is_rendered_anew_when_what_it_shows_changes(
    agency: Bot, outbox: Outbox, door: ObedientSender
) -> None:
    told = log_line(agency, actor("Maya Torres"), Line("2h ACME-101"), Source.DIRECT_MESSAGE, reply_at=HERE)
    outbox.drain()
    assert door.rendered == []
    undo_entry(agency, actor("Maya Torres"), told.entry.id)
    outbox.drain()
    outbox.drain()
    assert door.rendered == [(TimeLoggedReply(line_id=told.entry.line_id), "m1")]


def test_a_change_while_the_notice_is_being_sent_is_not_lost(agency: Bot, outbox: Outbox, door: ObedientSender) -> None:
    told = log_line(agency, actor("Maya Torres"), Line("2h ACME-101"), Source.DIRECT_MESSAGE, reply_at=HERE)

    def undo_meanwhile() -> None:
        door.meanwhile = None
        undo_entry(agency, actor("Maya Torres"), told.entry.id)

    door.meanwhile = undo_meanwhile
    outbox.drain()
    assert len(door.rendered) == 1


def test_a_change_while_the_message_is_rendered_is_not_lost(agency: Bot, outbox: Outbox, door: ObedientSender) -> None:
    open_home(agency, actor("Maya Torres"), HOME)
    outbox.drain()

    def log_meanwhile() -> None:
        door.meanwhile = None
        log_line(agency, actor("Maya Torres"), Line("1h ACME-101"), Source.COMMAND)

    log_line(agency, actor("Maya Torres"), Line("2h ACME-101"), Source.COMMAND)
    door.meanwhile = log_meanwhile
    outbox.drain()
    assert len(door.rendered) == 2


def test_a_message_that_is_gone_is_left_alone(agency: Bot, outbox: Outbox, door: ObedientSender) -> None:
    told = log_line(agency, actor("Maya Torres"), Line("2h ACME-101"), Source.DIRECT_MESSAGE, reply_at=HERE)
    outbox.drain()
    door.outcomes = [Dead("message_not_found")]
    undo_entry(agency, actor("Maya Torres"), told.entry.id)
    outbox.drain()
    assert outbox.drain() == 0
    (message,) = messages(agency)
    assert message.gone_at
    assert message.problem == "message_not_found"


def test_a_rendering_that_has_to_wait_is_done_later(
    agency: Bot, outbox: Outbox, door: ObedientSender, clock: FixedClock
) -> None:
    open_home(agency, actor("Maya Torres"), HOME)
    outbox.drain()
    log_line(agency, actor("Maya Torres"), Line("2h ACME-101"), Source.COMMAND)
    door.outcomes = [RetryAfter(10, "ratelimited")]
    outbox.drain()
    clock.forward(seconds=11)
    outbox.drain()
    assert len(door.rendered) == 2


def test_a_message_that_asked_becomes_the_answer(agency: Bot, outbox: Outbox, door: ObedientSender) -> None:
    refuse(agency, "which job?")
    outbox.drain()
    asked = reply_key("which job?")
    told = log_line(agency, actor("Maya Torres"), Line("2h ACME-101"), Source.BUTTON, answers=asked)
    outbox.drain()
    assert door.rendered == [(TimeLoggedReply(line_id=told.entry.line_id), "m1")]
    undo_entry(agency, actor("Maya Torres"), told.entry.id)
    outbox.drain()
    assert len(door.rendered) == 2


def test_a_question_that_is_answered_before_it_is_marked_becomes_the_answer(
    agency: Bot, outbox: Outbox, door: ObedientSender
) -> None:
    refuse(agency, "which job?")

    def answer_meanwhile() -> None:
        door.meanwhile = None
        line = Line("2h ACME-101")
        log_line(agency, actor("Maya Torres"), line, Source.BUTTON, answers=reply_key("which job?"))

    door.meanwhile = answer_meanwhile
    outbox.drain()
    assert [(type(notice), message) for notice, message in door.rendered] == [(TimeLoggedReply, "m1")]


def test_a_home_is_one_page_however_often_it_is_opened(agency: Bot, outbox: Outbox, door: ObedientSender) -> None:
    for _ in range(3):
        person_id = open_home(agency, actor("Maya Torres"), HOME).person_id
        outbox.drain()
    assert [notice for notice, _, _ in door.sent] == [HomeShown(person_id=person_id)]
    assert len(door.rendered) == 2


def test_a_home_is_kept_fresh_for_an_hour_after_it_was_opened(
    agency: Bot, outbox: Outbox, door: ObedientSender, clock: FixedClock
) -> None:
    open_home(agency, actor("Maya Torres"), HOME)
    outbox.drain()
    log_line(agency, actor("Maya Torres"), Line("1h ACME-101"), Source.COMMAND)
    outbox.drain()
    assert len(door.rendered) == 1
    clock.forward(minutes=61)
    log_line(agency, actor("Maya Torres"), Line("1h ACME-101"), Source.COMMAND)
    outbox.drain()
    assert len(door.rendered) == 1


def test_what_was_told_a_day_and_a_half_ago_by_the_bots_clock_is_left_alone(
    agency: Bot, door: ObedientSender, clock: FixedClock
) -> None:
    begun = clock.now
    agency = replace(agency, real=lambda: begun)
    outbox = Outbox(agency, door)
    with agency.begin() as work:
        maya = by_email(work.session, "maya@hv.example")
        assert maya
        queue(work, SupervisorReminds(person_id=maya.id, by_id=maya.id, day=begun.date()), HERE, "told")
    outbox.drain()
    for hours, times in ((35, 1), (2, 1)):
        clock.forward(hours=hours)
        with agency.begin() as work:
            told_changed(work, maya.id)
        outbox.drain()
        assert len(door.rendered) == times


def test_a_home_that_was_set_aside_is_tried_anew_when_it_is_opened(
    agency: Bot, outbox: Outbox, door: ObedientSender
) -> None:
    door.outcomes = [Dead("token_revoked")]
    open_home(agency, actor("Maya Torres"), HOME)
    outbox.drain()
    open_home(agency, actor("Maya Torres"), HOME)
    outbox.drain()
    assert notices(agency)[0].sending == Sending.SENT


def test_a_home_that_could_once_not_be_shown_is_tried_anew_when_it_is_opened(
    agency: Bot, outbox: Outbox, door: ObedientSender
) -> None:
    for outcomes in ([], [Dead("not_enabled")], []):
        door.outcomes = list(outcomes)
        open_home(agency, actor("Maya Torres"), HOME)
        outbox.drain()
    assert len(door.rendered) == 2
    (message,) = messages(agency)
    assert (message.gone_at, message.problem, message.rendered) == (None, None, message.wanted)


def test_the_outbox_runs_until_it_is_told_to_stop(agency: Bot, outbox: Outbox, door: ObedientSender) -> None:
    stop, sent = threading.Event(), threading.Event()
    door.meanwhile = sent.set
    thread = threading.Thread(target=outbox.run, args=[stop])
    thread.start()
    answer(agency, HELP, HERE, "slack:1")
    assert sent.wait(5)
    stop.set()
    agency.store.queued.set()
    thread.join(5)
    assert not thread.is_alive()


def test_every_scan_is_scheduled_and_runs(agency: Bot) -> None:
    scans = scheduler(agency)
    assert {job.id for job in scans.get_jobs()} == {scan.name for scan in (*SCANS, *HOUSEKEEPING)}
    run_scans(agency)


def test_a_scan_runs_as_soon_as_its_process_has_started(agency: Bot, monkeypatch: pytest.MonkeyPatch) -> None:
    ran = threading.Event()
    monkeypatch.setattr("bot.desk.schedule.SCANS", [Scan("a day", 86400, lambda bot: ran.set())])
    scans = scheduler(agency)
    scans.start()
    assert ran.wait(10)
    scans.shutdown()


def test_what_was_told_ninety_days_ago_is_forgotten_but_no_home(
    agency: Bot, outbox: Outbox, door: ObedientSender, clock: FixedClock
) -> None:
    open_home(agency, actor("Maya Torres"), HOME)
    answer(agency, HELP, HERE, "slack:1")
    outbox.drain()
    door.outcomes = [Dead("channel_not_found")]
    answer(agency, HELP, THERE, "slack:2")
    outbox.drain()
    tell_of_missed(agency, "told", told_in="morning")
    tell_of_missed(agency, "waiting", told_in=None)
    clock.forward(days=89)
    answer(agency, HELP, HERE, "slack:3")
    forget_old_notices(agency)
    assert len(messages(agency)) == 2
    clock.forward(days=2)
    forget_old_notices(agency)
    assert [notice.destination for notice in notices(agency)] == [HOME, THERE, HERE]
    assert [message.destination for message in messages(agency)] == [HOME]
    with agency.store.read() as session:
        assert [each.key for each in session.scalars(select(UnpromptedNotice))] == ["waiting"]


def test_a_message_that_is_to_be_rendered_anew_is_not_forgotten(agency: Bot, outbox: Outbox, clock: FixedClock) -> None:
    told = log_line(agency, actor("Maya Torres"), Line("2h ACME-101"), Source.DIRECT_MESSAGE, reply_at=HERE)
    outbox.drain()
    clock.forward(days=91)
    undo_entry(agency, actor("Maya Torres"), told.entry.id)
    forget_old_notices(agency)
    assert len(messages(agency)) == 1


def tell_of_missed(bot: Bot, key: str, told_in: str | None) -> None:
    with bot.store.begin() as session:
        maya = by_email(session, "maya@hv.example")
        assert maya
        session.add(
            UnpromptedNotice(
                key=key,
                person_id=maya.id,
                payload={"kind": "DeadlineMissed", "person_id": maya.id, "days": []},
                made_at=bot.now(),
                told_in=told_in,
            )
        )
