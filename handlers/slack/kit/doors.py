"""The parts of a room's doors: tables of plain functions. The door itself identifies, shows and acknowledges."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from slack_sdk.models.blocks import Option, OptionGroup
from slack_sdk.models.views import View

from handlers.slack.kit.asked import Asked
from handlers.slack.kit.blocks import Message


@dataclass(frozen=True)
class Below:
    """An ephemeral message below the clicked one, which stays."""

    message: Message


@dataclass(frozen=True)
class OnTop:
    """A modal on top of the one that was clicked or submitted.

    A modal with `tells` only confirms a stored change: if Slack refuses it, the person gets no error.
    """

    view: View
    tells: bool = False


@dataclass(frozen=True)
class Beneath:
    """A modal in place of the one beneath the submitted form, which closes."""

    view: View


@dataclass(frozen=True)
class Done:
    """Turn the form, or the clicked modal, into `view`, and show the change where it was opened.

    An ephemeral message is replaced by the result of `replacing`; after a command it comes below. The outbox renders
    posted messages again. `below` always comes below. Both are called only once the change is stored.
    """

    view: View
    replacing: Callable[[], Message] | None = None
    below: Callable[[], Message] | None = None


# A message answers a command, or replaces the clicked ephemeral message; a view opens, or replaces the clicked or
# submitted modal; None shows nothing here.
Answer = Message | View | Below | OnTop | Beneath | Done | None
Handler = Callable[[Asked], Answer]
Menu = Callable[[Asked], Sequence[Option] | Sequence[OptionGroup]]


@dataclass(frozen=True)
class Command:
    """A slash command, without slash and prefix; Slack shows its `description` and `hint`."""

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

    `choosing` has the menus that act as soon as something is chosen, each with its options: both have one id.
    `for_anyone` has the handlers that a client's people may use too; all others are for staff. `takes_choices` takes
    the line of a choice offered by a refusal of the module's command; a module without a command reads lines as that
    handler's module does.
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
    """Return the id of a handler in Slack: its room and its name, e.g. `jobs.open_edit`."""
    room = handler.__module__.split(".")[2]
    return f"{room}.{handler.__name__}"
