"""Opening a job in one line: `ACME Spring mailer due 10 Dec`, with `nb` if it isn't billable."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.errors import UsageError
from bot.rules.jobs.lines import EXAMPLES, JobVerb
from bot.rules.kit.due_dates import begins_date, read_due
from storage.words.time import DateOrder

LONGEST_TYPE = 40
LONGEST_TITLE = 120
LONGEST_CLIENT = 5
MOST_NAMED = 12

_DUE = re.compile(r"(?:^|\s)due\s+(?:(?:on|by)\s+)?(?=\S)", re.IGNORECASE)
_QUOTED = re.compile(r"[\"'](?P<title>.+)[\"'](?P<tail>[^\"']*)$", re.DOTALL)
_NON_BILLABLE = re.compile(r"(?:^|\s)(?:nb|non[ -]?billable|not billable)[.,]?$", re.IGNORECASE)


@dataclass(frozen=True)
class ClientNamed:
    """A client as an opening line may name it."""

    code: str
    name: str


@dataclass(frozen=True)
class OpeningRead:
    """A job to open, as read from a line."""

    client: str
    title: str
    due_on: date | None
    billable: bool


def read_opening(text: str, clients: Sequence[ClientNamed], today: date, order: DateOrder) -> OpeningRead:
    """Return the job to open: the line has the client, the title, and maybe `due 10 Dec` and `nb` at the end.

    Raises UsageError with the missing part and an example.
    """
    client, rest = _client(text, clients)
    quoted = _QUOTED.match(rest)
    title, tail = (quoted["title"], quoted["tail"]) if quoted else ("", rest)
    tail, billable = _without_billing(tail)
    due_on = None
    *_, due = [None, *_DUE.finditer(tail)]
    if due and (title or due.start() or begins_date(tail[due.end() :])):
        due_on = _due(tail[due.end() :], today, order)
        tail, also_billable = _without_billing(tail[: due.start()])
        billable = billable and also_billable
    if title and tail:
        raise UsageError(f"I can't read “{tail[:60]}” after the title.", example=EXAMPLES[JobVerb.OPEN])
    return OpeningRead(client, check_title(title or tail), due_on, billable)


def check_title(title: str) -> str:
    """Return a job's title on one line. Raises UsageError if it's empty or too long."""
    words = " ".join(title.split())
    if not words:
        raise UsageError("What is the job called?", example=EXAMPLES[JobVerb.OPEN])
    if len(words) > LONGEST_TITLE:
        raise UsageError(f"That title is {len(words)} characters; the limit is {LONGEST_TITLE}.")
    return words


def check_type(text: str) -> str:
    """Return the type of job, in the agency's own words, on one line; may be empty. Raises UsageError."""
    words = " ".join(text.split())
    if len(words) > LONGEST_TYPE:
        raise UsageError(f"That type is {len(words)} characters; the limit is {LONGEST_TYPE}.")
    return words


def _client(text: str, clients: Sequence[ClientNamed]) -> tuple[str, str]:
    """Return the client with the longest name at the start of the text, and the rest of the text."""
    known = {name.lower(): client.code for client in clients for name in (client.code, client.name)}
    words = text.split()
    for count in range(min(LONGEST_CLIENT, len(words)), 0, -1):
        named = " ".join(words[:count]).lower().rstrip(":,")
        if named in known:
            return known[named], text.split(maxsplit=count)[count] if len(words) > count else ""
    codes = ", ".join(client.code for client in clients[:MOST_NAMED]) or "none yet"
    said = f"I can't find a client “{words[0][:40]}”" if words else "Which client is it for?"
    raise UsageError(f"{said}{'.' if words else ''} Clients: {codes}.", example=EXAMPLES[JobVerb.OPEN])


def _without_billing(text: str) -> tuple[str, bool]:
    """Return the text without `nb` at its end, and whether the job is billable."""
    match = _NON_BILLABLE.search(text.strip())
    return (text.strip()[: match.start()].strip(), False) if match else (text.strip(), True)


def _due(when: str, today: date, order: DateOrder) -> date | None:
    try:
        return read_due(when, today, order)
    except UsageError as error:
        if begins_date(when):
            raise
        hint = "If it's part of the title, put the title in quotes."
        raise UsageError(f"{error} {hint}", example='open ACME "Amounts due soon" due 10 Dec') from None
