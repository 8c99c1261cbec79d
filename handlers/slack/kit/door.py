"""The context of every Slack handler: the bot, Slack's client, and who asks."""

import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import structlog
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.models.views import View
from slack_sdk.webhook import WebhookClient

from bot.core import Actor, Bot
from bot.messaging.outbox import STORE_FAULTS
from bot.people import people
from bot.people.people import Profile
from bot.rules.kit.lines import Line
from handlers.slack.kit.blocks import Message
from handlers.slack.kit.client import CALL_FAULTS, TOO_MANY
from handlers.slack.kit.downloads import Downloads
from handlers.slack.kit.lines import line_from
from handlers.slack.kit.platform import SLACK
from storage.messaging.notices import Destination
from storage.people.people import Address
from storage.words.platforms import ChannelRef

log = structlog.get_logger()

RESPONSE_TIMEOUT = 1
SHOWING_FAULTS = (*CALL_FAULTS, *STORE_FAULTS)
PAGE = 200
# Slack's answers about people of organisations whose channels the bot doesn't share.
STRANGERS = ("user_not_found", "user_not_visible")
MOST_PATIENCE = 60.0
# Marks of users who aren't full members of the workspace: guests carry the agency's own team id.
LIMITED = ("deleted", "is_bot", "is_restricted", "is_ultra_restricted", "is_stranger")


@dataclass(frozen=True)
class Workspace:
    """The workspace that the bot is installed in, its address, and the bot's own user there."""

    team: str
    bot_user: str
    bot_id: str
    url: str

    def link_to(self, channel: str, message: str, thread: str | None = None) -> str:
        """Return the address of a message; one in a thread opens there."""
        inside = f"?thread_ts={thread}&cid={channel}" if thread and thread != message else ""
        return f"{self.url}archives/{channel}/p{message.replace('.', '')}{inside}"


class SlackDoor:
    """The bot's door to one Slack workspace; `prefix` is that of its slash commands."""

    def __init__(self, bot: Bot, client: WebClient, prefix: str = "") -> None:
        self.bot, self.client, self.prefix = bot, client, prefix
        self.downloads = Downloads(client)
        self._channel_names: dict[str, str] = {}

    @cached_property
    def workspace(self) -> Workspace:
        """The workspace; we ask Slack on first use, so that the bot starts even while Slack is down."""
        answer = self.client.auth_test()
        return Workspace(answer["team_id"], answer["user_id"], answer["bot_id"], answer["url"])

    def identify(self, body: Mapping[str, Any]) -> Actor:
        """Return who sent this delivery. Raises Unknown for a stranger, NotAllowed for a guest or a client."""
        actor = actor_of(body)
        if actor.address and not people.is_known(self.bot, actor.address):
            people.recognise(self.bot, self.profile(actor.address))
        return actor

    def profile(self, address: Address) -> Profile:
        """Return Slack's profile of an address. Raises Unknown if Slack doesn't know it, or won't say."""
        try:
            user = self.client.users_info(user=address.user)["user"]
        except SlackApiError as error:
            if error.response.get("error") not in STRANGERS:
                raise
            raise people.stranger(self.bot) from None
        return self._profile(user, address)

    def profile_of(self, user: str) -> Profile:
        """Return Slack's profile of a user, with their address."""
        return self.profile_from(self.client.users_info(user=user)["user"])

    def profiles(self) -> Iterator[Profile]:
        """Return Slack's profiles of everybody in the workspace, page by page; wait when Slack asks us to."""
        cursor: str | None = None
        while cursor != "":
            try:
                page = self.client.users_list(limit=PAGE, cursor=cursor)
            except SlackApiError as error:
                if error.response.status_code != TOO_MANY:
                    raise
                time.sleep(min(float(error.response.headers.get("Retry-After", 1)), MOST_PATIENCE))
                continue
            yield from map(self.profile_from, page["members"])
            cursor = str((page.get("response_metadata") or {}).get("next_cursor") or "")

    def profile_from(self, user: Mapping[str, Any]) -> Profile:
        """Return the profile from Slack's own user object."""
        return self._profile(user, Address(SLACK, user["team_id"], user["id"]))

    def _profile(self, user: Mapping[str, Any], address: Address) -> Profile:
        facts = user.get("profile") or {}
        return Profile(
            address=address,
            name=facts.get("real_name") or user.get("real_name") or user.get("name") or "",
            email=facts.get("email") or "",
            zone=user.get("tz") or "",
            is_full_member=user.get("team_id") == self.workspace.team and not any(map(user.get, LIMITED)),
            is_workspace_admin=bool(user.get("is_admin")),
            is_deactivated=bool(user.get("deleted")),
            is_bot=bool(user.get("is_bot")),
        )

    def line_of(self, body: Mapping[str, Any], text: str) -> Line:
        """Return a line of a delivery, with everything it refers to."""
        bot_user = self.workspace.bot_user if "event" in body else ""
        return line_from(text, bot_user, self.here(body), self.channel)

    def here(self, body: Mapping[str, Any]) -> ChannelRef | None:
        """Return the channel that a delivery comes from; None for a direct message, a page and a modal."""
        channel, event = channel_of(body), body.get("event", {})
        is_direct = event.get("channel_type") == "im" or channel.startswith("D")
        return None if is_direct or not channel else self.channel(channel, _label(body))

    def channel(self, channel: str, label: str = "") -> ChannelRef:
        """Return a channel by its id. We ask Slack once for a name that it didn't send.

        The workspace is the bot's own, even if somebody from another organisation asks in a shared channel.
        """
        if label:
            self._channel_names[channel] = label
        return ChannelRef(SLACK, self.workspace.team, channel, label or self._name_of(channel))

    def channel_by_id(self, channel: str) -> ChannelRef:
        """Return a channel without its name, which Slack may not say."""
        return ChannelRef(SLACK, self.workspace.team, channel)

    def _name_of(self, channel: str) -> str:
        if channel not in self._channel_names:
            try:
                self._channel_names[channel] = self.client.conversations_info(channel=channel)["channel"]["name"]
            except (SlackClientError, OSError) as fault:
                log.warning("channel_name_unknown", problem=type(fault).__name__)
                return ""
        return self._channel_names[channel]

    def show_modal(self, body: Mapping[str, Any], view: View) -> None:
        """Show a modal in place of the one that was clicked, or over the message or page that was clicked."""
        if is_in_modal(body):
            with showing():  # the change is stored even if Slack refuses
                self.client.views_update(view_id=body["view"]["id"], view=view.to_dict())
        else:
            self._open_modal(body, view)

    def push_modal(self, body: Mapping[str, Any], view: View) -> None:
        """Show a modal on top of the one that was clicked, or over the page."""
        if is_in_modal(body):
            self.client.views_push(trigger_id=body["trigger_id"], view=view.to_dict())
        else:
            self._open_modal(body, view)

    def _open_modal(self, body: Mapping[str, Any], view: View) -> None:
        """Open a modal over the current page. `trigger_id` is valid for 3 s, so don't delay this."""
        self.client.views_open(trigger_id=body["trigger_id"], view=view.to_dict())

    def destination_of(self, channel: str, thread: str | None = None) -> Destination:
        """Return a place in the bot's own workspace."""
        return Destination(SLACK, self.workspace.team, channel, thread)


def channel_of(body: Mapping[str, Any]) -> str:
    """Return Slack's id of the channel or direct message of a delivery; empty for a page or a modal."""
    container, named, event = body.get("container", {}), body.get("channel") or {}, body.get("event", {})
    return str(container.get("channel_id") or named.get("id") or body.get("channel_id") or event.get("channel") or "")


def _label(body: Mapping[str, Any]) -> str:
    """Return the channel's name if the delivery has it; for private channels none is sent."""
    name = str(body.get("channel_name") or (body.get("channel") or {}).get("name") or "")
    return "" if name in ("privategroup", "directmessage", "mpdm") or name.startswith("mpdm-") else name


def actor_of(body: Mapping[str, Any]) -> Actor:
    """Return the address of the person behind a delivery, in their own workspace, and the delivery's key."""
    event = body.get("event", {})
    # Slack sends an edited message under another event id; channel and ts are those of the message itself.
    said = f"{event['channel']}:{event['ts']}" if "ts" in event else None
    key = said or body.get("event_id") or body.get("trigger_id")
    return Actor(address_of(body), f"slack:{key}" if key else None)


def address_of(body: Mapping[str, Any]) -> Address:
    """Return the person behind a delivery. In a shared channel `user.team_id` is the clicker's own workspace."""
    if event := body.get("event"):
        workspace = event.get("user_team") or event.get("team") or body["team_id"]
        return Address(SLACK, workspace, event["user"])
    if user := body.get("user"):
        return Address(SLACK, user.get("team_id") or body["team"]["id"], user["id"])
    return Address(SLACK, body["team_id"], body["user_id"])


def is_from_person(event: Mapping[str, Any]) -> bool:
    """Whether a person wrote it, not a bot or a workflow."""
    return bool(event.get("user")) and not event.get("bot_id")


def is_in_modal(body: Mapping[str, Any]) -> bool:
    """Whether the click or submission was in a modal."""
    return bool((body.get("view") or {}).get("type") == "modal")


def is_ephemeral(body: Mapping[str, Any]) -> bool:
    """Whether a click was on a message that only the clicker sees."""
    return bool(body.get("container", {}).get("is_ephemeral"))


@contextmanager
def showing() -> Iterator[None]:
    """Log a failure inside instead of raising it: the block only shows what is stored, so the person needs no error."""
    try:
        yield
    except SHOWING_FAULTS as fault:
        log.warning("not_shown", problem=type(fault).__name__)


def replace_message(response_url: str, message: Message) -> None:
    """Replace the ephemeral message that was clicked. The change is stored even if Slack refuses."""
    _respond(response_url, {"replace_original": True, **message.payload()})


def add_message(response_url: str, message: Message) -> None:
    """Answer a click with a message that only the clicker sees."""
    _respond(response_url, {"replace_original": False, "response_type": "ephemeral", **message.payload()})


def _respond(response_url: str, body: dict[str, Any]) -> None:
    with showing():
        answer = WebhookClient(response_url, timeout=RESPONSE_TIMEOUT, retry_handlers=[]).send_dict(body)
        if answer.status_code != 200:
            log.warning("response_url_refused", status=answer.status_code)
