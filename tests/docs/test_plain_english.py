"""We write as a good colleague talks: docstrings, texts of the bot and documents have no words that nobody says."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
DOCUMENTS = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]
SOURCES = [
    file
    for floor in ("bot", "storage", "handlers", "sandbox", "docs", "bench")
    for file in (ROOT / floor).rglob("*.py")
    if "versions" not in file.parts
]
# What nobody says, and what to say instead.
BANNED = {
    r"anew": "again",
    r"no more": "no longer, won't",
    r"whom": "who",
    r"minds?": "leads, owns",
    r"hears? of": "is notified of",
    r"stands?|stood": "is, means, is linked to",
    r"(?:is|are|was|were|be|been) told": "say who tells them",
    r"gives? way|gave way": "is replaced",
    r"unasked": "unprompted",
    r"besides": "also",
    r"moot": "no longer relevant",
    r"knows? no": "doesn't know, can't find",
    r"(?:is|are|was|were) no": "isn't, there's no",
    r"whoever": "the person who",
    r"runs? since": "has been running since",
    r"came it|comes it": "if it came",
    r"yet to be": "still to be",
}
WORDS = re.compile(rf"\b(?:{'|'.join(f'(?:{each})' for each in BANNED)})\b", re.IGNORECASE)
# Everybody says "there is no", "no longer", "no one" and "where things stand".
FINE = re.compile(
    r"\b[Tt]here (?:is|are|was|were) no\b|\b(?:is|are|was|were) no (?:longer|one)\b|\b[Ww]here \w+ (?:\w+ )?stands?\b"
)
# A pattern reads what people say; it says nothing itself.
PATTERN = "(?:"
# What is a noun clause begins no sentence: "Approvers who haven't decided", not "Who has not decided".
NOUN_CLAUSE = re.compile(
    r"(?:^|(?<=[.!:] ))(?:What|Who|Whom|Where|Whose|Whatever)\b(?![^.!]*\?)(?=[^.]*\.)", re.MULTILINE
)


def docstrings(tree: ast.Module) -> Iterator[ast.Constant]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef) and ast.get_docstring(node):
            first = node.body[0]
            assert isinstance(first, ast.Expr)
            assert isinstance(first.value, ast.Constant)
            yield first.value


def strings(tree: ast.Module) -> Iterator[ast.Constant]:
    skipped = {id(each) for each in docstrings(tree)}
    for node in ast.walk(tree):
        is_text = isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in skipped
        if is_text and PATTERN not in node.value:
            yield node


def wrong(text: str) -> list[str]:
    return WORDS.findall(FINE.sub("", text)) + NOUN_CLAUSE.findall(text)


def found(files: list[Path], texts: object) -> list[str]:
    return [
        f"{file.relative_to(ROOT)}:{node.lineno}: {', '.join(words)}"
        for file in sorted(files)
        for node in texts(ast.parse(file.read_text("utf-8")))  # type: ignore[operator]
        if (words := wrong(str(node.value)))
    ]


@pytest.mark.parametrize("room", sorted({"/".join(file.relative_to(ROOT).parts[:2]) for file in SOURCES}))
def test_docstrings_are_in_plain_english(room: str) -> None:
    assert found([file for file in SOURCES if file.is_relative_to(ROOT / room)], docstrings) == []


def hints(tree: ast.Module) -> Iterator[ast.Constant]:
    """The texts of hints that a command follows: “See all clients”, of “See all clients with `/client`”."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Hint":
            given = {each.arg: each.value for each in node.keywords}
            if "command" in given and isinstance(given["text"], ast.Constant):
                yield given["text"]


def test_a_hint_reads_on_into_its_command() -> None:
    texts = [
        str(hint.value)
        for file in SOURCES
        if file.is_relative_to(ROOT / "bot")
        for hint in hints(ast.parse(file.read_text("utf-8")))
    ]
    assert len(texts) > 10
    assert [text for text in texts if " with " in text or not text[-1].isalpha() or "write" in text.lower()] == []


@pytest.mark.parametrize("floor", ["bot", "storage", "handlers/terminal"])
def test_texts_below_the_doors_and_at_the_terminal_are_in_plain_english(floor: str) -> None:
    assert found([file for file in SOURCES if file.is_relative_to(ROOT / floor)], strings) == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda file: file.relative_to(ROOT).as_posix())
def test_documents_are_in_plain_english(document: Path) -> None:
    lines = document.read_text("utf-8").splitlines()
    assert [f"{number}: {words}" for number, line in enumerate(lines, 1) if (words := wrong(line))] == []
