"""Requests that a line can make other than logging time."""

import re
from dataclasses import replace
from enum import StrEnum
from typing import NamedTuple

from bot.rules.kit.lines import Line


class Verb(StrEnum):
    """A kind of request."""

    HELP = "help"
    UNDO = "undo"
    EDIT = "edit last"
    MOVE = "move last to"
    START = "start"
    STOP = "stop"
    DISCARD = "stop discard"
    TIMER = "timer"
    WEEK = "week"


class Asked(NamedTuple):
    """A verb, and the rest of its line."""

    verb: Verb
    line: Line


_PATTERNS = (
    (Verb.HELP, r"(?:help|\?|hi|hello)?[!.?]*$"),
    (Verb.UNDO, r"undo(?: (?:last|that))?[!.]*$"),
    (Verb.EDIT, r"edit last(?:\s+|$)"),
    (Verb.MOVE, r"move last(?: to)?(?:\s+|$)"),
    (Verb.START, r"start(?: timer)?(?:\s+|$)"),
    (Verb.DISCARD, r"(?:stop|timer) (?:discard|cancel)[!.]*$"),
    (Verb.STOP, r"(?:stop timer|timer stop|stop)(?:\s+|$)"),
    (Verb.TIMER, r"timer[!.?]*$"),
    (Verb.WEEK, r"(?:my |this )?week[!.?]*$"),
)
_VERBS = tuple((verb, re.compile(pattern, re.IGNORECASE)) for verb, pattern in _PATTERNS)


def read_verb(line: Line) -> Asked | None:
    """Return a line's request; None if it logs time."""
    for verb, pattern in _VERBS:
        if match := pattern.match(line.text):
            return Asked(verb, replace(line, text=line.text[match.end() :].strip()))
    return None
