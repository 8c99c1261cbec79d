"""Notes: how they begin, and how to type one so that nothing in it is read as part of the entry."""

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
    """Return whether a marked note begins at that word: by `--`, a dash, `note:` or quotes."""
    word = segment.spans[at].group()
    if _LABEL.match(word) or (word.startswith(_OPENING) and len(word) > 1):
        return True
    dash = _DASH.match(word)
    return bool(dash and not word[dash.end() : dash.end() + 1].isdigit())


def note_from(segment: Segment, at: int) -> str:
    """Return the note that begins at that word, without its mark or quotes around all of it."""
    text = segment.rest(at)
    if mark := _LABEL.match(text) or _DASH.match(text):
        return text[mark.end() :].strip()
    return _unquoted(text)


def typed_note(note: str) -> str:
    """Return a note as typed after its entry, so that it's read as that note, whatever comes next."""
    if not (_SEPARATORS.search(note) or _BEGINS_QUOTE.search(without_quoted(note))):
        return f" -- {note}" if note else ""
    escaped = note.replace("\\", "\\\\").replace('"', '\\"')
    return f' "{escaped}"'


def without_quoted(text: str) -> str:
    """Return the text, same length, with quoted parts blanked, as no entry begins in quotes."""
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
    """Yield the quoted ranges: from a quote at the start of a word to one at the end of a word."""
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
