"""The table of all rooms' handlers, found by walking the rooms, so that nobody has to maintain a list."""

import importlib
import pkgutil
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from types import ModuleType
from typing import TypeVar

import handlers.slack
from handlers.slack.kit.doors import Command, Doors, Handler, Menu, Shortcut, id_of

Thing = TypeVar("Thing")


@dataclass(frozen=True)
class Table:
    """The handler of each delivery: commands by name, events by type, all others by their id in Slack."""

    commands: Mapping[str, Command]
    shortcuts: Mapping[str, Shortcut]
    clicks: Mapping[str, Handler]
    forms: Mapping[str, Handler]
    menus: Mapping[str, Menu]
    events: Mapping[str, Handler]
    for_anyone: frozenset[Handler | Menu]
    # The command whose lines a handler reads, and the handler for the line of a choice that its refusal offers.
    command_of: Mapping[Handler, Command]
    takes_choices: Mapping[Handler, Handler]

    def click(self, action_id: str) -> Handler | None:
        """Return the handler of a click; a button's id may have a suffix, which sets it apart in a row."""
        return self.clicks.get(".".join(action_id.split(".")[:2]))


def modules() -> Iterator[ModuleType]:
    """The modules of all rooms of this door, except the examples, which import a lot and handle nothing."""
    for room in pkgutil.iter_modules(handlers.slack.__path__, "handlers.slack."):
        if room.ispkg:
            package = importlib.import_module(room.name)
            for module in pkgutil.iter_modules(package.__path__, f"{room.name}."):
                if not module.name.endswith("examples"):
                    yield importlib.import_module(module.name)


@cache
def table() -> Table:
    """Return the table of all rooms, made once."""
    return table_of(module.DOORS for module in modules() if hasattr(module, "DOORS"))


def table_of(doors: Iterable[Doors]) -> Table:
    """Return the table of these doors. Raises ValueError if two handlers have the same id."""
    every = list(doors)
    speaking = [(door, door.commands[0]) for door in every if door.commands]
    spoken = {each: command for door, command in speaking for each in _reading_lines(door)}
    listening = [(door, spoken[door.takes_choices]) for door in every if door.takes_choices and not door.commands]
    choosing = [(door, door.takes_choices) for door in every if door.takes_choices]
    return Table(
        commands=_by((each.name, each) for door in every for each in door.commands),
        shortcuts=_by((id_of(each.run), each) for door in every for each in door.shortcuts),
        clicks=_by((id_of(each), each) for door in every for each in (*door.clicks, *door.choosing)),
        forms=_by((id_of(each), each) for door in every for each in door.forms),
        menus=_by(pair for door in every for pair in _offering(door)),
        events=_by(pair for door in every for pair in door.events.items()),
        for_anyone=frozenset(each for door in every for each in door.for_anyone),
        command_of=spoken | {each: command for door, command in listening for each in _reading_lines(door)},
        takes_choices={each: takes for door, takes in choosing for each in _reading_lines(door)},
    )


def _reading_lines(door: Doors) -> Iterator[Handler]:
    """The handlers that read lines as the module's command does."""
    yield from (each.run for each in door.commands)
    yield from door.events.values()
    if door.takes_choices:
        yield door.takes_choices


def _offering(door: Doors) -> Iterator[tuple[str, Menu]]:
    """The options of menus, by the id of the menu."""
    yield from ((id_of(each), each) for each in door.menus)
    yield from ((id_of(chosen), menu) for chosen, menu in door.choosing.items())


def _by(pairs: Iterable[tuple[str, Thing]]) -> Mapping[str, Thing]:
    found: dict[str, Thing] = {}
    for name, thing in pairs:
        if name in found:
            raise ValueError(f"two handlers have the id {name}")
        found[name] = thing
    return found
