"""A small language to describe allowed JSON: checks that report each problem with its JSON pointer."""

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from sandbox.limits import LIMITS
from sandbox.values import Json

NUMBER = re.compile(r"-?\d+(\.\d+)?")


@dataclass
class Problems:
    """Collects problems, in Slack's words."""

    found: list[str] = field(default_factory=list)

    def add(self, problem: str, pointer: str) -> None:
        """Notes one problem at one place."""
        self.found.append(f"{problem} [json-pointer:{pointer}]")


Check = Callable[[object, str, Problems], None]


def string(limit: str, *, least: int = 1) -> Check:
    """A string of `least` to `LIMITS[limit]` characters."""
    most = LIMITS[limit]

    def check(value: object, at: str, problems: Problems) -> None:
        if not isinstance(value, str):
            problems.add("must be a string", at)
        elif len(value) < least:
            problems.add(f"must be more than {least - 1} characters", at)
        elif len(value) > most:
            problems.add(f"must be less than {most + 1} characters", at)

    return check


def boolean(value: object, at: str, problems: Problems) -> None:
    """True or false, not 0 or "true"."""
    if not isinstance(value, bool):
        problems.add("must be a boolean", at)


def integer(least: int, most: int) -> Check:
    """A whole number within bounds."""

    def check(value: object, at: str, problems: Problems) -> None:
        if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
            problems.add(f"must be an integer from {least} to {most}", at)

    return check


def one_of(*allowed: str) -> Check:
    """One of a few words."""

    def check(value: object, at: str, problems: Problems) -> None:
        if value not in allowed:
            problems.add("must be a valid enum value", at)

    return check


def iso_date(value: object, at: str, problems: Problems) -> None:
    """A day as YYYY-MM-DD."""
    try:
        if not isinstance(value, str) or not re.fullmatch(r"\d{4}-\d{2}-\d{2}", value):
            raise ValueError  # noqa: TRY301 - both kinds of invalid date end in the one report below
        date.fromisoformat(value)
    except ValueError:
        problems.add("must be a date as YYYY-MM-DD", at)


def number_as_text(value: object, at: str, problems: Problems) -> None:
    """A number, which Slack takes as a string."""
    if not isinstance(value, str) or not NUMBER.fullmatch(value):
        problems.add("must be a number as a string", at)


def web_address(value: object, at: str, problems: Problems) -> None:
    """An address that begins with http:// or https://."""
    string("image.url")(value, at, problems)
    if isinstance(value, str) and not re.match(r"https?://[^\s/]", value):
        problems.add("must be a valid URL", at)


def names(value: object, at: str, problems: Problems) -> None:
    """A list of words: ids, file types."""
    if not isinstance(value, list) or not value or not all(isinstance(one, str) and one for one in value):
        problems.add("must be a list of strings", at)


def name(value: object, at: str, problems: Problems) -> None:
    """One such word."""
    if not isinstance(value, str) or not value:
        problems.add("must be a string", at)


def array(item: Check, limit: str, *, least: int = 1) -> Check:
    """A list of `least` to `LIMITS[limit]` items."""
    most = LIMITS[limit]

    def check(value: object, at: str, problems: Problems) -> None:
        if not isinstance(value, list):
            problems.add("must provide an array", at)
            return
        if len(value) < least:
            problems.add(f"no fewer than {least} items allowed", at)
        if len(value) > most:
            problems.add(f"no more than {most} items allowed", at)
        for number, one in enumerate(value):
            item(one, f"{at}/{number}", problems)

    return check


def object_of(
    required: Mapping[str, Check], optional: Mapping[str, Check] | None = None, also: Check | None = None
) -> Check:
    """An object with only these fields; `also` runs once the fields are right."""
    known = {**required, **(optional or {})}

    def check(value: object, at: str, problems: Problems) -> None:
        if not isinstance(value, dict):
            problems.add("must provide an object", at)
            return
        before = len(problems.found)
        _fields(value, at, problems, required, known)
        if also is not None and len(problems.found) == before:
            also(value, at, problems)

    return check


def _fields(value: Json, at: str, problems: Problems, required: Iterable[str], known: Mapping[str, Check]) -> None:
    for name in required:
        if name not in value:
            problems.add(f"missing required field: {name}", at)
    for name, inner in value.items():
        if name in known:
            known[name](inner, f"{at}/{name}", problems)
        else:
            problems.add(f"invalid additional property: {name}", at)


def by_type(kinds: Mapping[str, Check], allowed: Collection[str] | None = None) -> Check:
    """An object whose shape depends on its `type`."""
    usable = {name: kinds[name] for name in (allowed or kinds)}

    def check(value: object, at: str, problems: Problems) -> None:
        if not isinstance(value, dict):
            problems.add("must provide an object", at)
        elif value.get("type") not in usable:
            problems.add(f"unsupported type: {value.get('type')}", f"{at}/type")
        else:
            usable[value["type"]](value, at, problems)

    return check
