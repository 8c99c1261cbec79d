"""Deliver notices to Slack: each becomes a message or a Home, from the state at that moment."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

import structlog
from slack_sdk.errors import SlackApiError
from slack_sdk.models.views import View

from bot.messaging.notices import Notice
from bot.messaging.outbox import Outcome, RetryAfter, Sent
from handlers.renderers import Renderer, renderer_of
from handlers.slack.kit.blocks import Files, Message
from handlers.slack.kit.client import NO_ANSWER
from handlers.slack.kit.door import SlackDoor
from handlers.slack.messaging.earlier_posts import find_post, metadata_of
from handlers.slack.messaging.files import find_files, share_files
from handlers.slack.messaging.outcomes import WAIT_SECONDS, error_of, outcome_of, refuses_only_this
from handlers.slack.messaging.simpler import show
from storage.messaging.notices import Destination

ROOMS = "handlers.slack"
Shown = Message | View | Files

log = structlog.get_logger()


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
            sent = found or self._post(shown, destination, key)
        except SlackApiError as error:
            return outcome_of(error, destination.channel, maybe_sent=maybe_sent)
        except NO_ANSWER as fault:
            return RetryAfter(WAIT_SECONDS, type(fault).__name__, maybe_sent=True)
        return self._finished(renderer, notice, sent)

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
                update = partial(self.slack.client.chat_update, channel=destination.channel, ts=message)
                show(lambda form: update(**form.payload()), shown)
            return renderer.after(self.slack, notice, Sent(destination, message))
        except SlackApiError as error:
            return outcome_of(error, destination.channel, maybe_sent=False)
        except NO_ANSWER as fault:
            return RetryAfter(WAIT_SECONDS, type(fault).__name__)

    def _publish(self, view: View, destination: Destination) -> Outcome:
        self.slack.client.views_publish(user_id=destination.channel, view=view.to_dict())
        return Sent(destination, "home")

    def _post(self, shown: Message | Files, destination: Destination, key: str) -> Sent:
        if isinstance(shown, Files):
            return share_files(self.slack, shown, destination, key)
        post = partial(
            self.slack.client.chat_postMessage,
            channel=destination.channel,
            thread_ts=destination.thread,
            metadata=metadata_of(key),
        )
        answer = show(lambda form: post(**form.payload()), shown)
        return Sent(destination._replace(channel=answer["channel"]), answer["ts"])

    def _find(self, shown: Message | Files, destination: Destination, key: str) -> Sent | None:
        """Return the message of an earlier try; None if there is none, or we can't look: then it is sent again."""
        find: Callable[[SlackDoor, Destination, str], Sent | None] = (
            find_files if isinstance(shown, Files) else find_post
        )
        try:
            return find(self.slack, destination, key)
        except SlackApiError as error:
            if not refuses_only_this(error):
                raise
            log.info("sent_without_a_look", problem=error_of(error))
            return None
