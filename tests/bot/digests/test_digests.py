"""Digests: issued once, the same whenever they are asked for, and corrected by editions that say what changed."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime
from fractions import Fraction

import pytest
from sqlalchemy import select, update

from bot.core import OPERATOR, Bot
from bot.digests.corrections import DigestCorrected, ask_correction, correct_digest
from bot.digests.digests import (
    digest_for_operator,
    issue_digest,
    preview_digest,
    read_digest,
    read_edition,
    send_digest_files,
)
from bot.digests.notices import DigestCorrection
from bot.digests.scan import queue_due_digests
from bot.errors import NotAllowed, NotFound, UsageError
from bot.people.policies import set_reports
from bot.rules.digests.figures import DigestFigures
from bot.rules.digests.row import NO_DATA
from bot.rules.digests.rows import rows_of
from bot.timekeeping.time_entries import undo_entry
from storage.accounts.goals import ExchangeRate, RevenueGoal
from storage.clients.clients import Client, Retainer
from storage.digests.digests import Digest
from storage.kit.history import HistoryLine
from storage.messaging.notices import QueuedNotice
from storage.messaging.unprompted import UnpromptedNotice
from storage.people.people import Person
from storage.words.time import Sending
from tests.bot.timekeeping.test_time_entries import log
from tests.conftest import FixedClock, actor, in_chat

CHANNEL = "C0DESK"
FEBRUARY = "2026-02"
RATES = [{"amount": "100", "currency": "USD", "from_date": "2025-01-01"}]
# Monday 2 March is the first business day; 9:00 in New York is 14:00 UTC.
JUST_BEFORE, HOUR = datetime(2026, 3, 2, 13, 59, tzinfo=UTC), datetime(2026, 3, 2, 14, 0, tzinfo=UTC)
GRACE, MAYA = "Grace Lindqvist", "Maya Torres"


def queued(bot: Bot) -> list[tuple[str, str]]:
    with bot.store.read() as session:
        found = session.scalars(select(QueuedNotice).order_by(QueuedNotice.id))
        kinds = [(row.payload["kind"], row.channel) for row in found]
        return [each for each in kinds if each[0].startswith("Digest") and each[0] != "DigestCorrection"]


def corrected(bot: Bot) -> DigestCorrected:
    """Asked for, and done as the outbox does it: told again, it is the same."""
    ask_correction(bot, actor(GRACE), "last" if bot.now() == HOUR else FEBRUARY)
    with bot.store.read() as session:
        rows = session.scalars(select(QueuedNotice).order_by(QueuedNotice.id)).all()
    asked = DigestCorrection.model_validate([row.payload for row in rows if "correction" in row.key][-1])
    done = correct_digest(bot, asked)
    assert correct_digest(bot, asked) == done
    return done


def editions(bot: Bot) -> list[tuple[str, str, int]]:
    with bot.store.read() as session:
        rows = session.scalars(select(Digest).order_by(Digest.month, Digest.scope, Digest.edition))
        return [(row.month, "portfolio" if row.scope else "all", row.edition) for row in rows]


def values(figures: DigestFigures, about: str) -> dict[str, str]:
    return {row.name: row.text for row in rows_of(figures) if row.about == about}


THREAD = [(f"Digest{each}", CHANNEL) for each in ("Posted", "Picture", "Details", "Files")]


def test_it_goes_out_once_on_the_first_business_day_at_its_hour_and_to_who_owns_a_portfolio(
    desk: Bot, clock: FixedClock
) -> None:
    queue_due_digests(desk)
    assert queued(desk) == []
    clock.now = HOUR
    for _ in range(2):
        queue_due_digests(desk)
    assert queued(desk) == [*THREAD, ("DigestTold", "U0GRACE")]
    assert editions(desk) == [(FEBRUARY, "all", 1), (FEBRUARY, "portfolio", 1)]


def test_whoever_issues_and_corrects_at_once_makes_one_edition_and_posts_it_once(desk: Bot, clock: FixedClock) -> None:
    clock.now = HOUR
    acts = [lambda: queue_due_digests(desk), lambda: issue_digest(desk, actor(GRACE))] * 2
    with ThreadPoolExecutor(4) as pool:
        for done in [pool.submit(act) for act in acts]:
            done.result()
    assert sorted(queued(desk)) == sorted([*THREAD, ("DigestTold", "U0GRACE")])
    log(desk, "3h ACME-101 2026-02-27 forgotten")
    with ThreadPoolExecutor(3) as pool:
        assert {2, None} >= {each.edition for each in pool.map(lambda _: corrected(desk), range(3))}
    assert editions(desk) == [(FEBRUARY, scope, edition) for scope in ("all", "portfolio") for edition in (1, 2)]
    assert [kind for kind, channel in queued(desk) if channel == CHANNEL] == [kind for kind, _ in THREAD] * 2


def test_a_process_that_was_down_catches_up_and_the_next_month_comes_by_itself(desk: Bot, clock: FixedClock) -> None:
    clock.now = datetime(2026, 3, 21, 3, 0, tzinfo=UTC)  # a Saturday night
    queue_due_digests(desk)
    assert queued(desk) == THREAD  # the owner's message waits for the morning of a business day
    with desk.store.read() as session:
        assert [row.payload["kind"] for row in session.scalars(select(UnpromptedNotice))] == ["DigestTold"]
    log(desk, "2h ACME-101 copy", "Maya Torres")
    clock.now = datetime(2026, 4, 1, 14, 0, tzinfo=UTC)
    queue_due_digests(desk)
    assert [each for each in queued(desk) if each[1] == CHANNEL] == THREAD * 2


def test_a_month_waits_until_it_is_over_in_every_office(desk: Bot, clock: FixedClock) -> None:
    set_reports(desk, actor(GRACE), leadership_channel=None)
    with desk.store.begin() as session:
        session.scalars(select(Person).where(Person.name == "Sam Okafor")).one().is_admin = True
    set_reports(desk, actor("Sam Okafor"), leadership_channel=in_chat("C0LONDON"), digest_at="00:00")
    clock.now = datetime(2026, 4, 1, 2, 0, tzinfo=UTC)  # the 1st in London, still the 31st in New York
    log(desk, "1h ACME-101 2026-03-30 copy")
    queue_due_digests(desk)
    assert editions(desk) == [(FEBRUARY, "portfolio", 1)]
    clock.now = datetime(2026, 4, 1, 4, 1, tzinfo=UTC)
    queue_due_digests(desk)
    assert queued(desk).count(("DigestPosted", "C0LONDON")) == 1
    set_reports(desk, actor(GRACE), leadership_channel=in_chat("C0LONDON"))
    assert issue_digest(desk, actor(GRACE)).channels == [in_chat("C0LONDON")]
    assert queued(desk).count(("DigestPosted", "C0LONDON")) == 1  # though two offices name it


def test_asked_again_it_is_the_same_and_a_correction_says_figure_by_figure_what_changed(
    desk: Bot, clock: FixedClock
) -> None:
    clock.now = HOUR
    queue_due_digests(desk)
    first = read_digest(desk, actor(GRACE), FEBRUARY)
    wrong = log(desk, "3h ACME-101 2026-02-27 forgotten").entry
    assert read_digest(desk, actor(GRACE), FEBRUARY) == first
    done = corrected(desk)
    assert (done.edition, done.channels, done.portfolios) == (2, [in_chat(CHANNEL)], [GRACE])
    changed = {(each.about, each.name): (each.was, each.now) for each in done.changed}
    assert changed["ACME", "Time"] == ("3h 30m", "6h 30m")
    assert changed["ACME", "Time at rate"] == ("USD 350.00", "USD 650.00")
    assert ("ACME", "Upsell") not in changed
    assert editions(desk) == [(FEBRUARY, scope, edition) for scope in ("all", "portfolio") for edition in (1, 2)]
    assert [kind for kind, channel in queued(desk) if channel == CHANNEL] == [kind for kind, _ in THREAD] * 2
    again = corrected(desk)
    assert (again.edition, list(again.changed)) == (None, [])
    undo_entry(desk, actor(MAYA), wrong.id)
    assert corrected(desk).edition == 3
    second, third = (read_digest(desk, actor(GRACE), FEBRUARY) for _ in range(2))
    assert second == third
    assert read_edition(desk, actor(GRACE), first.id) == first
    queue_due_digests(desk)
    assert editions(desk)[-1] == (FEBRUARY, "portfolio", 3)
    with desk.store.read() as session:
        kept = session.scalars(select(HistoryLine).where(HistoryLine.thing == "digests")).all()
    assert len(kept) == 6


def test_the_figures_say_what_they_are_made_of_and_no_data_where_there_is_none(desk: Bot) -> None:
    figures = digest_for_operator(desk, OPERATOR, FEBRUARY).figures
    acme = values(figures, "ACME")
    assert acme["Time"] == "3h 30m"
    assert acme["Retainer burn"] == "20 %"  # 2h billable in scope of 10h
    assert acme["Pace"] == "0.20"
    assert acme["Out-of-scope share"] == "29 %"
    assert acme["Out-of-scope money"] == "USD 100.00"
    assert acme["Recurring a month"] == "USD 5,000.00"
    assert acme["Budget variance"] == acme["Realization"] == acme["Effective rate"] == NO_DATA
    by_key = {row.key: row for row in rows_of(figures)}
    retainer = by_key["ACME", "Retainer burn", ""]
    assert (retainer.numerator, retainer.denominator) == (120, 600)
    assert all(row.hint for row in rows_of(figures) if row.value is None)
    expected = figures.completeness.denominator
    assert figures.completeness.value == Fraction(210, expected)
    assert not figures.is_complete
    marked = {row.name for row in rows_of(figures) if row.marked.endswith("†")}
    assert {"Time", "Retainer burn", "Out-of-scope money", "Utilization"} <= marked
    assert marked.isdisjoint({"Time completeness", "Upsell", "Recurring a month", "Budget variance"})


def test_who_may_read_issue_and_correct(desk: Bot, clock: FixedClock) -> None:
    clock.now = HOUR
    with pytest.raises(NotAllowed):
        read_digest(desk, actor(MAYA), FEBRUARY)
    with pytest.raises(NotAllowed):
        issue_digest(desk, actor(MAYA))
    with desk.store.begin() as session:
        acme = session.scalars(select(Client).where(Client.code == "ACME")).one()
        acme.owner_id = session.scalars(select(Person).where(Person.name == MAYA)).one().id
    whole, own = read_digest(desk, actor(GRACE), FEBRUARY), read_digest(desk, actor(MAYA), FEBRUARY)
    assert [client.code for client in whole.figures.clients] == ["ACME", "INT"]
    assert ([client.code for client in own.figures.clients], own.whose) == (["ACME"], MAYA)
    with pytest.raises(NotAllowed):
        send_digest_files(desk, actor(MAYA), whole.id)
    send_digest_files(desk, actor(MAYA), own.id)
    assert queued(desk) == [("DigestFiles", "U0MAYA")]


def test_now_posts_it_before_its_hour_and_a_preview_keeps_nothing(desk: Bot, clock: FixedClock) -> None:
    assert preview_digest(desk, actor(GRACE)).month == "2026-03"
    assert editions(desk) == []
    with pytest.raises(UsageError, match="March 2026 isn't over yet"):
        read_digest(desk, actor(GRACE), "2026-03")
    with pytest.raises(NotFound, match="never issued"):
        ask_correction(desk, actor(GRACE), FEBRUARY)
    assert issue_digest(desk, actor(GRACE)).is_new
    assert not issue_digest(desk, actor(GRACE)).is_new
    clock.now = HOUR
    queue_due_digests(desk)
    assert [each for each in queued(desk) if each[1] == CHANNEL] == THREAD
    with desk.store.begin() as session:  # the channel was archived, say
        session.execute(update(QueuedNotice).values(sending=Sending.SET_ASIDE))
    assert issue_digest(desk, actor(GRACE)).is_new
    assert not issue_digest(desk, actor(GRACE)).is_new
    set_reports(desk, actor(GRACE), leadership_channel=in_chat("C0NEW"))
    for _ in range(2):
        queue_due_digests(desk)
    assert [each for each in queued(desk) if each[1] == "C0NEW"] == [(kind, "C0NEW") for kind, _ in THREAD]
    set_reports(desk, actor(GRACE), leadership_channel=None)
    with pytest.raises(UsageError, match="No office has a leadership channel"):
        issue_digest(desk, actor(GRACE))


def test_a_month_without_time_or_that_has_not_begun_has_no_digest_and_none_is_kept(
    desk: Bot, clock: FixedClock
) -> None:
    for asked, why in (("2026-04", "hasn.t begun"), ("2025-12", "The first month with time is February 2026")):
        with pytest.raises((UsageError, NotFound), match=why):
            read_digest(desk, actor(GRACE), asked)
    clock.now = datetime(2026, 4, 1, 14, 0, tzinfo=UTC)
    with pytest.raises(NotFound, match="Nobody logged time in March 2026"):
        issue_digest(desk, actor(GRACE))
    assert editions(desk) == []


def test_an_edition_stays_as_it_was_and_a_correction_names_who_came_went_or_is_called_otherwise(
    desk: Bot, clock: FixedClock
) -> None:
    """Asked from another day on, after names, owners, goals and rates changed too."""
    clock.now = datetime(2026, 3, 3, 2, 0, tzinfo=UTC)  # still the 2nd in New York
    first = read_digest(desk, actor(GRACE), FEBRUARY)
    assert first.made_on == date(2026, 3, 2)
    clock.now = datetime(2026, 3, 5, 15, 0, tzinfo=UTC)
    with desk.store.begin() as session:
        maya = session.scalars(select(Person).where(Person.name == MAYA)).one()
        acme = session.scalars(select(Client).where(Client.code == "ACME")).one()
        acme.code, acme.name, acme.owner_id = "ACM", "Acme & Sons", maya.id
        session.scalars(select(Client).where(Client.code == "INT")).one().archived_at = datetime(2026, 2, 2, tzinfo=UTC)
        session.add(Client(id="new", code="NEW", name="New", owner_id=maya.id))
        session.flush()
        session.add(Retainer(id="r2", client_id="new", starts_on=date(2026, 2, 1), fee_cents=70_000))
        session.add(RevenueGoal(id="g", quarter="2026-Q1", cents=9, currency="USD", scope="new", client_id="new"))
        session.add(ExchangeRate(id="x", currency="GBP", into="USD", starts_on=date(2026, 1, 1), millionths=2))
    assert read_digest(desk, actor(GRACE), FEBRUARY) == first
    done = corrected(desk)
    changed = {(each.about, each.name): (each.was, each.now) for each in done.changed}
    assert changed["ACM", "Code"] == ("ACME", "ACM")
    assert changed["ACM", "Name"] == ("Acme Outdoor", "Acme & Sons")
    assert changed["ACM", "Portfolio"] == (GRACE, MAYA)
    assert changed["INT", "Client"] == ("in this digest", "")
    assert changed["NEW", "Client"] == ("", "in this digest")
    assert changed["NEW", "Recurring a month"] == ("", "USD 700.00")
    assert ("ACM", "Time") not in changed
    assert ("NEW", "Time") not in changed
    assert read_edition(desk, actor(GRACE), first.id) == first
