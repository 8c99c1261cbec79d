"""The workspace's people: they join, change and leave, as an admin of the workspace arranges it."""

from dataclasses import replace
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from sandbox import events
from sandbox.core import Core
from sandbox.values import Json, Refused
from sandbox.workspace import Person, person_of

_CHANGEABLE = {"name", "real_name", "title", "email", "tz", "is_admin"}


def join(core: Core, entry: Json) -> Person:
    """Adds somebody, described as in a workspace.json."""
    if entry.get("id") in core.workspace.people:
        raise Refused("invalid_arguments", "There is somebody with that id.")
    person = person_of(entry, core.workspace.team)
    _put(core, person)
    events.person_joined(core, person)
    return person


def change(core: Core, person: Person, facts: Json) -> Person:
    """Changes somebody's details."""
    if strangers := sorted(set(facts) - _CHANGEABLE):
        raise Refused("invalid_arguments", f"These cannot be changed: {', '.join(strangers)}.")
    changed = replace(person, **facts)
    _put(core, changed)
    events.person_changed(core, changed)
    return changed


def deactivate(core: Core, person: Person) -> Person:
    """Deactivates somebody: they can no longer act, and leave all channels."""
    gone = replace(person, deleted=True)
    _put(core, gone)
    events.person_changed(core, gone)
    return gone


def _put(core: Core, person: Person) -> None:
    try:
        ZoneInfo(person.tz)
    except (ZoneInfoNotFoundError, ValueError):
        raise Refused("invalid_arguments", f"There is no time zone {person.tz}.") from None
    core.workspace.put(person)
    core.live.publish("people")
