"""Notes: what begins one, and how one is typed so that nothing in it is read."""

import re
from collections.abc import Iterator

from bot.rules.kit.lines import Segment

_DASH = re.compile(r"--|[\N{EM DASH}\N{EN DASH}]|-(?=\s|$)")
_LABEL = re.compile(r"note:", re.IGNORECASE)
_ESCAPED_OR_QUOTE = re.compile(r'\\.|"', re.DOTALL)
_PAIRS = {"'": "'", "\N{LEFT DOUBLE QUOTATION MARK}": "\N{RIGHT DOUBLE QUOTATION MARK}"}
_OPENING = tuple('"' + "".join(_PAIRS))
_SEPARATORS = re.compile(r"[;\r\n]")
_BEGINS_QUOTE = re.compile(r'(?<!\S)"')


def begins_note(segment: Segment, at: int) -> bool:
    """Whether a note is said to begin at that word: by `--`, a dash, `note:` or quotes."""
    word = segment.spans[at].group()
    if _LABEL.match(word) or (word.startswith(_OPENING) and len(word) > 1):
        return True
    dash = _DASH.match(word)
    return bool(dash and not word[dash.end() : dash.end() + 1].isdigit())


def note_from(segment: Segment, at: int) -> str:
    """The note that begins at that word, without what began it; quotes around all of it are taken off."""
    text = segment.rest(at)
    if mark := _LABEL.match(text) or _DASH.match(text):
        return text[mark.end() :].strip()
    return _unquoted(text)


def typed_note(note: str) -> str:
    """A note as it is typed behind its entry, so that it is read as just that, whatever entry comes next."""
    if not (_SEPARATORS.search(note) or _BEGINS_QUOTE.search(without_quoted(note))):
        return f" -- {note}" if note else ""
    escaped = note.replace("\\", "\\\\").replace('"', '\\"')
    return f' "{escaped}"'


def without_quoted(text: str) -> str:
    """The text with what stands in quotes blanked, of the same length: no entry begins in there."""
    pieces, end = [], 0
    for start, stop in _quoted(text):
        pieces += [text[end:start], "x" * (stop - start)]
        end = stop
    return "".join([*pieces, text[end:]])


def _unquoted(text: str) -> str:
    if next(_quoted(text), None) == (0, len(text)):
        return re.sub(r'\\(["\\])', r"\1", text[1:-1]).strip()
    is_in_pair = len(text) > 1 and text[-1] == _PAIRS.get(text[0])
    return text[1:-1].strip() if is_in_pair else text


def _quoted(text: str) -> Iterator[tuple[int, int]]:
    """Where something stands in quotes: from one that begins a word to one that ends one."""
    start = None
    for match in _ESCAPED_OR_QUOTE.finditer(text):
        at = match.start()
        if match[0] != '"':
            continue
        if start is None:
            start = at if at == 0 or text[at - 1].isspace() else None
        elif at + 1 == len(text) or text[at + 1].isspace() or text[at + 1] == ";":
            yield start, at + 1
            start = None
