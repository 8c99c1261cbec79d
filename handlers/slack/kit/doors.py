"""What a room's doors are made of: tables of plain functions. The door itself identifies, shows and acknowledges."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from slack_sdk.models.blocks import Option, OptionGroup
from slack_sdk.models.views import View

from handlers.slack.kit.asked import Asked
from handlers.slack.kit.blocks import Message


@dataclass(frozen=True)
class Below:
    """An ephemeral message below what was clicked, which stays."""

    message: Message


@dataclass(frozen=True)
class OnTop:
    """A modal on top of the one that was clicked or submitted.

    One that `tells` only says what is stored: where Slack refuses it, the person hears of no fault.
    """

    view: View
    tells: bool = False


@dataclass(frozen=True)
class Beneath:
    """A modal in the place of the one beneath the form that was submitted, which closes."""

    view: View


@dataclass(frozen=True)
class Done:
    """A form, or the modal that was clicked in, becomes `view`, and where it was opened shows what was done.

    An ephemeral message is replaced by what `replacing` returns; behind a command it comes below. What is posted, the
    outbox renders again. `below` always comes below. Both are asked only once the change is stored.
    """

    view: View
    replacing: Callable[[], Message] | None = None
    below: Callable[[], Message] | None = None


# A message answers a command, or replaces the ephemeral message that was clicked; a view is opened, or takes the place
# of the modal that was clicked or submitted; None shows nothing here.
Answer = Message | View | Below | OnTop | Beneath | Done | None
Handler = Callable[[Asked], Answer]
Menu = Callable[[Asked], Sequence[Option] | Sequence[OptionGroup]]


@dataclass(frozen=True)
class Command:
    """A slash command, without slash and prefix; `description` and `hint` are what Slack shows of it."""

    name: str
    description: str
    hint: str
    run: Handler


@dataclass(frozen=True)
class Shortcut:
    """A shortcut in Slack's menus: on a message, or anywhere."""

    name: str
    description: str
    run: Handler
    on_message: bool = True


@dataclass(frozen=True)
class Doors:
    """The doors of one module.

    `choosing` has the menus that act at once when something is chosen, each with what it offers: both have one id.
    `for_anyone` has the handlers that a client's people may use too: all others are for staff. `takes_choices` takes
    the line of a choice that a refused line of the module's command offers; a module without a command reads lines as
    that handler's module does.
    """

    commands: Sequence[Command] = ()
    shortcuts: Sequence[Shortcut] = ()
    clicks: Sequence[Handler] = ()
    forms: Sequence[Handler] = ()
    menus: Sequence[Menu] = ()
    choosing: Mapping[Handler, Menu] = field(default_factory=dict)
    events: Mapping[str, Handler] = field(default_factory=dict)
    for_anyone: Sequence[Handler | Menu] = ()
    takes_choices: Handler | None = None


def id_of(handler: Handler | Menu) -> str:
    """The id that Slack knows a handler by: its room and its name, e.g. `jobs.open_edit`."""
    room = handler.__module__.split(".")[2]
    return f"{room}.{handler.__name__}"
