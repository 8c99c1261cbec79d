"""The form of a client's request, prefilled with the message's words, the channel's client and its lead."""

from bot.clients.clients import Chosen
from bot.clients.leads import lead_of_client
from bot.core import Actor, Bot
from bot.jobs.jobs import JobFound, found
from bot.model import Model
from bot.people.people import require_person
from bot.requests.requests import RequestShown, see_request, shown
from bot.rules.permissions import Act
from bot.rules.requests.requests import LONGEST_TEXT
from storage.jobs import jobs
from storage.requests import requests
from storage.status import status
from storage.words.platforms import ChannelRef


class RequestForm(Model):
    """The initial values of the form; `request` is the one being edited, None for a new one.

    `tracked` is the request that somebody already tracked from the same message.
    """

    client: Chosen | None
    owner: Chosen | None
    job: JobFound | None
    text: str
    link: str
    request: RequestShown | None = None
    tracked: RequestShown | None = None


def request_form(bot: Bot, actor: Actor, here: ChannelRef | None, text: str, link: str) -> RequestForm:
    """The form for a new request, from a message in that channel. Raises NotAllowed, Unknown."""
    with bot.read(actor) as work:
        person = require_person(work, Act.KEEP_REQUESTS)
        bound = jobs.bound_to(work.session, here) if here else ()
        named = status.clients_of_channel(work.session, here) if here else ()
        job = bound[0] if len(bound) == 1 else None
        client = job.client if job else named[0] if len(named) == 1 else None
        owner = (lead_of_client(work, client) if client else None) or person
        before = requests.with_link(work.session, link)
        return RequestForm(
            tracked=shown(work, before[0], person) if before else None,
            client=Chosen(id=client.id, name=f"{client.code} {client.name}") if client else None,
            owner=Chosen(id=owner.id, name=owner.name),
            job=found(job) if job else None,
            text=text.strip()[:LONGEST_TEXT],
            link=link,
        )


def edit_form(bot: Bot, actor: Actor, request_id: str) -> RequestForm:
    """Return the form for an existing request. Raises NotFound, NotAllowed, Unknown."""
    shown = see_request(bot, actor, request_id)
    return RequestForm(
        client=Chosen(id=shown.client_id, name=shown.client),
        owner=Chosen(id=shown.owner_id, name=shown.owner),
        job=shown.job,
        text=shown.text,
        link=shown.link,
        request=shown,
    )
