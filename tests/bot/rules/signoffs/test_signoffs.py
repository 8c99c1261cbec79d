"""What the approvers' decisions come to."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import UsageError
from bot.rules.signoffs.signoffs import APPROVALS, cannot_approve, check_said, outcome, read_link
from storage.clients.contacts import Contact
from storage.words.signoffs import Quorum, SignoffDecision, SignoffKind, SignoffStatus

YES, WITH, CHANGES, NO = SignoffDecision
NOT_YET = None

CASES = [
    (Quorum.ANY, [NOT_YET, NOT_YET], None),
    (Quorum.ANY, [NOT_YET, YES], SignoffStatus.APPROVED),
    (Quorum.ANY, [NOT_YET, CHANGES], SignoffStatus.CHANGES_REQUESTED),
    (Quorum.ALL, [YES, NOT_YET], None),
    (Quorum.ALL, [YES, WITH], SignoffStatus.APPROVED_WITH_CHANGES),
    (Quorum.ALL, [YES, NO], SignoffStatus.DECLINED),
    (Quorum.ALL, [CHANGES, NOT_YET], SignoffStatus.CHANGES_REQUESTED),
    (Quorum.MAJORITY, [YES, NOT_YET, NOT_YET], None),
    (Quorum.MAJORITY, [YES, NO, NOT_YET], None),
    (Quorum.MAJORITY, [YES, NO, YES], SignoffStatus.APPROVED),
    (Quorum.MAJORITY, [NO, CHANGES, NOT_YET], SignoffStatus.CHANGES_REQUESTED),
    (Quorum.MAJORITY, [YES, NO], SignoffStatus.DECLINED),
    (Quorum.ALL, [], None),
]

decisions = st.lists(st.sampled_from([None, *SignoffDecision]), min_size=1, max_size=7)


@pytest.mark.parametrize(("quorum", "decided", "status"), CASES)
def test_a_quorum_settles_as_its_rule_says(quorum: Quorum, decided: list, status: SignoffStatus | None) -> None:
    assert outcome(quorum, decided) == status


@given(st.sampled_from(Quorum), decisions)
def test_once_all_have_decided_it_is_settled_and_before_anybody_has_it_is_not(quorum: Quorum, decided: list) -> None:
    settled = outcome(quorum, decided)
    if None not in decided:
        assert settled is not None
    if not any(decided):
        assert settled is None


@given(st.sampled_from([Quorum.ALL, Quorum.MAJORITY]), decisions, st.sampled_from(SignoffDecision))
def test_what_is_settled_never_turns_whatever_is_decided_later(quorum: Quorum, decided: list, later: str) -> None:
    before = outcome(quorum, decided)
    after = outcome(quorum, [each or later for each in decided])
    if before:
        approved = (SignoffStatus.APPROVED, SignoffStatus.APPROVED_WITH_CHANGES)
        assert (before in approved) == (after in approved)


@given(st.sampled_from(Quorum), decisions)
def test_nobody_who_is_against_is_overheard_where_all_must_approve(quorum: Quorum, decided: list) -> None:
    against = [each for each in decided if each and each not in APPROVALS]
    if quorum == Quorum.ALL and against:
        assert outcome(quorum, decided) in (SignoffStatus.CHANGES_REQUESTED, SignoffStatus.DECLINED)


@pytest.mark.parametrize("decision", [WITH, CHANGES, NO])
def test_all_but_a_plain_approval_needs_its_words(decision: SignoffDecision) -> None:
    check_said(YES, "")
    check_said(decision, "the logo")
    with pytest.raises(UsageError) as refused:
        check_said(decision, " \n")
    assert set(refused.value.refusal.fields) == {"said"}


def test_a_contact_decides_only_on_their_kinds_and_up_to_their_amount() -> None:
    omar = Contact(id="1", client_id="2", name="Omar", approves=["estimate", "copy"], limit_cents=500_000)
    assert cannot_approve(omar, SignoffKind.COPY, None, "USD") == ""
    assert cannot_approve(omar, SignoffKind.ESTIMATE, 500_000, "USD") == ""
    assert "up to USD 5,000.00, but this is USD 5,000.01" in cannot_approve(omar, SignoffKind.ESTIMATE, 500_001, "USD")
    assert "can't approve this kind (layout)" in cannot_approve(omar, SignoffKind.LAYOUT, None, "USD")


@pytest.mark.parametrize(
    "link", ["", "layout.pdf", "javascript:alert(1)", "https://", "ftp://a.example/x", "https://a b.co"]
)
def test_only_a_web_address_is_a_link(link: str) -> None:
    with pytest.raises(UsageError):
        read_link(link)
    assert read_link(" https://a.example/v2?x=1 ") == "https://a.example/v2?x=1"
