"""Where the messages of a sign-off go: the client's shared channel, an approver's mail, the agency's own channel."""

from sqlalchemy.orm import Session

from bot.messaging.notices import place_in, place_of
from bot.signoffs.keys import asked_key, desk_key
from storage.clients.clients import Client
from storage.kit import channels
from storage.messaging import notices
from storage.messaging.notices import Place
from storage.signoffs.signoffs import Signoff, SignoffApprover
from storage.words.platforms import EMAIL

MAIL = "mail"


def shared_channel(session: Session, client: Client) -> Place | None:
    """The channel that the agency shares with a client; None where none is known."""
    return place_in(channels.ref_of(session, client.shared_channel_id))


def shared_place(session: Session, signoff: Signoff, client: Client) -> Place | None:
    """The thread of the message that asked in the shared channel; the channel itself where it does not stand yet."""
    return thread_of(session, asked_key(signoff.id)) or shared_channel(session, client)


def desk_channel(session: Session, signoff: Signoff, client: Client) -> Place | None:
    """The agency's own channel for a client; where it has none, the direct message with who asks."""
    return place_in(channels.ref_of(session, client.internal_channel_id)) or place_of(session, signoff.requested_by_id)


def desk_place(session: Session, signoff: Signoff, client: Client) -> Place | None:
    """The thread of the agency's own message of a sign-off, or where that goes."""
    return thread_of(session, desk_key(signoff.id)) or desk_channel(session, signoff, client)


def place_of_approver(approver: SignoffApprover) -> Place:
    """Where an approver gets mail: the address is looked up when it is sent."""
    return Place(EMAIL, MAIL, approver.contact_id)


def thread_of(session: Session, key: str) -> Place | None:
    """The thread of the message that was made of the notice with that key; None where none stands."""
    message = notices.standing(session, key)
    return message.place._replace(thread=message.message) if message else None
