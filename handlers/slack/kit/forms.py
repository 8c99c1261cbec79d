"""Reading what a form was filled with."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any


class Filled:
    """The fields of a submitted form, by name; a field that is not in the form is blank."""

    def __init__(self, body: Mapping[str, Any]) -> None:
        values = body["view"]["state"]["values"]
        self._fields: dict[str, Mapping[str, Any]] = {name: next(iter(each.values())) for name, each in values.items()}

    def __iter__(self) -> Iterator[str]:
        return iter(self._fields)

    def text(self, name: str) -> str:
        """What was typed."""
        return str(self.entered(name).get("value") or "")

    def day(self, name: str) -> str:
        """The date, as `2026-03-12`."""
        return str(self.entered(name).get("selected_date") or "")

    def choice(self, name: str) -> str:
        """The value of the one option that was chosen."""
        return str((self.entered(name).get("selected_option") or {}).get("value", ""))

    def choices(self, name: str) -> Sequence[str]:
        """The values of all options that were chosen."""
        return [str(each["value"]) for each in self.entered(name).get("selected_options") or ()]

    def channel(self, name: str) -> str:
        """The id of the channel that was chosen."""
        return str(self.entered(name).get("selected_conversation") or "")

    def files(self, name: str) -> Sequence[Mapping[str, Any]]:
        """The files that were uploaded, as Slack tells of them."""
        return list(self.entered(name).get("files") or ())

    def entered(self, name: str) -> Mapping[str, Any]:
        """The field as Slack tells of it."""
        return self._fields.get(name, {})
