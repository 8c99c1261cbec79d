"""A line of chat as the rules see it, with nothing of the platform it came from."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from storage.words.platforms import ChannelRef

LONGEST_LINE = 4000
MOST_ENTRIES = 20

# What a head can be made of fits into so many words; what stands further on is a note in any case.
HEAD_WORDS = 30
# No single thing is said in more words: `three quarters of an hour`, a client's name.
LOOK_AHEAD = 8

_WORD = re.compile(r"\S+")
_DASHES = str.maketrans(
    dict.fromkeys("\N{EN DASH}\N{EM DASH}\N{MINUS SIGN}\N{FIGURE DASH}\N{NON-BREAKING HYPHEN}", "-")
)


@dataclass(frozen=True)
class Line:
    """What a person typed, as they meant it: a door has undone its platform's markup and entities.

    `people` and `channels` say whom (by the platform's ids) and which channels its words mean (`@sam`, `#acme`). `here`
    is the channel that it was typed in; None for a direct message.
    """

    text: str
    people: Mapping[str, str] = field(default_factory=dict)
    channels: Mapping[str, ChannelRef] = field(default_factory=dict)
    here: ChannelRef | None = None


@dataclass(frozen=True)
class Segment:
    """A piece of a line that may be one entry."""

    text: str

    @cached_property
    def spans(self) -> list[re.Match[str]]:
        """Its words, where they stand."""
        return list(_WORD.finditer(self.text))

    @cached_property
    def plain(self) -> list[str]:
        """The words that a head may be made of, for reading: lower case, one kind of dash, no comma behind."""
        return [plain_word(span.group()) for span in self.spans[:HEAD_WORDS]]

    def ahead(self, at: int) -> str:
        """What follows from that word on, for reading: a few words with one space between."""
        return " ".join(self.plain[at : at + LOOK_AHEAD])

    def rest(self, at: int) -> str:
        """All that was typed from that word on."""
        return self.text[self.spans[at].start() :].strip() if at < len(self.spans) else ""


def plain_word(word: str) -> str:
    """A word for reading: lower case, one kind of dash, no mark of a pause behind."""
    return word.translate(_DASHES).lower().rstrip(",:;") or word
