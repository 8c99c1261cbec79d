"""Jobs as a line names them, and the nearest ones to a mistyped number."""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence

from rapidfuzz import fuzz, process

from bot.rules.jobs.line_context import Book, KnownClient, KnownJob
from bot.rules.jobs.numbers import NUMBER, is_job_number
from bot.rules.kit.lines import Segment, plain_word
from bot.rules.kit.tokens import Instead, JobMeant, Kind, Token, Trouble

_GLUED = re.compile(r"([a-z][a-z0-9]{0,17}?[a-z]|[a-z])(\d{1,20})", re.ASCII)
_CODE = re.compile(r"[a-z][a-z0-9]{0,18}", re.ASCII)
_RUNNING = re.compile(r"[a-z0-9]{1,20}", re.ASCII)

NEAREST = 3
# Below this similarity (of 100) a number counts as unrelated.
NEAR_ENOUGH = 60
MOST_OFFERED = 5
LONGEST_CLIENT = 5
# This many digits can't be hours, so they're a job number, even if no job has it.
SURELY_A_NUMBER = 4
LAST_JOB = ("same", "again")
# A client's first job is number 101.
BEFORE_FIRST = "100"


def numbers_named(segment: Segment) -> set[str]:
    """Return all job numbers that the words of a segment could be, in upper case."""
    return {number for at in range(len(segment.plain)) for number, _ in _numbers_at(segment, at)}


def names_named(segment: Segment, known: Collection[str]) -> set[str]:
    """Return all client codes and names that a segment's words could be, in lower case, except `known` numbers'."""
    words = segment.plain
    runs = {" ".join(words[at : at + count]) for at in range(len(words)) for count in range(1, LONGEST_CLIENT + 1)}
    return runs | {client_code(number).lower() for number in numbers_named(segment).difference(known)} - {""}


def read_jobs(segment: Segment, at: int, book: Book) -> list[Token]:
    """Return the ways to read a job at that word: a number, a channel, `same`, a client with one open job."""
    word = segment.plain[at]
    if word in book.channels:
        return [_of_channel(segment.spans[at].group(), book.channels[word])]
    numbers = sorted(_numbers_at(segment, at), key=lambda each: (each[0] in book.jobs, each[1]), reverse=True)
    if numbers and numbers[0][0] in book.jobs:
        return [_named(*numbers[0], book)]
    clients = list(_clients(segment, at, book))
    if word in LAST_JOB:
        return [_last(word, book), *clients]
    unknown = [_named(*each, book) for each in numbers if _is_surely_meant(segment, at, *each, book)]
    return [*unknown[:1], *clients]


def jobs_in_note(note: str, book: Book) -> list[KnownJob]:
    """Return the open jobs whose numbers are in a note."""
    words = Segment(note).plain
    found = (book.jobs.get(word.upper()) for word in words if NUMBER.fullmatch(word))
    return [job for job in dict.fromkeys(found) if job and job.is_open]


def nearest_numbers(number: str, known: Sequence[str]) -> list[str]:
    """Return the known job numbers most similar to this one, the most similar first; three at most.

    Those of the same client come first, since people mistype digits more often than clients.
    """
    code = client_code(number)
    of_client = [each for each in known if client_code(each) == code]
    others = [each for each in known if client_code(each) != code]
    near = process.extract(number, of_client, scorer=fuzz.ratio, limit=NEAREST)
    far = process.extract(number, others, scorer=fuzz.ratio, limit=NEAREST, score_cutoff=NEAR_ENOUGH)
    return [match for match, _score, _index in [*near, *far]][:NEAREST]


def client_code(number: str) -> str:
    """Return the client code in a job number; empty for an all-digit one."""
    return number.rpartition("-")[0]


def next_number(code: str, numbers: Iterable[str]) -> str:
    """Return the client's next running number; `ACME-101` if it has none yet."""
    running = (number.removeprefix(f"{code}-") for number in numbers if client_code(number) == code)
    highest = max((each for each in running if each.isascii() and each.isdigit()), key=int, default=BEFORE_FIRST)
    return f"{code}-{int(highest) + 1:0{len(highest)}d}"


def offer(jobs: Sequence[KnownJob]) -> tuple[Instead, ...]:
    """Return jobs to choose from."""
    return tuple(Instead(f"{job.number} · {job.title}", job.number) for job in jobs[:MOST_OFFERED])


def of_these(named_by: str, jobs: Sequence[KnownJob]) -> JobMeant | Trouble:
    """Return the job that a name means, or the question which one."""
    if len(jobs) == 1:
        return JobMeant(jobs[0].number, named_by)
    if not jobs:
        return Trouble(f"I can't find an open job for {named_by}.")
    numbers = ", ".join(job.number for job in jobs[:MOST_OFFERED]) + (" …" if len(jobs) > MOST_OFFERED else "")
    message = f"{named_by[:1].upper()}{named_by[1:]} has {len(jobs)} open jobs: {numbers}. Which one was it?"
    return Trouble(message, jobs[0].number, offer(jobs), asks=True)


def _numbers_at(segment: Segment, at: int) -> Iterator[tuple[str, int]]:
    """Yield each job number that the words there could be, with its number of words."""
    word = segment.plain[at]
    following = segment.plain[at + 1] if at + 1 < len(segment.plain) else ""
    if is_job_number(word):
        yield word.upper(), 1
    if glued := _GLUED.fullmatch(word):
        yield f"{glued[1]}-{glued[2]}".upper(), 1
    if _CODE.fullmatch(word) and _RUNNING.fullmatch(following):
        yield f"{word}-{following}".upper(), 2


def _is_surely_meant(segment: Segment, at: int, number: str, words: int, book: Book) -> bool:
    """Return whether an unknown number is meant as a job's: `follow-up` is a word, `ACME-111` is a slip."""
    code = client_code(number)
    running = number.removeprefix(f"{code}-")
    typed = segment.spans[at].group()
    if not code:
        return len(number) >= SURELY_A_NUMBER
    if code.lower() in book.clients and running.isdigit():
        return True
    if words > 1 or "-" not in plain_word(typed):
        return False
    return running[:1].isdigit() or code.lower() in book.clients or typed.isupper()


def _named(number: str, words: int, book: Book) -> Token:
    job = book.jobs.get(number)
    if job and job.is_open:
        return Token(Kind.JOB, words, JobMeant(number))
    near = nearest_numbers(number, [each.number for each in book.open_jobs])
    jobs = sorted((each for each in book.open_jobs if each.number in near), key=lambda each: near.index(each.number))
    if job:
        message = f"{number} {job.title} is {job.status}, so you can't log time on it."
    else:
        ask = "Did you mean one of these?" if jobs else "Check the number with your account lead."
        message = f"I can't find job {number}. {ask}"
    return Token(Kind.JOB, words, Trouble(message, jobs[0].number if jobs else "", offer(jobs)))


def _of_channel(word: str, jobs: Sequence[KnownJob]) -> Token:
    return Token(Kind.JOB, 1, of_these(word, jobs), is_loose=not jobs)


def _last(word: str, book: Book) -> Token:
    if not book.recent:
        return Token(Kind.JOB, 1, Trouble(f"“{word}” means your last job, but you don't have one yet."))
    last = book.recent[0]
    if last.is_open:
        return Token(Kind.JOB, 1, JobMeant(last.number, "your last job"))
    message = f"Your last job, {last.number} {last.title}, is {last.status}, so you can't log time on it."
    open_ones = [job for job in book.recent if job.is_open]
    example = open_ones[0].number if open_ones else ""
    return Token(Kind.JOB, 1, Trouble(message, example, offer(open_ones)))


def _clients(segment: Segment, at: int, book: Book) -> Iterator[Token]:
    """Yield the client with the longest name that matches the words there."""
    for count in range(min(LONGEST_CLIENT, len(segment.plain) - at), 0, -1):
        client: KnownClient | None = book.clients.get(" ".join(segment.plain[at : at + count]))
        if client:
            yield Token(Kind.JOB, count, of_these(client.name, client.jobs))
            return
