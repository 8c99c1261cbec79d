"""Examples: each view with made-up data. They feed snapshots, the gallery, and Slack's own validation."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from slack_sdk.models.views import View

from bot.kit.rooms import modules_named
from handlers.slack.kit.blocks import Files, Message
from handlers.slack.kit.platform import SLACK
from storage.words.platforms import ChannelRef

Shown = Message | View | Files


@dataclass(frozen=True)
class Example:
    """A view with its arguments, in order and by name; `variant` sets several examples of one view apart."""

    view: Callable[..., Shown]
    given: tuple[Any, ...] = ()
    variant: str = ""
    named: Mapping[str, Any] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """The example's name, e.g. `jobs_views.listed, none`."""
        module = self.view.__module__.rpartition(".")[2]
        return f"{module}.{self.view.__name__}{', ' if self.variant else ''}{self.variant}"

    @property
    def room(self) -> str:
        """The room of its view."""
        return self.view.__module__.split(".")[2]

    def shown(self) -> Shown:
        """Return what a person sees."""
        return self.view(*self.given, **self.named)


def channel(slack_id: str) -> ChannelRef:
    """Return a channel of the example's workspace."""
    return ChannelRef(SLACK, "T0HARBOUR", slack_id)


def examples() -> Iterator[Example]:
    """Return the examples of all rooms, room by room."""
    for module in modules_named("examples", "handlers.slack").values():
        yield from module.EXAMPLES
