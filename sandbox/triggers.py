"""The short-lived things an interaction gives the bot: trigger ids and response urls. Both age in real time."""

import secrets
from dataclasses import dataclass

from sandbox.clock import Clock
from sandbox.values import Refused

TRIGGER_SECONDS = 3
RESPONSE_URL_SECONDS = 30 * 60
RESPONSE_URL_USES = 5


@dataclass
class Trigger:
    """Permission to open one view for the person who acted."""

    user: str
    issued: float
    exchanged: bool = False


class Triggers:
    """Issues trigger ids and takes each back once, within three seconds."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._issued: dict[str, Trigger] = {}

    def issue(self, user: str) -> str:
        """A fresh trigger id for that person."""
        trigger_id = f"{secrets.randbelow(10**9)}.{secrets.randbelow(10**9)}.{secrets.token_hex(8)}"
        self._issued[trigger_id] = Trigger(user, self._clock.real())
        return trigger_id

    def exchange(self, trigger_id: str) -> str:
        """Returns the person who may now get a view, or raises Slack's refusal."""
        trigger = self._issued.get(trigger_id)
        if trigger is None:
            raise Refused("invalid_trigger_id")
        if trigger.exchanged:
            raise Refused("exchanged_trigger_id")
        if self._clock.real() - trigger.issued > TRIGGER_SECONDS:
            raise Refused("expired_trigger_id")
        trigger.exchanged = True
        return trigger.user


@dataclass
class Reply:
    """The target of a response url: one person in one channel, perhaps one message."""

    user: str
    channel: str
    issued: float
    message_ts: str | None = None
    thread_ts: str | None = None
    uses: int = 0


class ResponseUrls:
    """Issues response urls, valid for five uses within thirty minutes."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._issued: dict[str, Reply] = {}
        self.base_url = ""

    def issue(self, user: str, channel: str, message_ts: str | None = None, thread_ts: str | None = None) -> str:
        """A fresh response url."""
        secret = secrets.token_urlsafe(24)
        self._issued[secret] = Reply(user, channel, self._clock.real(), message_ts, thread_ts)
        return f"{self.base_url}/response/{secret}"

    def use(self, secret: str) -> Reply:
        """Counts one use and returns where it leads, or refuses."""
        reply = self._issued.get(secret)
        if reply is None:
            raise Refused("invalid_url")
        if self._clock.real() - reply.issued > RESPONSE_URL_SECONDS:
            raise Refused("expired_url")
        if reply.uses >= RESPONSE_URL_USES:
            raise Refused("used_url")
        reply.uses += 1
        return reply
