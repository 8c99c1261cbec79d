"""The status of a client's jobs, as the client may see it: no money, nobody's notes, nothing of other clients."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy.orm import Session

from bot.clients.clients import require_client
from bot.core import Actor, Bot, Work
from bot.errors import NotFound
from bot.jobs.jobs import JobFound, found
from bot.messaging.notices import queue, reply_key
from bot.model import Model
from bot.people.people import unknown
from bot.rules.kit.dates import local_date
from bot.rules.permissions import CLIENT_CONTACT, Act, require
from bot.rules.status.questions import StatusWords, number_within, read_client_words
from bot.rules.status.status import JobFacts, fits
from bot.status.notices import ClientStatusReply, ClientStatusShared
from bot.status.questions import StatusQuestion, Whose
from storage.clients import clients, contacts
from storage.clients.clients import Client
from storage.jobs import jobs
from storage.messaging.notices import Destination
from storage.people import people
from storage.people.people import Address
from storage.signoffs import signoffs
from storage.status import status
from storage.words.time import JobStatus


class ClientSignoff(Model):
    """A sign-off that is waiting on somebody at the client."""

    title: str
    version: int
    due_on: date | None
    waits_on: Sequence[str]


class ClientJob(Model):
    """A billable job as its client may see it."""

    job: JobFound
    status: JobStatus
    due_on: date | None
    signoffs: Sequence[ClientSignoff]


class ClientBoard(Model):
    """A client's open jobs, those waiting on the client first."""

    client: str
    today: date
    jobs: Sequence[ClientJob]


def is_client_contact(bot: Bot, address: Address) -> bool:
    """Return whether a client contact chats from there; they are never staff."""
    with bot.store.read() as session:
        return bool(contacts.at_address(session, address))


def own_status(bot: Bot, actor: Actor, text: str) -> Sequence[ClientBoard]:
    """Return the open jobs of a contact's own clients that match their words.

    Raises NotFound if the words match none of theirs (and says nothing of others'), Unknown if they aren't a contact.
    """
    with bot.read(actor) as work:
        found_there = contacts.at_address(work.session, actor.address) if actor.address else ()
        if not found_there:
            raise unknown(work.session)
        require(Act.SEE_STATUS, [CLIENT_CONTACT])
        words = read_client_words(text)
        own = [clients.by_id(work.session, each) for each in sorted({contact.client_id for contact in found_there})]
        boards = [client_board(work, each) for each in own if each]
    narrowed = [_narrowed(board, words) for board in boards]
    if words.about and not any(board.jobs for board in narrowed):
        names = " and ".join(board.client for board in boards)
        raise NotFound(f"I can't find an open job “{words.about[:60]}” of {names}. “status” lists all open jobs.")
    return narrowed


def reply_own(bot: Bot, actor: Actor, text: str, destination: Destination) -> None:
    """Answer a contact's direct message; once for each delivery. Raises NotFound, Unknown as `own_status` does."""
    own_status(bot, actor, text)
    with bot.begin() as work:
        if actor.address:
            notice = ClientStatusReply(address=actor.address, text=text)
            queue(work, notice, destination, reply_key(actor.delivery or ""))


def boards_replied(bot: Bot, notice: ClientStatusReply) -> Sequence[ClientBoard]:
    """Return the current answer to a contact; without jobs if all that matched were closed since."""
    try:
        return own_status(bot, Actor(notice.address), notice.text)
    except NotFound:
        return [board.model_copy(update={"jobs": []}) for board in own_status(bot, Actor(notice.address), "")]


def client_board(work: Work, client: Client) -> ClientBoard:
    """Return a client's open billable jobs as the client may see them, in dates of its office."""
    today = local_date(work.now(), _zone(work.session, client))
    shown = [job for job in jobs.of_client(work.session, client.id) if job.billable]
    waiting = signoffs.open_ones(work.session, [job.id for job in shown])
    names = status.undecided(work.session, [each.id for each in waiting])
    made = []
    for job in shown:
        asked = [
            ClientSignoff(title=each.title, version=each.version, due_on=each.due_on, waits_on=names.get(each.id, ()))
            for each in waiting
            if each.job_id == job.id
        ]
        made.append(ClientJob(job=found(job), status=job.status, due_on=job.due_on, signoffs=asked))
    made.sort(key=_order)
    return ClientBoard(client=client.name, today=today, jobs=made)


def shared_board(bot: Bot, notice: ClientStatusShared) -> ClientBoard:
    """Return the part of an answer that its client may see. For the outbox only."""
    with bot.read() as work:
        return asked_of_client(work, require_client(work.session, notice.client_id), notice.question)


def asked_of_client(work: Work, client: Client, question: StatusQuestion) -> ClientBoard:
    """Return those of a client's open billable jobs that a question of staff asks for, as the client may see them."""
    board = client_board(work, client)
    asked = [
        each
        for each in board.jobs
        if fits(_facts(each, board.today), question.filters, question.status, board.today)
        and (question.whose != Whose.JOB or each.job.id == question.of)
    ]
    return board.model_copy(update={"jobs": asked})


def _zone(session: Session, client: Client) -> str:
    office = client.office or people.offices(session)[0]
    return office.zone


def _order(each: ClientJob) -> tuple[bool, bool, date, str]:
    waits = bool(each.signoffs) or each.status == JobStatus.WITH_CLIENT
    return not waits, each.status == JobStatus.COMPLETED, each.due_on or date.max, each.job.number


def _narrowed(board: ClientBoard, words: StatusWords) -> ClientBoard:
    asked = [each for each in board.jobs if fits(_facts(each, board.today), words.filters, words.status, board.today)]
    if words.about and not _names(words.about, board.client):
        about = (number_within(words.about) or words.about).lower().split()
        asked = [each for each in asked if all(word in f"{each.job.number} {each.job.title}".lower() for word in about)]
    return board.model_copy(update={"jobs": asked})


def _names(about: str, client: str) -> bool:
    return about.lower() in client.lower()


def _facts(each: ClientJob, today: date) -> JobFacts:
    return JobFacts(
        number=each.job.number,
        status=each.status,
        due_on=each.due_on,
        signoffs_open=len(each.signoffs),
        signoffs_overdue=sum(signoff.due_on is not None and signoff.due_on < today for signoff in each.signoffs),
    )
