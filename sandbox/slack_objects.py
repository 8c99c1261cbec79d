"""People, channels, messages and views in the shapes in which Slack's API and payloads show them."""

from datetime import datetime
from zoneinfo import ZoneInfo

from sandbox.clock import Clock
from sandbox.files import file_to_be_looked_up
from sandbox.inputs import values_of
from sandbox.values import Json
from sandbox.views import View
from sandbox.workspace import Channel, Message, Person, Workspace

_FILE_ON_PAGE = ("id", "name", "title", "size", "mimetype")


def message_object(message: Message, workspace: Workspace, *, with_metadata: bool = True) -> Json:
    """A message as conversations.history and payloads show it."""
    shown: Json = {"type": "message", "user": message.user, "text": message.text, "ts": message.ts}
    shown["team"] = workspace.people[message.user].team_id
    if message.bot_id:
        shown |= {"bot_id": message.bot_id, "app_id": workspace.app_id}
    if message.blocks is not None:
        shown["blocks"] = message.blocks
    if message.files:
        shown |= {"files": [_file_in_message(file, workspace) for file in message.files], "upload": True}
    if message.edited_ts:
        shown["edited"] = {"user": message.user, "ts": message.edited_ts}
    if with_metadata and message.metadata:
        shown["metadata"] = message.metadata
    if message.thread_ts:
        shown["thread_ts"] = message.thread_ts
    elif replies := workspace.replies(message.channel, message.ts):
        shown |= {
            "thread_ts": message.ts,
            "reply_count": len(replies),
            "reply_users": sorted({reply.user for reply in replies}),
            "latest_reply": replies[-1].ts,
        }
    return shown


def _file_in_message(file: Json, workspace: Workspace) -> Json:
    owner = workspace.people.get(file.get("user", ""))
    return file_to_be_looked_up(file) if owner and owner.team_id != workspace.team.id else file


def message_for_browser(message: Message, workspace: Workspace) -> Json:
    """A message as the page shows it."""
    return {
        "channel": message.channel,
        "ts": message.ts,
        "thread_ts": message.thread_ts,
        "user": message.user,
        "bot_id": message.bot_id,
        "text": message.text,
        "blocks": message.blocks,
        "files": [{key: file.get(key) for key in _FILE_ON_PAGE} for file in message.files],
        "edited": message.edited_ts is not None,
        "ephemeral": message.reader is not None,
        "reply_count": 0 if message.thread_ts else len(workspace.replies(message.channel, message.ts)),
        "shown_at": message.shown_at,
    }


def message_state(message: Message, entered: Json) -> Json:
    """The `state` of a message's elements."""
    return {"values": values_of(message.blocks or [], entered)}


def view_object(view: View, workspace: Workspace) -> Json:
    """A view with all the fields that Slack fills in."""
    modal = {"title": None, "submit": None, "close": None, "clear_on_close": False, "notify_on_close": False}
    return {
        "private_metadata": "",
        "callback_id": "",
        "external_id": "",
        **modal,
        **view.body,
        "id": view.id,
        "team_id": workspace.team.id,
        "app_id": workspace.app_id,
        "app_installed_team_id": workspace.team.id,
        "bot_id": workspace.bot_id,
        "state": {"values": view.values()},
        "hash": view.hash,
        "previous_view_id": view.previous_id,
        "root_view_id": view.root_id,
    }


def channel_object(channel: Channel, workspace: Workspace) -> Json:
    """A conversation as conversations.info shows it."""
    shared = bool(channel.shared_with)
    shown: Json = {
        "id": channel.id,
        "is_channel": not channel.is_private and not channel.is_direct,
        "is_group": channel.is_private and not channel.is_direct,
        "is_im": channel.is_direct,
        "is_mpim": False,
        "is_private": channel.is_private,
        "is_archived": False,
        "is_general": channel.name == "general",
        "is_shared": shared,
        "is_ext_shared": shared,
        "is_org_shared": False,
        "is_member": workspace.bot_user in channel.members,
        "context_team_id": workspace.team.id,
        "shared_team_ids": [workspace.team.id, *channel.shared_with],
    }
    if channel.is_direct:
        return shown | {"user": next(iter(channel.members - {workspace.bot_user}))}
    topic = {"value": channel.topic, "creator": "", "last_set": 0}
    return shown | {"name": channel.name, "name_normalized": channel.name, "topic": topic, "purpose": topic}


def user_object(person: Person, workspace: Workspace, clock: Clock, *, with_email: bool) -> Json:
    """A person as users.info shows them; the e-mail only for those who may read it."""
    local = datetime.fromtimestamp(clock.real(), ZoneInfo(person.tz))
    offset = local.utcoffset()
    profile = {
        "real_name": person.real_name,
        "display_name": person.name,
        "title": person.title,
        "team": person.team_id,
    }
    if with_email and person.email:
        profile["email"] = person.email
    return {
        "id": person.id,
        "team_id": person.team_id,
        "name": person.name,
        "real_name": person.real_name,
        "deleted": person.deleted,
        "color": person.color.lstrip("#"),
        "tz": person.tz,
        "tz_label": local.tzname() or "",
        "tz_offset": int(offset.total_seconds()) if offset else 0,
        "profile": profile,
        "is_admin": person.is_admin,
        "is_owner": False,
        "is_primary_owner": False,
        "is_restricted": person.kind == "guest",
        "is_ultra_restricted": person.kind == "guest" and person.single_channel,
        "is_stranger": person.team_id != workspace.team.id and not workspace.meets_bot(person.id),
        "is_bot": person.kind == "bot",
        "is_app_user": False,
        "updated": 0,
    }


def acting_user(person: Person) -> Json:
    """The `user` of an interaction: `team_id` is the person's own organisation."""
    return {"id": person.id, "username": person.name, "name": person.name, "team_id": person.team_id}
