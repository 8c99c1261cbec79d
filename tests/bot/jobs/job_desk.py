"""What tests of jobs look at."""

from sqlalchemy import select

from bot.core import Bot
from bot.messaging.notices import Notice
from storage.clients import clients
from storage.clients.clients import Client
from storage.jobs import jobs
from storage.jobs.jobs import Job
from storage.kit import channels
from storage.messaging.notices import QueuedNotice
from storage.people import people
from storage.words.platforms import ChannelRef
from storage.words.time import Sending
from tests.conftest import channel_id

MAYA, SAM, GRACE = "Maya Torres", "Sam Okafor", "Grace Lindqvist"


def job(bot: Bot, number: str) -> Job:
    with bot.store.read() as session:
        found = jobs.by_number(session, number)
        assert found
        return found


def client(bot: Bot, code: str = "ACME") -> Client:
    with bot.store.read() as session:
        found = clients.by_code(session, code)
        assert found
        return found


def set_client(bot: Bot, **columns: object) -> None:
    with bot.store.begin() as session:
        row = clients.by_code(session, "ACME")
        assert row
        for column, value in columns.items():
            if column in ("internal_channel", "shared_channel"):
                setattr(row, f"{column}_id", channel_id(session, value))  # type: ignore[arg-type]
            else:
                setattr(row, column, value)


def bound_channel(bot: Bot, number: str) -> ChannelRef | None:
    with bot.store.read() as session:
        return channels.ref_of(session, job(bot, number).bound_channel_id)


def person_id(bot: Bot, name: str) -> str:
    first = name.split(maxsplit=1)[0].lower()
    with bot.store.read() as session:
        found = people.by_email(session, f"{first}@hv.example")
        assert found
        return found.id


def queued(bot: Bot) -> list[tuple[Notice, str]]:
    """What is on its way to channels."""
    with bot.store.read() as session:
        rows = session.scalars(
            select(QueuedNotice).where(QueuedNotice.sending == Sending.QUEUED).order_by(QueuedNotice.id)
        )
        return [(Notice.read(row.payload), row.channel) for row in rows]
