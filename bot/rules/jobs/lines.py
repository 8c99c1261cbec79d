"""Lines about jobs: `ACME-101`, `status ACME-101 with client`, `open ACME Spring mailer due 10 Dec`."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from bot.errors import UsageError
from storage.words.time import JobStatus

LONGEST_WORDS = 300
NOBODY = ("nobody", "no one", "nothing", "none", "noone", "-")


class JobVerb(StrEnum):
    """The requests that a line about a job can make."""

    OPEN = "open"
    SHOW = "show"
    STATUS = "status"
    NEXT = "next"
    WAITS = "waits"
    DUE = "due"
    ALERT = "alert"
    HERE = "here"
    EDIT = "edit"
    BRIEF = "brief"
    COSTS = "costs"
    CLOSE = "close"
    REOPEN = "reopen"
    ARCHIVE = "archive"


EXAMPLES: Mapping[JobVerb, str] = {
    JobVerb.OPEN: "open ACME Spring mailer due 10 Dec",
    JobVerb.SHOW: "ACME-101",
    JobVerb.STATUS: "status ACME-101 with client",
    JobVerb.NEXT: "next ACME-101 send proofs to Dana",
    JobVerb.WAITS: "waits ACME-101 on Dana",
    JobVerb.DUE: "due ACME-101 10 Dec",
    JobVerb.ALERT: "alert ACME-101 the print date moved to Monday",
    JobVerb.HERE: "here ACME-101",
    JobVerb.EDIT: "edit ACME-101",
    JobVerb.BRIEF: "brief ACME-101",
    JobVerb.COSTS: "costs ACME-101",
    JobVerb.CLOSE: "close ACME-101",
    JobVerb.REOPEN: "reopen ACME-101",
    JobVerb.ARCHIVE: "archive ACME-101",
}
STATUS_WORDS: Mapping[str, JobStatus] = {
    **{status.value: status for status in JobStatus},
    "open": JobStatus.OPENED,
    "started": JobStatus.IN_PROGRESS,
    "wip": JobStatus.IN_PROGRESS,
    "at client": JobStatus.WITH_CLIENT,
    "with the client": JobStatus.WITH_CLIENT,
    "hold": JobStatus.ON_HOLD,
    "paused": JobStatus.ON_HOLD,
    "complete": JobStatus.COMPLETED,
    "done": JobStatus.COMPLETED,
}

_VERBS = {verb.value: verb for verb in JobVerb} | {
    "new": JobVerb.OPEN,
    "wait": JobVerb.WAITS,
    "waiting": JobVerb.WAITS,
    "cost": JobVerb.COSTS,
    "alerts": JobVerb.ALERT,
    "bind": JobVerb.HERE,
}
_SURE = r"[A-Za-z][A-Za-z0-9]{0,18}[-\N{EN DASH}\N{NON-BREAKING HYPHEN}][A-Za-z0-9]{1,20}"
_NUMBER = re.compile(
    rf"(?:(?P<whole>{_SURE})|(?P<code>[A-Za-z]{{1,19}}) ?(?P<running>\d{{1,20}})|(?P<old>\d{{1,20}}))(?!\S)"
)
_DASHES = str.maketrans({"\N{EN DASH}": "-", "\N{NON-BREAKING HYPHEN}": "-"})


@dataclass(frozen=True)
class JobLine:
    """A request about a job. `rest` is the text after the number, `said` all text after the verb.

    `number` is upper case, and empty if there's none; the words may then be about the channel's own job.
    """

    verb: JobVerb
    number: str
    rest: str
    said: str

    @property
    def is_surely_number(self) -> bool:
        """Return whether the number can't be anything else: `ACME-101` is one, `follow-up` may be two words."""
        return any(letter.isdigit() for letter in self.number)

    def of(self, number: str) -> str:
        """Return the same line about another job, as typed."""
        verb = "" if self.verb == JobVerb.SHOW else self.verb
        return " ".join(filter(None, (verb, number, self.rest)))


def read_job_line(text: str) -> JobLine:
    """Return a line's request. Raises UsageError if it can't be read."""
    words = text.split(maxsplit=1)
    verb = _VERBS.get(words[0].lower()) if words else None
    said = (words[1] if len(words) > 1 else "").strip() if verb else text.strip()
    if verb == JobVerb.OPEN:
        return JobLine(verb, "", said, said)
    number, rest = _number(said)
    if verb is None and number and rest:
        following = rest.split(maxsplit=1)
        verb = _VERBS.get(following[0].lower())
        rest = following[1] if len(following) > 1 else ""
        if verb is None:
            said = f"I don't know what “{following[0][:40]}” means for {number}."
            raise UsageError(f"{said} Try one of: {', '.join(JobVerb)}.", example=EXAMPLES[JobVerb.STATUS])
        said = f"{number} {rest}".strip()
    return JobLine(verb or JobVerb.SHOW, number, rest, said)


def check_words(verb: JobVerb, text: str) -> str:
    """Return the words of a job's line, on one line. Raises UsageError if there are none, or too many."""
    words = " ".join(text.split())
    if not words:
        raise UsageError("What should it say?", example=EXAMPLES[verb])
    return check_length(words)


def read_next(text: str) -> str:
    """Return a job's next step; empty if there's none. Raises UsageError."""
    words = " ".join(text.split())
    return "" if words.lower() in NOBODY else check_words(JobVerb.NEXT, words)


def check_length(words: str) -> str:
    """Return the words. Raises UsageError if they're too long."""
    if len(words) > LONGEST_WORDS:
        raise UsageError(f"That's {len(words)} characters; the limit is {LONGEST_WORDS}.")
    return words


def read_status(text: str) -> JobStatus:
    """Return a job's status, read as people name it. Raises UsageError."""
    words = " ".join(text.lower().split()).rstrip(".!").removeprefix("is ").removeprefix("to ")
    if words not in STATUS_WORDS:
        said = f"I don't know the status “{words[:40]}”." if words else "Which status?"
        raise UsageError(f"{said} Choose one of: {', '.join(JobStatus)}.", example=EXAMPLES[JobVerb.STATUS])
    return STATUS_WORDS[words]


def read_waits(text: str) -> str:
    """Return the person or thing a job is waiting on; empty for nobody. Raises UsageError."""
    words = " ".join(text.split())
    words = words[3:] if words.lower().startswith("on ") else words
    return "" if words.lower() in NOBODY else check_words(JobVerb.WAITS, words)


def _number(said: str) -> tuple[str, str]:
    match = _NUMBER.match(said)
    if match is None:
        return "", said
    if match["code"]:
        number = f"{match['code']}-{match['running']}"
    else:
        number = (match["whole"] or match["old"]).translate(_DASHES)
    return number.upper(), said[match.end() :].strip()
