"""The review of an estimate at the agency: who is asked, who may, and what becomes of it."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import select

from bot.core import Bot
from bot.errors import Conflict, NotAllowed, UsageError
from bot.estimates.drafts import add_lines
from bot.estimates.notices import ReviewAsked
from bot.estimates.reviews import review, send_for_review, take_back
from storage.messaging.unprompted import UnpromptedNotice
from storage.store import Store
from storage.words.signoffs import EstimateStatus
from tests.bot.estimates.test_estimates import ELENA, GRACE, MAYA, PRIYA, drafted, latest, open_account, seen, told
from tests.conftest import FixedClock, actor, make_bot, open_agency


@pytest.fixture
def account(sqlite_store: Store, clock: FixedClock) -> Bot:
    bot = make_bot(sqlite_store, clock)
    open_agency(bot)
    return open_account(bot)


@pytest.fixture
def either_account(agency: Bot) -> Bot:
    return open_account(agency)


def test_the_nearest_above_the_lead_whose_limit_covers_it_is_asked(account: Bot) -> None:
    shown = drafted(account)
    sent = send_for_review(account, actor(MAYA), shown.id, shown.revision)
    assert (sent.asked, sent.estimate.status) == ([PRIYA], EstimateStatus.IN_REVIEW)
    assert told(account) == [("Priya", "ReviewAsked")]
    with account.store.read() as session:
        asked = ReviewAsked.model_validate(session.scalars(select(UnpromptedNotice)).one().payload)
    assert asked.still_relevant(account)
    take_back(account, actor(MAYA), shown.id)
    assert not asked.still_relevant(account)  # nothing of it is left to decide when her morning comes
    more = add_lines(account, actor(MAYA), seen(latest(account)), "print 20k")
    assert send_for_review(account, actor(MAYA), more.id, more.revision).asked == [GRACE]


def test_who_may_approve_the_amount_needs_nobody_else(account: Bot) -> None:
    shown = drafted(account, who=PRIYA)
    sent = send_for_review(account, actor(PRIYA), shown.id, shown.revision)
    assert (list(sent.asked), sent.estimate.status) == ([], EstimateStatus.READY)
    assert [(each.person, each.approved) for each in sent.estimate.reviews] == [(PRIYA, True)]


def test_an_approved_version_is_ready_and_its_drafter_is_told(account: Bot) -> None:
    shown = drafted(account)
    send_for_review(account, actor(MAYA), shown.id, shown.revision)
    assert review(account, actor(ELENA), shown.id, approve=True).estimate.status == EstimateStatus.READY
    assert told(account) == [("Priya", "ReviewAsked"), ("Maya", "ReviewDecided")]
    with pytest.raises(Conflict, match="Elena Rossi approved it already"):
        review(account, actor(PRIYA), shown.id, approve=False, note="late")


def test_of_two_who_decide_at_once_one_does_and_the_other_is_told(either_account: Bot) -> None:
    shown = drafted(either_account)
    send_for_review(either_account, actor(MAYA), shown.id, shown.revision)

    def decide_as(who: str, approve: bool) -> str:
        try:
            return review(either_account, actor(who), shown.id, approve=approve, note="Too dear").estimate.status
        except Conflict as refused:
            return str(refused)

    with ThreadPoolExecutor(2) as pool:
        found = list(pool.map(decide_as, (PRIYA, ELENA), (True, False)))
    kept = latest(either_account)
    assert len(kept.reviews) == 1
    assert found.count(kept.status) == 1
    assert sum(f"{kept.reviews[0].person} " in each and "already" in each for each in found) == 1


def test_a_version_sent_back_is_a_draft_again_with_the_reason(account: Bot) -> None:
    shown = drafted(account)
    send_for_review(account, actor(MAYA), shown.id, shown.revision)
    with pytest.raises(UsageError):
        review(account, actor(PRIYA), shown.id, approve=False, note=" ")
    back = review(account, actor(PRIYA), shown.id, approve=False, note="Print is too dear").estimate
    assert (back.status, back.content_hash) == (EstimateStatus.DRAFT, None)
    again = add_lines(account, actor(MAYA), seen(back), "design 1h")
    assert send_for_review(account, actor(MAYA), again.id, again.revision).asked == [PRIYA]
    assert told(account).count(("Priya", "ReviewAsked")) == 2


def test_nobody_approves_more_than_their_limit(account: Bot) -> None:
    shown = drafted(account, "print 5,000 +0%")
    send_for_review(account, actor(MAYA), shown.id, shown.revision)
    with pytest.raises(NotAllowed):
        review(account, actor(MAYA), shown.id, approve=True)
    more = add_lines(account, actor(MAYA), seen(take_back(account, actor(MAYA), shown.id).latest), "stamps 0.01 +0%")  # type: ignore[arg-type]
    send_for_review(account, actor(MAYA), more.id, more.revision)
    with pytest.raises(NotAllowed, match="USD 5,000.01 is more than your role can approve"):
        review(account, actor(PRIYA), shown.id, approve=True)
