"""Channels for internal words: the one place that decides whether they are posted in a channel."""

from collections.abc import Iterable
from enum import StrEnum
from typing import NamedTuple

from sqlalchemy.orm import Session

from bot.messaging.notices import destination_in
from bot.model import Model
from storage.clients import clients
from storage.clients.clients import Client
from storage.kit.channels import Channel
from storage.messaging.notices import Destination
from storage.words.platforms import ChannelRef


class Obstacle(StrEnum):
    """The reason why nothing internal is posted in a channel."""

    UNSEEN = "unseen"
    READ_OUTSIDE = "read outside"


class HeldBack(Model):
    """A channel in which nothing internal is posted, and why: we have only its name, or outsiders read it."""

    channel: ChannelRef
    why: Obstacle


def internal_destination(session: Session, channel: ChannelRef) -> Destination | HeldBack:
    """Return where to post internal words in a channel, or why they can't go there.

    Everything internal that goes to a channel asks here first.
    """
    if clients.is_shared_channel(session, channel):
        return HeldBack(channel=channel, why=Obstacle.READ_OUTSIDE)
    return destination_in(channel) or HeldBack(channel=channel, why=Obstacle.UNSEEN)


def held_back(session: Session, refs: Iterable[ChannelRef]) -> list[HeldBack]:
    """Return those channels in which nothing internal is posted."""
    found = [internal_destination(session, each) for each in refs]
    return [each for each in found if isinstance(each, HeldBack)]


def without(refs: Iterable[ChannelRef], held: Iterable[HeldBack]) -> list[ChannelRef]:
    """Return the channels that weren't held back."""
    gone = {each.channel for each in held}
    return [each for each in refs if each not in gone]


class ClientChannels(NamedTuple):
    """The row ids of a client's channels."""

    internal: str | None
    shared: str | None


def channel_problems(session: Session, client_id: str, named: ClientChannels) -> dict[str, str]:
    """Return why a client can't have these channels, by field. No client, nor any outsider, reads an internal channel.

    `client_id` is empty for a new client.
    """
    wrong = {}
    ours, theirs = (session.get(Channel, each) if each else None for each in named)
    if ours and ours is theirs:
        wrong["internal_channel"] = "That's the shared channel, so the client would read internal messages there."
    elif ours and (reader := _other(clients.in_channel(session, ours.ref, shared=True), client_id)):
        wrong["internal_channel"] = f"{reader.name} reads that channel. Please choose one that only the agency reads."
    elif ours and ours.has_outsiders:
        wrong["internal_channel"] = "People outside the agency read that channel. Please choose another."
    if theirs and (other := _other(clients.in_channel(session, theirs.ref, shared=False), client_id)):
        wrong["shared_channel"] = f"That's the internal channel of {other.name}. Please choose another."
    return wrong


def _other(found: Iterable[Client], client_id: str) -> Client | None:
    return next((each for each in found if each.id != client_id), None)
