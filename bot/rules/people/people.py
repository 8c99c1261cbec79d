"""Lines for somebody else: `for @sam 2h ACME-101`, by mention or by e-mail address."""

import re
from dataclasses import replace
from typing import NamedTuple

from bot.rules.kit.lines import Line

_FOR = re.compile(r"for\s+(\S+?),?\s+", re.IGNORECASE)
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")


class ForSomebody(NamedTuple):
    """The person a line is for, as typed, with their platform id (`user`) or `email`; and the rest of the line."""

    named: str
    user: str
    email: str
    line: Line


def read_person(line: Line) -> ForSomebody | None:
    """Return the person that the line says it's for; None if it names nobody."""
    match = _FOR.match(line.text)
    if not match:
        return None
    named, rest = match[1], replace(line, text=line.text[match.end() :])
    if named in line.people:
        return ForSomebody(named, line.people[named], "", rest)
    if _EMAIL.fullmatch(named) or named.startswith("@"):
        return ForSomebody(named, "", named.removeprefix("@"), rest)
    return None
