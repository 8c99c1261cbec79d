"""A line of chat as the rules see it, independent of its platform."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from storage.words.platforms import ChannelRef

LONGEST_LINE = 4000
MOST_ENTRIES = 20

# The head of an entry fits into this many words; the rest is a note in any case.
HEAD_WORDS = 30
# No single thing takes more words: `three quarters of an hour`, a client's name.
LOOK_AHEAD = 8

_WORD = re.compile(r"\S+")
_DASHES = str.maketrans(
    dict.fromkeys("\N{EN DASH}\N{EM DASH}\N{MINUS SIGN}\N{FIGURE DASH}\N{NON-BREAKING HYPHEN}", "-")
)


@dataclass(frozen=True)
class Line:
    """A person's typed text, without the markup and entities of its platform, which the door has undone.

    `people` and `channels` map its words (`@sam`, `#acme`) to the platform's ids of people and to channels. `here` is
    the channel that it was typed in; None for a direct message.
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
        """Return its words, with their positions."""
        return list(_WORD.finditer(self.text))

    @cached_property
    def plain(self) -> list[str]:
        """Return the words that a head may have, ready to read: lower case, one kind of dash, no comma at the end."""
        return [plain_word(span.group()) for span in self.spans[:HEAD_WORDS]]

    def ahead(self, at: int) -> str:
        """Return the next few words from that word on, ready to read, with single spaces."""
        return " ".join(self.plain[at : at + LOOK_AHEAD])

    def rest(self, at: int) -> str:
        """Return the typed text from that word on."""
        return self.text[self.spans[at].start() :].strip() if at < len(self.spans) else ""


def plain_word(word: str) -> str:
    """Return a word ready to read: lower case, one kind of dash, no punctuation at the end."""
    return word.translate(_DASHES).lower().rstrip(",:;") or word
