"""The places for a sign-off's messages: the client's shared channel, approvers' mail, the agency's own channel."""

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
    """Return the channel that the agency shares with a client; None if none is named."""
    return place_in(channels.ref_of(session, client.shared_channel_id))


def shared_place(session: Session, signoff: Signoff, client: Client) -> Place | None:
    """Return the thread of the request in the shared channel, or the channel itself if it isn't posted yet."""
    return thread_of(session, asked_key(signoff.id)) or shared_channel(session, client)


def desk_channel(session: Session, signoff: Signoff, client: Client) -> Place | None:
    """Return the agency's own channel for a client, or without one the direct message with the requester."""
    return place_in(channels.ref_of(session, client.internal_channel_id)) or place_of(session, signoff.requested_by_id)


def desk_place(session: Session, signoff: Signoff, client: Client) -> Place | None:
    """Return the thread of the agency's own message about a sign-off, or the place for that message."""
    return thread_of(session, desk_key(signoff.id)) or desk_channel(session, signoff, client)


def place_of_approver(approver: SignoffApprover) -> Place:
    """Return an approver's mail place; the address is looked up when the mail is sent."""
    return Place(EMAIL, MAIL, approver.contact_id)


def thread_of(session: Session, key: str) -> Place | None:
    """Return the thread of the message posted for the notice with that key; None if there's no such message."""
    message = notices.standing(session, key)
    return message.place._replace(thread=message.message) if message else None
