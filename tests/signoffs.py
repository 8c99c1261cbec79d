"""A sign-off that is asked for by e-mail, for the tests of links, letters and the page."""

from dataclasses import replace
from typing import Any

from bot.core import Bot
from bot.signoff_artefacts import FileGiven
from bot.signoff_links import new_link
from bot.signoff_requests import SignoffRequest, request_signoff
from bot.signoff_shown import SignoffShown
from storage import clients, jobs
from storage.contacts import Contact
from storage.enums import SignoffKind
from tests.conftest import actor

PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360606060000000050001"
    "a5f645400000000049454e44ae426082"
)


def mailing(bot: Bot) -> Bot:
    """The bot with its door to e-mail open."""
    return replace(bot, can_mail=True)


def add_contact(bot: Bot, name: str, client: str = "ACME") -> str:
    """A contact of a client who is asked by e-mail and may approve anything; their id."""
    contact_id = bot.new_id()
    with bot.store.begin() as session:
        (found,) = clients.named(session, [client.lower()])
        email = f"{name.split(maxsplit=1)[0].lower()}@{client.lower()}.example"
        session.add(Contact(id=contact_id, client_id=found.id, name=name, email=email, approves=[*SignoffKind]))
    return contact_id


def ask(bot: Bot, *contact_ids: str, **more: Any) -> SignoffShown:
    """Maya asks these contacts to sign off a layout for ACME-101."""
    with bot.store.read() as session:
        job = jobs.by_number(session, "ACME-101")
        assert job
    said = {"kind": SignoffKind.LAYOUT, "title": "Mailer layout", "file": FileGiven(name="layout.png", content=PNG)}
    request = SignoffRequest(job_id=job.id, contact_ids=contact_ids, **(said | more))
    return request_signoff(bot, actor("Maya"), request).signoff


def link_of(bot: Bot, signoff: SignoffShown, place: int = 0) -> str:
    """The token of a new link of one of the approvers."""
    return new_link(bot, signoff.approvers[place].id).token
