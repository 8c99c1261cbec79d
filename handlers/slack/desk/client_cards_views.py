"""Views of the list of clients."""

from collections.abc import Iterator

from slack_sdk.models.blocks import Block, ButtonElement, SectionBlock

from bot.desk.client_cards import ClientLine, ClientsListed
from handlers.slack.kit.blocks import Message, actions, button, context, escape, section
from handlers.slack.kit.carried import Carried
from handlers.slack.kit.commands import typed

MOST_ASKED = 500


class ClientsPage(Carried):
    """A page, from 0, of the clients that a line asked for."""

    page: int
    asked: str


def listed(shown: ClientsListed, prefix: str) -> Message:
    """A page of clients, each with a button that opens its card."""
    command = typed("client", prefix)
    many = f"{shown.total} {'archived ' if shown.archived else ''}client{'' if shown.total == 1 else 's'}"
    asked = f" for “{escape(shown.asked)}”" if shown.asked else ""
    title = f"*{many}*{asked}"
    if shown.pages > 1:
        title += f"  ·  page {shown.page + 1} of {shown.pages}"
    blocks: list[Block] = [section(title), *map(_line, shown.clients)]
    if buttons := [*_pages(shown), *([_add()] if shown.may_add else [])]:
        blocks.append(actions(*buttons))
    words = ("mine", "prospects", "lapsed", "archived", "ACME")
    blocks.append(context("  ".join(f"`{command} {word}`" for word in words)))
    return Message(text=f"{many}.", blocks=blocks)


def help_message(prefix: str) -> Message:
    """The lines that `/client` can read."""
    command = typed("client", prefix)
    lines = (
        f"`{command}`  all clients",
        f"`{command} mine`  those that you lead, stand in for, own, or work for",
        f"`{command} prospects`, `{command} lapsed`, `{command} archived`  some of them",
        f"`{command} ACME`, `{command} outdoor`  one client, by its code or a part of its name",
        f"`{command} add`  a new client",
    )
    return Message(text="Clients: what I understand.", blocks=[section("*Clients*\n" + "\n".join(lines))])


def _line(client: ClientLine) -> SectionBlock:
    lead = f"Lead {escape(client.lead)}" if client.lead else ":warning: no lead"
    if client.stands_in:
        lead += f", {escape(client.stands_in)} stands in" if client.lead else f", {escape(client.stands_in)} minds it"
    jobs = f"{client.open_jobs} open job{'' if client.open_jobs == 1 else 's'}" if client.open_jobs else "no open jobs"
    words = f"*{escape(client.code)}*  {escape(client.name)}  ·  {client.status}\n{lead}  ·  {jobs}"
    return section(words, button("Open", "desk.open_card", client.id))


def _pages(shown: ClientsListed) -> Iterator[ButtonElement]:
    if shown.page > 0:
        yield button("Earlier", "desk.turn_clients.earlier", _page(shown, -1))
    if shown.page + 1 < shown.pages:
        yield button("More", "desk.turn_clients.later", _page(shown, 1))


def _page(shown: ClientsListed, step: int) -> ClientsPage:
    return ClientsPage(page=shown.page + step, asked=shown.asked[:MOST_ASKED])


def _add() -> ButtonElement:
    return button("Add a client", "clients.add_client", "new")
