"""How long work may wait: a delivery has one deadline, and every wait on its behalf ends by then."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from math import inf
from time import monotonic

_deadline: ContextVar[float] = ContextVar("deadline", default=inf)


@contextmanager
def until(deadline: float) -> Iterator[None]:
    """Let nothing in the block wait longer than until then, by the monotonic clock."""
    token = _deadline.set(deadline)
    try:
        yield
    finally:
        _deadline.reset(token)


def seconds_left(at_most: float) -> float:
    """Return how many seconds a wait may take: to the deadline, never more than `at_most`; 0 if it has passed."""
    return max(0.0, min(at_most, _deadline.get() - monotonic()))


def is_over() -> bool:
    """Return whether the deadline has passed. Work without one has all the time it needs."""
    return _deadline.get() <= monotonic()
