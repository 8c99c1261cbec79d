"""Rate limits, counted in this process's memory."""

from collections import OrderedDict
from collections.abc import Callable
from time import monotonic

MOST_KEYS = 10_000


class Limiter:
    """Lets each key pass so many times in so many seconds. With too many keys, forgets the one seen first."""

    def __init__(self, most: int, seconds: float, clock: Callable[[], float] = monotonic) -> None:
        self._most, self._seconds, self._clock = most, seconds, clock
        self._counts: OrderedDict[str, tuple[float, int]] = OrderedDict()

    def wait(self, key: str) -> float:
        """Return the seconds this key has to wait; 0 if it may pass, which counts."""
        now = self._clock()
        begun, count = self._counts.pop(key, (now, 0))
        if now - begun >= self._seconds:
            begun, count = now, 0
        self._counts[key] = (begun, count + 1)
        if len(self._counts) > MOST_KEYS:
            self._counts.popitem(last=False)
        return begun + self._seconds - now if count >= self._most else 0
