"""Status questions in plain words: `what's late for Acme?`, `ACME overdue`, `@sam`, `on hold`."""

import re
from dataclasses import dataclass
from enum import StrEnum

from bot.rules.jobs.lines import STATUS_WORDS
from bot.rules.kit.durations import read_durations
from bot.rules.kit.lines import Line, Segment
from storage.words.time import JobStatus


class StatusFilter(StrEnum):
    """The filters for jobs, as an answer names them."""

    OVERDUE = "overdue"
    WAITING = "waiting on client"
    THIS_WEEK = "due this week"
    STALLED = "stalled"
    NO_ESTIMATE = "without an approved estimate"


@dataclass(frozen=True)
class StatusWords:
    """The parts of a question. `about` names a job, client, person or portfolio, or is empty.

    `is_own`: the asker's own jobs; `is_all`: everybody's.
    """

    about: str = ""
    filters: frozenset[StatusFilter] = frozenset()
    status: JobStatus | None = None
    is_own: bool = False
    is_all: bool = False

    @property
    def says_nothing(self) -> bool:
        """Return whether it names nothing that could be looked up."""
        return self == StatusWords()


_POLITE = (
    r"(?:(?:hey|hi|hello|please|pls|so|and|ok)[,!]?\s+)*"
    r"(?:(?:can|could|would) you (?:please )?(?:tell me|show me|say)\s+)?"
)
_ASKS = (
    r"what(?:['’]?s| is| are| jobs? (?:is|are)?)?|where(?:['’]?s| is| are| do| does)|how(?:['’]?s| is| are| does| do)|"
    r"who(?:['’]?s| is| are| owns?| leads?| has| does| do)?|does|do we have|are we|any(?! (?:news|updates?))|"
    r"which(?: jobs?)?|when(?:['’]?s| is| are)|show(?: me)?|anything|status(?: report)?(?: of| for| on)?|"
    r"(?:the |a )?status (?:of|for|on)|is anything|are there any|is|are|"
    r"(?:any |the )?(?:news|updates?) (?:on|of|about|from|for)"
)
_LEAD = re.compile(rf"{_POLITE}(?:{_ASKS})(?!\S)\s*", re.IGNORECASE)
_FILTERS = (
    (StatusFilter.OVERDUE, r"overdue|(?:running |too )?late|past (?:its|their)? ?due(?: date)?|behind"),
    (
        StatusFilter.WAITING,
        r"(?:that )?(?:waiting|waits?) (?:on|for) (?:(?:the|a|our) )?clients?|(?:by|with) (?:the )?clients?",
    ),
    (StatusFilter.THIS_WEEK, r"(?:is |are )?due (?:by the end of )?this week|this week"),
    (StatusFilter.STALLED, r"stalled|stuck|not moving"),
    (
        StatusFilter.NO_ESTIMATE,
        r"(?:without|with no|no|missing) (?:an? )?(?:approved )?(?:estimate|budget|loe)s?",
    ),
)
# Somebody at the client says "us", where staff say "the client".
_FROM_US = re.compile(
    r"(?:(?:do |does |are |is )?(?:you|we) )?(?:still )?"
    r"(?:(?:waiting|waits?|pending|open) (?:on|for|with)|(?:needs?|wants?|needed|missing|expect) (?:from|of)|with|on) "
    r"(?:us|me)(?!\w)",
    re.IGNORECASE,
)
_NUMBERED = re.compile(r"[a-z][a-z0-9]*-[a-z]*\d[a-z0-9]*|\d{3,}", re.IGNORECASE)
_FILTER_WORDS = tuple((each, re.compile(rf"(?<!\S)(?:{words})(?!\S)", re.IGNORECASE)) for each, words in _FILTERS)
_STATUSES = re.compile(
    rf"(?<!\S)(?:{'|'.join(sorted(map(re.escape, STATUS_WORDS), key=len, reverse=True))})(?!\S)", re.IGNORECASE
)
_OWN = re.compile(r"(?<!\S)(?:mine|my(?: own)?|me|for me)(?!\S)", re.IGNORECASE)
_ALL = re.compile(
    r"(?<!\S)(?:all(?: (?:of )?(?:our |the )?(?:clients?|jobs?))?|everything|everybody|everyone|all clients)(?!\S)",
    re.IGNORECASE,
)
_FILLER = (
    r"(?:the|a|an|of|for|on|from|at|to|in|with|is|are|we|do|does|jobs?|work|stuff|things?|now|right now|today|"
    r"going|doing|standing|stand|looking|working|waiting|status|up|there|any|open|our|plate)"
)
_BEFORE = re.compile(rf"^(?:{_FILLER}(?!\S)\s*)+", re.IGNORECASE)
_AFTER = re.compile(rf"(?:(?:^|\s+){_FILLER})+$", re.IGNORECASE)
_WHOLE = re.compile(
    r"(?:status|jobstatus|overdue|late|waiting on (?:the )?client|due this week|stalled|my (?:jobs|status))[?!.]*|"
    r"[a-z][a-z0-9]*-[a-z0-9]+\s*\?+",
    re.IGNORECASE,
)
_THANKS = re.compile(r"[\s,]*(?<!\w)(?:please|pls|thanks|thank you|thx|cheers)$", re.IGNORECASE)
# Characters around words that aren't part of them: a comma after a mention, quotes around a number.
_AROUND = " ?!.,:;-\"'`()[]“”‘’\N{EN DASH}\N{EM DASH}"


def is_status_question(line: Line) -> bool:
    """Return whether a line to the bot is a status question rather than a line of time.

    A line with a duration is always a line of time, however it begins, so that nobody's hours get lost.
    """
    text = line.text.lstrip(_AROUND).rstrip()
    if _WHOLE.fullmatch(text):
        return True
    lead = _LEAD.match(text)
    return lead is not None and bool(text[lead.end() :].strip(_AROUND)) and not _tells_of_time(text)


def read_status_words(text: str) -> StatusWords:
    """Return the parts of a question, with or without its `what's` and `where is`. Never raises: the rest is a name."""
    rest = _THANKS.sub("", " ".join(text.split()).strip(_AROUND)).strip(_AROUND)
    lead = _LEAD.match(f"{rest} ")
    rest = rest[lead.end() :] if lead and len(rest) >= lead.end() else "" if lead else rest
    found = set()
    for each, words in _FILTER_WORDS:
        if words.search(rest):
            found.add(each)
            rest = words.sub(" ", rest, count=1)
    status = _STATUSES.search(rest) if not found else None
    if status and status[0].lower() == "open":
        status = None
    if status:
        rest = f"{rest[: status.start()]} {rest[status.end() :]}"
    is_own, is_all = bool(_OWN.search(rest)), bool(_ALL.search(rest))
    rest = _ALL.sub(" ", _OWN.sub(" ", rest))
    return StatusWords(
        about=_name(rest),
        filters=frozenset(found),
        status=STATUS_WORDS[" ".join(status[0].lower().split())] if status else None,
        is_own=is_own,
        is_all=is_all,
    )


def read_client_words(text: str) -> StatusWords:
    """Return the same for somebody at the client; `what do you need from us?` means waiting on the client."""
    return read_status_words(_FROM_US.sub("waiting on client", text))


def number_within(about: str) -> str:
    """Return the only job number among other words, as in `next step on ACME-101`; empty if there's not just one."""
    words = [word.strip(_AROUND).removesuffix("'s").removesuffix("’s") for word in about.split()]
    found = {word.upper() for word in words if _NUMBERED.fullmatch(word)}
    return found.pop() if len(found) == 1 else ""


def _name(rest: str) -> str:
    words = " ".join(rest.split()).strip(_AROUND)
    words = _AFTER.sub("", _BEFORE.sub("", words)).strip(_AROUND)
    for ending in ("'s", "’s"):
        words = words.removesuffix(ending)
    return words.strip(_AROUND)


def _tells_of_time(text: str) -> bool:
    segment = Segment(text)
    # A number without a unit may be a job's, or not mean anything.
    places = (at for at, word in enumerate(segment.plain) if not word.isdigit())
    return any(isinstance(token.value, int) for at in places for token in read_durations(segment, at, 0))
