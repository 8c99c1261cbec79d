"""The right to release an estimate: by amount, each role up to its limit (AccountPolicy.limits)."""

from collections.abc import Iterable, Sequence
from typing import Protocol, TypeVar

from bot.rules.people.policies import AccountPolicy
from storage.words.time import Role


class Colleague(Protocol):
    """Somebody at the agency."""

    id: str
    role: Role


Somebody = TypeVar("Somebody", bound=Colleague)


def covers(policy: AccountPolicy, role: Role, cents: int) -> bool:
    """Return whether a role may approve that total; a role that has no limit set may approve nothing."""
    limits = [limit.up_to_cents for limit in policy.limits if limit.role == role]
    return any(limit is None or cents <= limit for limit in limits)


def reviewers(
    chain: Sequence[Somebody], others: Iterable[Somebody], policy: AccountPolicy, cents: int, sender_id: str
) -> list[Somebody]:
    """Return the people to ask: the first in the chain whose limit covers the total, else all others whose limit does.

    The sender is never asked, since their own limit either was enough or doesn't count.
    """
    able = [each for each in chain if each.id != sender_id and covers(policy, each.role, cents)]
    return able[:1] or [each for each in others if each.id != sender_id and covers(policy, each.role, cents)]
