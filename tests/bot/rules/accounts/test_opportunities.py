from dataclasses import dataclass

from bot.rules.accounts.opportunities import added_by
from storage.words.signoffs import EstimateStatus


@dataclass(frozen=True)
class Version:
    version: int
    status: EstimateStatus
    budget_cents: int
    currency: str


SENT = Version(2, EstimateStatus.SENT, 27_225, "GBP")


def test_a_version_adds_what_it_is_more_than_the_one_approved_before_it() -> None:
    approved = Version(1, EstimateStatus.APPROVED, 11_386, "GBP")
    assert added_by([SENT, approved], SENT) == 27_225 - 11_386


def test_nothing_is_taken_off_a_version_for_what_was_approved_in_another_currency() -> None:
    approved = Version(1, EstimateStatus.APPROVED, 11_386, "EUR")
    assert added_by([SENT, approved], SENT) == 27_225
