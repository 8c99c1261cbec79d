"""`/browser/*` and `/clock*`: JSON for the page, and for tests that act as a person."""

import json
import logging
from collections.abc import Awaitable, Callable
from dataclasses import asdict

from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import Route

from sandbox import moving_time
from sandbox.acts import belonging, clicking, submitting, talking
from sandbox.asked import Answer, Asked
from sandbox.core import Core
from sandbox.mails import mail_for_browser
from sandbox.slack_objects import message_for_browser, view_object
from sandbox.values import Json, Refused
from sandbox.workspace import Channel, Person

log = logging.getLogger(__name__)


async def workspace(core: Core, _asked: Asked) -> Json:
    """The people here, and the app's commands and shortcuts."""
    manifest, chat = core.manifest, core.workspace
    app = {
        "id": chat.app_id,
        "name": manifest.name,
        "bot_user_id": chat.bot_user,
        "description": manifest.description,
        "home": manifest.home_tab,
    }
    return {
        "team": asdict(chat.team),
        "teams": {team.id: {"id": team.id, "name": team.name} for team in chat.teams.values()},
        "people": [asdict(person) for person in chat.people.values()],
        "app": app,
        "commands": [_picked(one, "command", "description", "usage_hint") for one in manifest.commands.values()],
        "shortcuts": [
            _picked(one, "name", "callback_id", "type", "description") for one in manifest.shortcuts.values()
        ],
    }


async def conversations(core: Core, asked: Asked) -> Json:
    """The person's sidebar; for members and guests it always has the app's direct message."""
    person = asked.person
    if person.kind in ("member", "guest"):
        core.workspace.open_direct(person.id)
    mine = [channel for channel in core.workspace.channels.values() if person.id in channel.members]
    return {
        "channels": [_channel(core, person, channel) for channel in mine if not channel.is_direct],
        "dms": [
            {"id": channel.id, "user": core.workspace.bot_user, "unread": core.workspace.unread(person.id, channel.id)}
            for channel in mine
            if channel.is_direct
        ],
    }


async def messages(core: Core, asked: Asked) -> Json:
    """The messages that the person sees in a channel or thread; they count as read."""
    person = asked.person
    channel = core.workspace.channel_seen_by(person.id, asked.text("channel"))
    shown = core.workspace.visible(person.id, channel.id, asked.get("thread_ts"))
    if shown:
        latest = core.workspace.read.get((person.id, channel.id), "0")
        core.workspace.read[person.id, channel.id] = max(latest, shown[-1].ts)
        core.live.on_change()
    return {"messages": [message_for_browser(message, core.workspace) for message in shown]}


async def say(core: Core, asked: Asked) -> Json:
    """A message."""
    files = asked.get("files") or []
    message = talking.say(core, asked.person, asked.text("channel"), asked.text("text"), asked.get("thread_ts"), files)
    return {"message": message_for_browser(message, core.workspace)}


async def edit(core: Core, asked: Asked) -> Json:
    """Changes the text of one's own message."""
    message = talking.edit(core, asked.person, asked.text("channel"), asked.text("ts"), asked.text("text"))
    return {"message": message_for_browser(message, core.workspace)}


async def command(core: Core, asked: Asked) -> Json:
    """A slash command."""
    where, name, text = asked.text("channel"), asked.text("command"), asked.get("text", "")
    await talking.run_command(core, asked.person, where, name, text, asked.get("thread_ts"))
    return {}


async def shortcut(core: Core, asked: Asked) -> Json:
    """A shortcut; with `channel` and `ts` a message's."""
    message = None
    if asked.get("ts"):
        container = {"type": "message", "channel": asked.text("channel"), "ts": asked.text("ts")}
        message = clicking.place_of(core, asked.person, container).message
    await talking.use_shortcut(core, asked.person, asked.text("callback_id"), message)
    return {}


async def action(core: Core, asked: Asked) -> Json:
    """A click or choice in a message or view."""
    person = asked.person
    place = clicking.place_of(core, person, asked.get("container", {}))
    ids = asked.text("block_id"), asked.text("action_id")
    await clicking.click(core, person, place, *ids, asked.fields, forge=bool(asked.get("forge")))
    return {}


async def options(core: Core, asked: Asked) -> Json:
    """The bot's options for an external select."""
    person = asked.person
    place = clicking.place_of(core, person, asked.get("container", {}))
    ids = asked.text("block_id"), asked.text("action_id")
    return await clicking.suggest(core, person, place, *ids, asked.get("value", ""))


async def submit(core: Core, asked: Asked) -> Json:
    """A modal's submission."""
    return await submitting.submit(core, asked.person, asked.text("view_id"), asked.get("state") or {})


async def close(core: Core, asked: Asked) -> Json:
    """A modal's closing."""
    await submitting.close(core, asked.person, asked.text("view_id"))
    return {"view": submitting.modal_of(core, asked.person.id)}


async def modal(core: Core, asked: Asked) -> Json:
    """The modal on top."""
    return {"view": submitting.modal_of(core, asked.person.id)}


async def home(core: Core, asked: Asked) -> Json:
    """The app's page, opened at `tab` (home by default)."""
    view = talking.open_home(core, asked.person, asked.get("tab", "home"))
    return {"view": view_object(view, core.workspace) if view else None}


async def home_as_it_stands(core: Core, asked: Asked) -> Json:
    """The current home view, without notifying the bot that it was opened."""
    view = core.views.homes.get(asked.person.id)
    return {"view": view_object(view, core.workspace) if view else None}


async def join(core: Core, asked: Asked) -> Json:
    """Adds somebody."""
    return {"user": belonging.join(core, asked.get("person") or {}).id}


async def change(core: Core, asked: Asked) -> Json:
    """Changes a person's details."""
    return {"user": belonging.change(core, asked.person, asked.get("facts") or {}).id}


async def deactivate(core: Core, asked: Asked) -> Json:
    """A person leaves the workspace."""
    return {"user": belonging.deactivate(core, asked.person).id}


async def mails(core: Core, _asked: Asked) -> Json:
    """All e-mail received, the newest first, for any recipient."""
    return {"mails": [mail_for_browser(mail) for mail in reversed(core.mailbox.mails)]}


def _channel(core: Core, person: Person, channel: Channel) -> Json:
    return {
        "id": channel.id,
        "name": channel.name,
        "is_private": channel.is_private,
        "is_shared": bool(channel.shared_with),
        "topic": channel.topic,
        "unread": core.workspace.unread(person.id, channel.id),
    }


def _picked(source: Json, *names: str) -> Json:
    return {name: source.get(name, "") for name in names}


READS: dict[str, Answer] = {
    "/browser/workspace": workspace,
    "/browser/conversations": conversations,
    "/browser/messages": messages,
    "/browser/modal": modal,
    "/browser/home": home_as_it_stands,
    "/browser/mails": mails,
    **moving_time.READS,
}
WRITES: dict[str, Answer] = {
    "/browser/say": say,
    "/browser/edit": edit,
    "/browser/command": command,
    "/browser/shortcut": shortcut,
    "/browser/action": action,
    "/browser/options": options,
    "/browser/submit": submit,
    "/browser/close": close,
    "/browser/home": home,
    "/browser/join": join,
    "/browser/change": change,
    "/browser/deactivate": deactivate,
    **moving_time.WRITES,
}


def routes(core: Core) -> list[Route]:
    """All the page's addresses."""

    async def live(request: Request) -> Response:
        user = core.workspace.person(request.query_params.get("as", "")).id
        headers = {"cache-control": "no-store"}
        return StreamingResponse(core.live.stream(user), media_type="text/event-stream", headers=headers)

    return [
        *(Route(path, _endpoint(core, answer), methods=["GET"]) for path, answer in READS.items()),
        *(Route(path, _endpoint(core, answer), methods=["POST"]) for path, answer in WRITES.items()),
        Route("/browser/live", live, methods=["GET"]),
    ]


def _endpoint(core: Core, answer: Answer) -> Callable[[Request], Awaitable[Response]]:
    async def endpoint(request: Request) -> Response:
        try:
            asked = Asked({**request.query_params, **await _body(request)}, core)
            result: Json = {"ok": True, **await answer(core, asked)}
        except Refused as refused:
            log.info("%s was refused: %s", request.url.path, refused)
            result = {"ok": False, "error": refused.error, "message": refused.message or refused.error}
        return JSONResponse(result, headers={"cache-control": "no-store"})

    return endpoint


async def _body(request: Request) -> Json:
    body = await request.body()
    try:
        fields = json.loads(body) if body else {}
    except ValueError:
        fields = None
    if not isinstance(fields, dict):
        raise Refused("invalid_arguments", "The request is no JSON object.")
    return fields
