"""Requests to `/browser/*` and `/clock*`."""

from collections.abc import Awaitable, Callable

from sandbox.core import Core
from sandbox.values import Json, JsonValue, Refused
from sandbox.workspace import Person


class Asked:
    """One request: its fields from query and body, and the person who acts."""

    def __init__(self, fields: Json, core: Core) -> None:
        self.fields = fields
        self._core = core

    @property
    def person(self) -> Person:
        """The person who acts."""
        person = self._core.workspace.person(self.text("as"))
        if person.deleted:
            raise Refused("account_inactive", f"{person.real_name} has left the workspace.")
        return person

    def text(self, name: str) -> str:
        """A required string."""
        value = self.get(name)
        if not isinstance(value, str):
            raise Refused("invalid_arguments", f"The field {name} is missing.")
        return value

    def get(self, name: str, default: JsonValue = None) -> JsonValue:
        """A field of any kind."""
        return self.fields.get(name, default)


Answer = Callable[[Core, Asked], Awaitable[Json]]
