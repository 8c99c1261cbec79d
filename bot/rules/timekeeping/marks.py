"""Marks of a line: non-billable, out of scope, and `anyway` to confirm a duplicate."""

import re

from bot.rules.kit.lines import Segment
from bot.rules.kit.tokens import Kind, Token, longest, words_in

NON_BILLABLE = "nb"
OUT_OF_SCOPE = "oos"
ANYWAY = "anyway"

_MARKS = (
    (Kind.BILLING, NON_BILLABLE, re.compile(r"(?:nb|non[ -]?billable|not billable)(?!\S)")),
    (Kind.SCOPE, OUT_OF_SCOPE, re.compile(r"(?:oos|out[ -]of[ -]scope)(?!\S)")),
    (Kind.ANYWAY, ANYWAY, re.compile(r"anyway(?!\S)")),
)


def read_marks(segment: Segment, at: int) -> list[Token]:
    """Return the mark at that word, as a list; empty if there's none."""
    text = segment.ahead(at)
    found = ((kind, value, pattern.match(text)) for kind, value, pattern in _MARKS)
    return longest(Token(kind, words_in(match[0]), value) for kind, value, match in found if match)
