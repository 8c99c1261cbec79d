"""Read the fields of a form."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any


class Filled:
    """The fields of a submitted form, by name; a field that isn't in the form is blank."""

    def __init__(self, body: Mapping[str, Any]) -> None:
        values = body["view"]["state"]["values"]
        self._fields: dict[str, Mapping[str, Any]] = {name: next(iter(each.values())) for name, each in values.items()}

    def __iter__(self) -> Iterator[str]:
        return iter(self._fields)

    def text(self, name: str) -> str:
        """Return the text typed into a field."""
        return str(self.entered(name).get("value") or "")

    def day(self, name: str) -> str:
        """Return the date, as `2026-03-12`."""
        return str(self.entered(name).get("selected_date") or "")

    def choice(self, name: str) -> str:
        """Return the value of the chosen option."""
        return str((self.entered(name).get("selected_option") or {}).get("value", ""))

    def choices(self, name: str) -> Sequence[str]:
        """Return the values of all chosen options."""
        return [str(each["value"]) for each in self.entered(name).get("selected_options") or ()]

    def channel(self, name: str) -> str:
        """Return the id of the chosen channel."""
        return str(self.entered(name).get("selected_conversation") or "")

    def files(self, name: str) -> Sequence[Mapping[str, Any]]:
        """Return the uploaded files, as Slack describes them."""
        return list(self.entered(name).get("files") or ())

    def entered(self, name: str) -> Mapping[str, Any]:
        """Return the field as Slack describes it."""
        return self._fields.get(name, {})
