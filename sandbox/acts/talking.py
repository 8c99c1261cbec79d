"""Messages, slash commands, shortcuts and the app's page."""

from collections.abc import Sequence

from sandbox import events
from sandbox.acts.payloads import acknowledged, bad_answer, channel_name, in_message, interaction, reasons, without_body
from sandbox.acts.replies import answer_command
from sandbox.core import Core
from sandbox.files import file_object
from sandbox.limits import LIMITS
from sandbox.posting import change, check_thread, post
from sandbox.triggers import Reply
from sandbox.typed_text import typed
from sandbox.values import Refused
from sandbox.views import View
from sandbox.workspace import Channel, Message, Person


def say(
    core: Core, person: Person, channel_id: str, text: str, thread_ts: str | None = None, files: Sequence[str] = ()
) -> Message:
    """The person sends a message, with or without files that they have uploaded."""
    channel = core.workspace.channel_seen_by(person.id, channel_id)
    if channel.is_direct and not core.manifest.messages_tab:
        raise Refused("restricted_action", f"Sending messages to {core.manifest.name} has been turned off.")
    arriving = "" if files and not text.strip() else _arriving(core, channel, text)
    thread_ts = check_thread(core, channel.id, thread_ts)
    sent = [core.files.of_person(file, person.id) for file in files]
    shown = [file_object(core.files.share(file.id, None, channel.id), core.files.base_url) for file in sent]
    message = post(core, channel.id, person.id, arriving, thread_ts=thread_ts, files=shown)
    core.workspace.read[person.id, channel.id] = message.ts
    return message


def edit(core: Core, person: Person, channel_id: str, ts: str, text: str) -> Message:
    """The person changes a message of their own."""
    channel = core.workspace.channel_seen_by(person.id, channel_id)
    message = core.workspace.find(channel.id, ts)
    if message is None or message.user != person.id:
        raise Refused("cant_update_message", "Only a message of your own can be edited.")
    change(core, message, _arriving(core, channel, text), None)
    return message


def _arriving(core: Core, channel: Channel, text: str) -> str:
    """Returns typed text as Slack passes it on."""
    if not text.strip():
        raise Refused("no_text", "There is nothing to send.")
    arriving = typed(text, core.workspace, channel)
    if len(arriving) > LIMITS["message.text"]:
        raise Refused("msg_too_long", "That message is too long.")
    return arriving


async def run_command(
    core: Core, person: Person, channel_id: str, command: str, text: str, thread_ts: str | None
) -> None:
    """The person runs one of the manifest's slash commands; the answer appears where they ran it."""
    channel = core.workspace.channel_seen_by(person.id, channel_id)
    described = core.manifest.commands.get(command)
    if described is None:
        raise Refused("unknown_command", f"{command} is not a valid command.")
    if thread_ts:
        raise Refused("not_in_thread", f"{command} is not supported in threads. Sorry!")
    if person.kind == "external":
        raise Refused("restricted_action", "Members of another organisation cannot use this app's commands.")
    references = bool(described.get("should_escape"))
    team = core.workspace.team
    payload = {
        "token": core.secrets.verification_token,
        "team_id": team.id,
        "team_domain": team.domain,
        "channel_id": channel.id,
        "channel_name": channel_name(channel),
        "user_id": person.id,
        "user_name": person.name,
        "command": command,
        "text": typed(text.strip(), core.workspace, channel, references=references),
        "api_app_id": core.workspace.app_id,
        "is_enterprise_install": "false",
        "response_url": core.response_urls.issue(person.id, channel.id),
        "trigger_id": core.triggers.issue(person.id),
    }
    body = acknowledged(core, await core.deliveries.send("command", payload))
    try:
        answer_command(core, Reply(person.id, channel.id, core.clock.real()), body)
    except Refused as refused:
        raise bad_answer(core, reasons(refused)) from refused


async def use_shortcut(core: Core, person: Person, callback_id: str, message: Message | None = None) -> None:
    """The person uses a global shortcut, or with a message one of the message shortcuts."""
    shortcut = core.manifest.shortcuts.get(callback_id)
    kind = "message" if message else "global"
    if shortcut is None or shortcut["type"] != kind:
        raise Refused("unknown_shortcut", "There is no such shortcut.")
    if person.kind == "external":
        raise Refused("restricted_action", "Members of another organisation cannot use this app's shortcuts.")
    if message and message.reader:
        raise Refused("message_not_found", "A message that only you see has no shortcuts.")
    payload = interaction(core, "message_action" if message else "shortcut", person)
    payload |= {"callback_id": callback_id, "trigger_id": core.triggers.issue(person.id)}
    payload["action_ts"] = core.clock.stamp()
    if message:
        place = in_message(core, core.workspace.channel(message.channel), message)
        payload |= {"channel": place["channel"], "message": place["message"], "message_ts": message.ts}
        payload["response_url"] = core.response_urls.issue(person.id, message.channel, message.ts, message.thread_ts)
    without_body(core, await core.deliveries.send("interactive", payload))


def open_home(core: Core, person: Person, tab: str = "home") -> View | None:
    """The person opens the app's page; the bot is notified and may publish a new home view."""
    if tab == "home" and not core.manifest.home_tab:
        raise Refused("not_enabled", f"{core.manifest.name} has no Home tab.")
    events.home_opened(core, person.id, tab)
    return core.views.homes.get(person.id)
