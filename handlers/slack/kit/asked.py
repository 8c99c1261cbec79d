"""A handler's input: who asks with a delivery, what they typed, clicked or filled in, and where."""

from collections.abc import Mapping
from functools import cached_property
from typing import Any, TypeVar

from pydantic import ValidationError

from bot.core import Actor, Bot
from bot.errors import NotFound, UsageError
from bot.messaging.touch import ClickedMessage
from bot.rules.kit.lines import Line
from handlers.slack.kit.carried import Carried, Metadata, Origin
from handlers.slack.kit.door import SlackDoor, actor_of, channel_of, is_ephemeral, is_in_modal
from handlers.slack.kit.forms import Filled
from handlers.slack.kit.lines import line_from
from storage.words.platforms import ChannelRef

Some = TypeVar("Some", bound=Carried)

NOT_HERE = "I can't post here. Ask me in a channel that I am in, or invite me to this one first."
OUTDATED = "I was updated since that was sent, and no longer know that button. Please ask for it again."


class Asked:
    """One delivery caused by a person."""

    def __init__(self, slack: SlackDoor, body: Mapping[str, Any]) -> None:
        self.slack, self.body = slack, body

    @property
    def bot(self) -> Bot:
        """The bot."""
        return self.slack.bot

    @property
    def prefix(self) -> str:
        """The prefix of the slash commands."""
        return self.slack.prefix

    @cached_property
    def actor(self) -> Actor:
        """The person who asks. Raises Unknown for a stranger, NotAllowed for a guest or a client."""
        return self.slack.identify(self.body)

    @property
    def anyone(self) -> Actor:
        """The person who asks, staff or not: for use cases that a client's people may call."""
        return actor_of(self.body)

    @property
    def text(self) -> str:
        """The text typed after a command, cleaned of Slack's markup; or into a menu, letter for letter."""
        if self.body.get("type") == "block_suggestion":
            return str(self.body.get("value") or "").strip()
        return line_from(self._typed).text.strip()

    @cached_property
    def line(self) -> Line:
        """The line typed after a command or in a message, with everything it refers to."""
        return self.slack.line_of(self.body, self._typed)

    @property
    def _typed(self) -> str:
        event = self.body.get("event", {})
        return str(event.get("text") or self.body.get("text") or "")

    @property
    def value(self) -> str:
        """The value of the clicked button, or of the chosen option, date or time."""
        action = self._action
        chosen = (action.get("selected_option") or {}).get("value")
        return str(action.get("value") or chosen or action.get("selected_date") or "")

    def value_as(self, carried: type[Some]) -> Some:
        """The clicked value, if it carries several things. Raises NotFound for another version's."""
        return _read(carried, self.value)

    @property
    def suffix(self) -> str:
        """The suffix that sets buttons of one handler apart: `earlier` of `status.turn_page.earlier`."""
        return ".".join(str(self._action.get("action_id", "")).split(".")[2:])

    @property
    def row(self) -> str:
        """The name of the row with the clicked button."""
        return str(self._action.get("block_id", ""))

    @property
    def _action(self) -> Mapping[str, Any]:
        found: Mapping[str, Any] = next(iter(self.body.get("actions") or [{}]))
        return found

    @cached_property
    def filled(self) -> Filled:
        """The fields of the submitted form, or of the form with the click."""
        return Filled(self.body)

    def carried(self, carried: type[Some]) -> Some:
        """The data that the submitted or clicked modal carries. Raises NotFound for another version's."""
        return _read(carried, self._metadata.carried)

    @property
    def message(self) -> Mapping[str, Any]:
        """The message that a shortcut was used on, as Slack describes it; empty for any other delivery."""
        found: Mapping[str, Any] = self.body.get("message") or {}
        return found

    @property
    def origin(self) -> Origin:
        """The place where the modal was opened; for a command or a click on a message, that place itself."""
        if self.is_in_modal:
            return self._metadata.origin
        if self.is_on_home:
            return Origin(is_home=True)
        if clicked := self.clicked:
            return Origin(channel=clicked.destination.channel, message=clicked.message)
        return Origin(response_url=str(self.body.get("response_url") or ""), is_ephemeral=self.is_ephemeral)

    @property
    def _metadata(self) -> Metadata:
        return Metadata.unpacked(self._view.get("private_metadata") or "")

    @property
    def clicked(self) -> ClickedMessage | None:
        """The posted message that was clicked, or that the form was opened from."""
        if self.is_in_modal:
            origin = self._metadata.origin
            return ClickedMessage(self.slack.destination_of(origin.channel), origin.message) if origin.message else None
        container = self.body.get("container", {})
        if container.get("type") != "message" or self.is_ephemeral:
            return None
        return ClickedMessage(self.slack.destination_of(container["channel_id"]), container["message_ts"])

    @property
    def clicked_in(self) -> str:
        """The name of the message, modal or page that was clicked: the same for each click in it."""
        container = self.body["container"]
        return str(container.get("view_id") or f"{container['channel_id']}:{container['message_ts']}")

    @property
    def channel(self) -> str:
        """Slack's id of the channel or direct message of the delivery, empty for a page or a modal."""
        return channel_of(self.body)

    @cached_property
    def here(self) -> ChannelRef | None:
        """The channel of the delivery; None for a direct message, a page and a modal."""
        return self.slack.here(self.body)

    def require_here(self) -> ChannelRef:
        """Return the channel of the delivery. Raises UsageError if there is none."""
        if self.here is None:
            raise UsageError(NOT_HERE)
        return self.here

    def chosen_channel(self, name: str) -> ChannelRef | None:
        """Return the channel that was chosen in that field of the form."""
        chosen = self.filled.channel(name)
        return self.slack.channel(chosen) if chosen else None

    @property
    def thread(self) -> str | None:
        """The thread of the delivery."""
        container, event = self.body.get("container", {}), self.body.get("event", {})
        return str(container.get("thread_ts") or event.get("thread_ts") or "") or None

    @property
    def _view(self) -> Mapping[str, Any]:
        found: Mapping[str, Any] = self.body.get("view") or {}
        return found

    @property
    def is_ephemeral(self) -> bool:
        """Whether the clicked message is one that only the clicker sees."""
        return is_ephemeral(self.body)

    @property
    def is_in_modal(self) -> bool:
        """Whether the click or submission was in a modal."""
        return is_in_modal(self.body)

    @property
    def is_on_home(self) -> bool:
        """Whether the click was on somebody's own page."""
        return self._view.get("type") == "home"


def _read(carried: type[Some], text: str) -> Some:
    try:
        return carried.unpacked(text)
    except ValidationError:
        raise NotFound(OUTDATED) from None
