"""Deliver notices to Slack: each becomes a message or a Home, from the state at that moment."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from slack_sdk.errors import SlackApiError
from slack_sdk.models.views import View

from bot.messaging.notices import Notice
from bot.messaging.outbox import Dead, Outcome, RetryAfter, Sent
from handlers.renderers import Renderer, renderer_of
from handlers.slack.kit.blocks import Files, Message
from handlers.slack.kit.client import NO_ANSWER
from handlers.slack.kit.door import SlackDoor
from handlers.slack.kit.files import USER_IDS, find_files, hand_over
from storage.messaging.notices import Destination

ROOMS = "handlers.slack"
Shown = Message | View | Files

EVENT_TYPE = "jobjacket_notice"
LOOK_BACK = 30
THREAD_PAGE = 200
WAIT_SECONDS = 5.0

# Slack may recover from these; all other refusals are final.
PASSING = (
    "ratelimited",
    "internal_error",
    "fatal_error",
    "service_unavailable",
    "request_timeout",
    "team_added_to_org",
)


class SlackDelivery:
    """The outbox's sender to Slack."""

    def __init__(self, slack: SlackDoor) -> None:
        self.slack = slack

    def send(self, notice: Notice, destination: Destination, key: str, *, maybe_sent: bool) -> Outcome:
        """Post the notice, or publish the Home; with `maybe_sent`, first look whether it is already there."""
        renderer = renderer_of(type(notice), ROOMS)
        try:
            destination = renderer.before(self.slack, notice, destination)
            shown: Shown = renderer.rendered(self.slack, notice)
            if isinstance(shown, View):
                return self._publish(shown, destination)
            found = self._find(shown, destination, key) if maybe_sent else None
            maybe_sent = False  # from here on, the post itself answers
            outcome = found or self._post(shown, destination, key)
        except SlackApiError as error:
            return _outcome(error, maybe_sent=maybe_sent)
        except NO_ANSWER as fault:
            return RetryAfter(WAIT_SECONDS, type(fault).__name__, maybe_sent=True)
        return self._finished(renderer, notice, outcome) if isinstance(outcome, Sent) else outcome

    def _finished(self, renderer: Renderer, notice: Notice, sent: Sent) -> Outcome:
        """Finish a notice that is posted; if that fails, it isn't sent again."""
        try:
            return renderer.after(self.slack, notice, sent)
        except (SlackApiError, *NO_ANSWER):
            return replace(sent, look_again=WAIT_SECONDS)

    def render_again(self, notice: Notice, destination: Destination, message: str) -> Outcome:
        """Render a posted message again."""
        renderer = renderer_of(type(notice), ROOMS)
        try:
            shown: Shown = renderer.rendered(self.slack, notice)
            if isinstance(shown, View):
                return self._publish(shown, destination)
            if isinstance(shown, Message):  # files stay as they were shared
                self.slack.client.chat_update(channel=destination.channel, ts=message, **shown.payload())
            return renderer.after(self.slack, notice, Sent(destination, message))
        except SlackApiError as error:
            return _outcome(error, maybe_sent=False)
        except NO_ANSWER as fault:
            return RetryAfter(WAIT_SECONDS, type(fault).__name__)

    def _publish(self, view: View, destination: Destination) -> Outcome:
        self.slack.client.views_publish(user_id=destination.channel, view=view.to_dict())
        return Sent(destination, "home")

    def _post(self, shown: Message | Files, destination: Destination, key: str) -> Outcome:
        if isinstance(shown, Files):
            return hand_over(self.slack.client, shown, destination)
        answer = self.slack.client.chat_postMessage(
            channel=destination.channel,
            thread_ts=destination.thread,
            metadata={"event_type": EVENT_TYPE, "event_payload": {"key": key}},
            **shown.payload(),
        )
        return Sent(destination._replace(channel=answer["channel"]), answer["ts"])

    def _direct_channel(self, user: str) -> str:
        return str(self.slack.client.conversations_open(users=user)["channel"]["id"])

    def _find(self, shown: Message | Files, destination: Destination, key: str) -> Sent | None:
        """Return the message that carries this notice's key, if it arrived after all."""
        if isinstance(shown, Files):
            return find_files(self.slack.client, shown, destination)
        channel = (
            self._direct_channel(destination.channel) if destination.channel[:1] in USER_IDS else destination.channel
        )
        for message in self._lately(channel, destination.thread):
            if message.get("metadata", {}).get("event_payload", {}).get("key") == key:
                return Sent(destination._replace(channel=channel), str(message["ts"]))
        return None

    def _lately(self, channel: str, thread: str | None) -> Iterator[Mapping[str, Any]]:
        """The latest messages of a channel, or all of a thread, which Slack lists from the oldest on."""
        client = self.slack.client
        if thread is None:
            latest = client.conversations_history(channel=channel, limit=LOOK_BACK, include_all_metadata=True)
            yield from latest["messages"]
            return
        for page in client.conversations_replies(
            channel=channel, ts=thread, limit=THREAD_PAGE, include_all_metadata=True
        ):
            yield from page["messages"]


def _outcome(error: SlackApiError, *, maybe_sent: bool) -> Outcome:
    """Return the outcome of Slack's answer; `maybe_sent` is from before the call, and still holds if it did nothing."""
    code = str(error.response.get("error", "")) if error.response else ""
    status = error.response.status_code if error.response else 0
    if status == 429:
        return RetryAfter(float(error.response.headers.get("Retry-After", WAIT_SECONDS)), "ratelimited", maybe_sent)
    if status >= 500 or code in PASSING:
        return RetryAfter(WAIT_SECONDS, code or f"HTTP {status}", maybe_sent=True)
    return Dead(code or f"HTTP {status}")
