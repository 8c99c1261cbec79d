"""Explaining how the bot reads a line, for the operator: by the same code as in chat, and nothing is saved."""

from collections.abc import Sequence
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy.orm import Session

from bot.core import Actor, Bot, Work
from bot.errors import BotError, Choice, NotFound, Question
from bot.kit.operators import require_operator
from bot.model import Model
from bot.rules.kit.lines import Line
from bot.rules.permissions import Act
from bot.rules.timekeeping.lines import Verb, read_verb
from bot.timekeeping.answers import EntryShown
from bot.timekeeping.corrections import edit_latest, undo_latest
from bot.timekeeping.entry_lines import enter_line, person_of_line
from bot.timekeeping.timers import begin, end, throw_away
from storage.people import people
from storage.people.people import Person
from storage.words.time import Source


class Outcome(StrEnum):
    """The kind of an explanation; `answers` is a question that changes nothing, such as `week`."""

    SAVED = "saved"
    ASKS = "asks"
    REFUSED = "refused"
    ANSWERS = "answers"


class EntryExplained(Model):
    """An entry as it would be saved. `deadline` is aware UTC, None if the policy doesn't apply to the entry."""

    job: str
    minutes: int
    worked_date: date
    billable: bool
    note: str
    service: str
    out_of_scope: bool
    clock_times: str
    job_named_by: str
    deadline: datetime | None
    late: bool


class Explained(Model):
    """The reading of a line: its entries, the question with its choices, or the reason and a line that would work."""

    outcome: Outcome
    verb: str = ""
    entries: Sequence[EntryExplained] = ()
    question: str = ""
    choices: Sequence[Choice] = ()
    reason: str = ""
    understood: str = ""
    example: str = ""


class _NotSaved(Exception):
    """Rolls back what was tried."""


def explain_line(bot: Bot, actor: Actor, line: Line, email: str | None = None) -> Explained:
    """Return how a line of that person (or else of the first admin) would be read; nothing is saved.

    Raises NotFound if there is no such person, NotAllowed if the asker isn't the operator.
    """
    require_operator(actor, Act.EXPLAIN)
    explained = Explained(outcome=Outcome.REFUSED)
    try:
        with bot.begin(actor) as work:
            explained = _explained(work, _person(work.session, email), line)
            raise _NotSaved  # noqa: TRY301  # the store rolls back what raises
    except _NotSaved:
        return explained


def _person(session: Session, email: str | None) -> Person:
    admins = [] if email else people.admins(session)
    person = people.by_email(session, email or (admins[0].email if admins else ""))
    if person is None:
        known = f"I can't find anybody by {email}." if email else "There is nobody on staff yet."
        raise NotFound(f"{known} Import people first, or name one with --person.")
    return people.by_id(session, person.id, locked=True)


def _explained(work: Work, by: Person, line: Line) -> Explained:
    asked = read_verb(line)
    verb = asked.verb if asked else ""
    try:
        entries = _tried(work, by, asked.verb, asked.line) if asked else _entered(work, by, line)
    except Question as error:
        refusal = error.refusal
        return Explained(
            outcome=Outcome.ASKS,
            verb=verb,
            question=refusal.message,
            choices=refusal.choices,
            understood=refusal.understood,
            example=refusal.example,
        )
    except BotError as error:
        refusal = error.refusal
        return Explained(
            outcome=Outcome.REFUSED,
            verb=verb,
            reason=refusal.message,
            choices=refusal.choices,
            understood=refusal.understood,
            example=refusal.example,
        )
    changes = asked is None or asked.verb not in (Verb.HELP, Verb.TIMER, Verb.WEEK)
    return Explained(outcome=Outcome.SAVED if changes else Outcome.ANSWERS, verb=verb, entries=entries)


def _entered(work: Work, by: Person, line: Line) -> list[EntryExplained]:
    person, rest = person_of_line(work, by, line)
    logged = enter_line(work, by, person, rest, Source.TERMINAL)
    named_by = logged.named_by or [""] * len(logged.entries)
    return [_entry(entry, named) for entry, named in zip(logged.entries, named_by, strict=True)]


def _tried(work: Work, by: Person, verb: Verb, line: Line) -> list[EntryExplained]:
    told: Any = None
    match verb:
        case Verb.UNDO:
            undo_latest(work, by)
        case Verb.EDIT | Verb.MOVE:
            told = edit_latest(work, by, line)
        case Verb.START:
            told = begin(work, by, line).before
        case Verb.STOP:
            told = end(work, by, line).logged
        case Verb.DISCARD:
            throw_away(work, by)
    return [_entry(entry, "") for entry in told.entries] if told else []


def _entry(entry: EntryShown, named_by: str) -> EntryExplained:
    return EntryExplained(
        job=entry.job.number,
        minutes=entry.minutes,
        worked_date=entry.worked_on,
        billable=entry.billable,
        note=entry.note,
        service=entry.service,
        out_of_scope=entry.out_of_scope,
        clock_times=entry.clock_times,
        job_named_by=named_by,
        deadline=entry.deadline,
        late=entry.late is not None,
    )
