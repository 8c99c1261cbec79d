"""Reading a question about status: whose jobs it asks for, and which of them."""

from enum import StrEnum

from sqlalchemy.orm import Session

from bot.core import Actor, Bot, Work
from bot.errors import NotFound, UsageError
from bot.jobs.jobs import job_numbered
from bot.model import Model
from bot.people.people import Staff, require_staff
from bot.rules.jobs.lines import JobLine, read_job_line
from bot.rules.kit.lines import Line
from bot.rules.permissions import Act
from bot.rules.status.questions import StatusFilter, StatusWords, number_within, read_status_words
from storage.clients import clients
from storage.jobs import jobs
from storage.people import people
from storage.people.people import Address, Person
from storage.status import status
from storage.words.time import JobStatus

EXAMPLE = "ACME overdue"
PORTFOLIO = "portfolio"


class Whose(StrEnum):
    """The set of jobs that a question asks for."""

    OWN = "own"
    ALL = "all"
    JOB = "job"
    CLIENT = "client"
    PERSON = "person"
    PORTFOLIO = "portfolio"
    TITLED = "titled"


class StatusQuestion(Model):
    """A question about status. `of` is the id of the job, client or person; the words for `TITLED`."""

    whose: Whose
    of: str = ""
    filters: frozenset[StatusFilter] = frozenset()
    status: JobStatus | None = None


def understand(bot: Bot, actor: Actor, line: Line) -> StatusQuestion:
    """Return a line's question. Raises NotFound (with the nearest jobs for a number), NotAllowed, Unknown."""
    with bot.read(actor) as work:
        staff = require_staff(work, Act.SEE_STATUS)
        words = read_status_words(line.text)
        whose, of = _whose(staff, words, line)
        return StatusQuestion(whose=whose, of=of, filters=words.filters, status=words.status)


def _whose(staff: Staff, words: StatusWords, line: Line) -> tuple[Whose, str]:
    if words.about:
        return _named(staff, words, line)
    if words.is_all:
        return Whose.ALL, ""
    if words.is_own or words.says_nothing:
        return Whose.OWN, staff.id
    here = status.clients_of_channel(staff.session, line.here) if line.here else ()
    return (Whose.CLIENT, here[0].id) if len(here) == 1 else (Whose.ALL, "")


def _named(staff: Staff, words: StatusWords, line: Line) -> tuple[Whose, str]:
    about = words.about
    if named := next((user for word, user in line.people.items() if word.lower() in about.lower().split()), None):
        return _mentioned(staff, named, about)
    asked = _job_line(about)
    if asked and asked.number and (job := jobs.by_number(staff.session, asked.number)):
        return Whose.JOB, job.id
    if about.lower().endswith(PORTFOLIO):
        return Whose.PORTFOLIO, _owner(staff, about[: -len(PORTFOLIO)].strip()).id
    if found := _client(staff.session, about):
        return Whose.CLIENT, found
    if asked and asked.is_surely_number and not any(letter.isspace() for letter in about):
        job_numbered(staff.session, asked.number)
    return _person_or_title(staff.session, about)


def _mentioned(work: Work, user: str, about: str) -> tuple[Whose, str]:
    address = work.actor.address._replace(user=user) if work.actor.address else None
    found = people.at_address(work.session, Address(*address)) if address else None
    if found is None or found.left_at:
        raise NotFound("I can't find anybody at the agency by that mention.", example="sam")
    return (Whose.PORTFOLIO if about.lower().endswith(PORTFOLIO) else Whose.PERSON), found.id


def _client(session: Session, about: str) -> str:
    if exact := [each for each in clients.named(session, [about.lower()]) if each.archived_at is None]:
        return exact[0].id
    near = clients.page(session, clients.chosen(archived=False, words=about.lower().split()), 0, 2)
    return near[0].id if len(near) == 1 else ""


def _owner(staff: Staff, name: str) -> Person:
    name = name.removesuffix("'s").removesuffix("’s").strip()
    if not name or name.lower() in ("my", "the"):
        return staff.person
    found = people.matching(staff.session, name.lower().split(), 2)
    if len(found) != 1:
        known = "I know several people" if found else "I can't find anybody"
        raise NotFound(f"{known} by “{name}”. Whose portfolio do you mean?")
    return found[0]


def _person_or_title(session: Session, about: str) -> tuple[Whose, str]:
    words = about.lower().split()
    found = people.matching(session, words, 2)
    if len(found) == 1:
        owns = status.owns_clients(session, found[0].id)
        return (Whose.PORTFOLIO if owns else Whose.PERSON), found[0].id
    titled = jobs.matching(session, words, 2)
    if titled:
        return (Whose.JOB, titled[0].id) if len(titled) == 1 else (Whose.TITLED, " ".join(words))
    near = clients.page(session, clients.chosen(archived=False, words=words), 0, 2)
    if number := number_within(about):
        return Whose.JOB, job_numbered(session, number).id
    if found or near:
        names = " or ".join([*(person.name for person in found), *(client.name for client in near)])
        raise NotFound(f"“{about[:60]}” could be {names}. Please type more of the name.")
    raise NotFound(f"I can't find an open job, client or person “{about[:60]}”.", example=EXAMPLE)


def _job_line(about: str) -> JobLine | None:
    try:
        return read_job_line(about)
    except UsageError:
        return None
