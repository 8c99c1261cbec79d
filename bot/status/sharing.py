"""Answering questions about status in direct messages and in channels."""

from collections.abc import Collection, Sequence

from sqlalchemy.orm import Session

from bot.core import Actor, Bot, Work, once
from bot.errors import NotAllowed, UsageError
from bot.jobs.jobs import require_job
from bot.messaging.notices import destination_in, queue, reply_key
from bot.model import Model
from bot.people.people import may_do, require_person
from bot.rules.permissions import Act
from bot.status.client_status import asked_of_client
from bot.status.notices import ClientStatusShared, StatusReply, StatusShared
from bot.status.questions import StatusQuestion, Whose
from bot.status.status import StatusBoard, board_for
from storage.clients import clients
from storage.clients.clients import Client
from storage.messaging.notices import Destination
from storage.people import people
from storage.words.platforms import ChannelRef, Platform


class StatusPosted(Model):
    """Status was shared with a channel; `for_client`: what the client may know of it."""

    channel: ChannelRef
    for_client: bool


def reply(bot: Bot, actor: Actor, question: StatusQuestion, destination: Destination) -> None:
    """Answer a direct message; once for each delivery. Raises NotAllowed, Unknown."""
    with bot.begin(actor) as work:
        person = require_person(work, Act.SEE_STATUS)
        notice = StatusReply(person_id=person.id, question=question)
        queue(work, notice, destination, reply_key(actor.delivery or ""))


@once
def share_status(
    work: Work, question: StatusQuestion, page: int, here: ChannelRef, thread: str | None, *, outsiders: bool
) -> StatusPosted:
    """Share an answer with the channel that it was asked in, in that thread of it; once for each delivery.

    `outsiders`: the platform says that others than the agency's full members are there. Among them only the channel's
    own client's jobs are shown, as the client may know them. Raises NotAllowed where that cannot be, Unknown.
    """
    person = require_person(work, Act.SEE_STATUS)
    destination = destination_in(here)
    if destination is None:
        raise UsageError(f"I can't see #{here.name} yet. Please invite me there.")
    destination = destination._replace(thread=thread)
    among_clients = outsiders or clients.is_shared_channel(work.session, here)
    key = f"status-shared:{work.actor.delivery}"
    if not among_clients:
        notice = StatusShared(person_id=person.id, question=question, page=page)
        queue(work, notice, destination, key)
    else:
        client = _client_of(work.session, question, here)
        if not asked_of_client(work, client, question).jobs:
            raise NotAllowed(f"There is nothing in this answer that {client.name} may see, so I share nothing.")
        queue(work, ClientStatusShared(client_id=client.id, question=question), destination, key)
    return StatusPosted(channel=here, for_client=among_clients)


def not_staff(bot: Bot, actor: Actor, platform: Platform, users: Collection[str]) -> Sequence[str]:
    """Return which of a channel's users aren't staff by their address. Raises NotAllowed, Unknown."""
    with bot.read(actor) as work:
        require_person(work, Act.SEE_STATUS)
        staff = people.users_linked(work.session, platform, users)
        return [user for user in users if user not in staff]


def board_of_notice(bot: Bot, notice: StatusReply | StatusShared) -> tuple[StatusBoard, str]:
    """Return the current answer, and who asked; only the asker sees money. For the outbox only."""
    with bot.read() as work:
        person = people.by_id(work.session, notice.person_id)
        page = notice.page if isinstance(notice, StatusShared) else 0
        money = isinstance(notice, StatusReply) and may_do(person, Act.SEE_MONEY)
        return board_for(work, person, notice.question, page, money=money), person.name


def _client_of(session: Session, question: StatusQuestion, here: ChannelRef) -> Client:
    """Return the client that the channel belongs to, and the only one that the answer is about."""
    client_id = question.of if question.whose == Whose.CLIENT else ""
    if question.whose == Whose.JOB:
        client_id = require_job(session, question.of).client_id
    client = clients.by_id(session, client_id) if client_id else None
    if client is None or client not in clients.in_channel(session, here, shared=True):
        raise NotAllowed(
            "People outside the agency read this channel, so I share only what its own client may know here. "
            "Ask for that client's status, or share it in an internal channel."
        )
    return client
