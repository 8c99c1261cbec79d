"""The few small things that every part shares: the JSON type, a refusal, ids, records as JSON."""

import secrets
import string
from dataclasses import fields
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

Json = dict[str, Any]
JsonValue = Any  # any JSON value, before it has been checked

_ALPHABET = string.ascii_uppercase + string.digits


class Refused(Exception):
    """A refusal as Slack words it: an error code, a sentence for a person, and the answer's other fields."""

    def __init__(self, error: str, message: str = "", **more: JsonValue) -> None:
        super().__init__(f"{error} {message}".strip())
        self.error = error
        self.message = message
        self.more = more


def fields_of(record: "DataclassInstance") -> Json:
    """Returns a dataclass's fields for a state file, uncopied: `asdict` copies everything in them, which takes long."""
    return {field.name: getattr(record, field.name) for field in fields(record)}


def new_id(prefix: str) -> str:
    """An id in Slack's style, for example `V0K3…` for the prefix `V`."""
    return prefix + "0" + "".join(secrets.choice(_ALPHABET) for _ in range(9))
