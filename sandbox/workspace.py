"""The content of the workspace: teams, people, channels and their messages. State only; it sends nothing."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from sandbox.manifest import Manifest
from sandbox.values import Json, Refused, fields_of, new_id

Kind = Literal["member", "guest", "external", "bot"]


@dataclass(frozen=True)
class Team:
    """An organisation: the posting workspace itself, or one that shares channels with it."""

    id: str
    name: str
    domain: str


@dataclass(frozen=True)
class Person:
    """Someone who may act here, or the app's own bot user; `single_channel` is for guests."""

    id: str
    name: str
    real_name: str
    team_id: str
    kind: Kind = "member"
    title: str = ""
    email: str | None = None
    is_admin: bool = False
    tz: str = "Etc/UTC"
    color: str = "#5b6470"
    single_channel: bool = False
    deleted: bool = False


@dataclass
class Channel:
    """A channel, or a direct message (`is_direct`) between the bot and one person."""

    id: str
    name: str
    members: set[str]
    topic: str = ""
    is_private: bool = False
    is_direct: bool = False
    shared_with: tuple[str, ...] = ()

    @property
    def event_type(self) -> str:
        """The `channel_type` of events, in the plural that scopes and subscriptions use for channels and groups."""
        return "im" if self.is_direct else "groups" if self.is_private else "channels"


@dataclass
class Message:
    """One message; an ephemeral one has a `reader`, and nobody else sees it."""

    channel: str
    ts: str
    shown_at: str
    user: str
    text: str
    blocks: list[Json] | None = None
    bot_id: str | None = None
    thread_ts: str | None = None
    metadata: Json | None = None
    edited_ts: str | None = None
    reader: str | None = None
    files: list[Json] = field(default_factory=list)

    def is_seen_by(self, user: str) -> bool:
        """True if that member of its channel sees it."""
        return self.reader in (None, user)


@dataclass
class Workspace:
    """The whole state of the chat. Ids for the app are fixed, so that a saved chat still fits after a restart."""

    team: Team
    teams: dict[str, Team]
    people: dict[str, Person]
    channels: dict[str, Channel]
    messages: dict[str, list[Message]] = field(default_factory=dict)
    read: dict[tuple[str, str], str] = field(default_factory=dict)
    changed: set[str] = field(default_factory=set)

    app_id = "A0SANDBOX01"
    bot_id = "B0SANDBOX01"
    bot_user = "U0SANDBOX01"

    def person(self, user: str) -> Person:
        """Returns the person with that id, or raises a refusal."""
        if user not in self.people:
            raise Refused("user_not_found", "There is nobody with that id.")
        return self.people[user]

    def put(self, person: Person) -> None:
        """Adds or replaces a person; somebody deactivated leaves all channels."""
        self.people[person.id] = person
        self.changed.add(person.id)
        if person.deleted:
            for channel in self.channels.values():
                if not channel.is_direct:
                    channel.members.discard(person.id)

    def channel(self, channel: str) -> Channel:
        """Returns the channel with that id, or raises a refusal."""
        if channel not in self.channels:
            raise Refused("channel_not_found", "There is no such conversation.")
        return self.channels[channel]

    def channel_seen_by(self, user: str, channel: str) -> Channel:
        """Returns the channel if that person is in it; otherwise raises a refusal that doesn't reveal it exists."""
        found = self.channel(channel)
        if user not in found.members:
            raise Refused("channel_not_found", "There is no such conversation.")
        return found

    def meets_bot(self, user: str) -> bool:
        """True if that person and the bot share a channel."""
        return any({user, self.bot_user} <= channel.members for channel in self.channels.values())

    def direct_with(self, user: str) -> Channel | None:
        """The direct message between the bot and that person, if it is open."""
        return next((c for c in self.channels.values() if c.is_direct and user in c.members), None)

    def open_direct(self, user: str) -> Channel:
        """Returns the direct message between the bot and that person; opens it if needed."""
        found = self.direct_with(user)
        if found is None:
            found = Channel(new_id("D"), "directmessage", {self.bot_user, user}, is_private=True, is_direct=True)
            self.channels[found.id] = found
        return found

    def add(self, message: Message) -> None:
        """Appends a message to its channel."""
        self.messages.setdefault(message.channel, []).append(message)

    def remove(self, message: Message) -> None:
        """Removes a message from its channel."""
        self.messages[message.channel].remove(message)

    def find(self, channel: str, ts: str) -> Message | None:
        """The message with that ts, ephemeral ones included."""
        return next((m for m in self.messages.get(channel, []) if m.ts == ts), None)

    def posted(self, channel: str) -> Iterator[Message]:
        """The messages that everybody in the channel sees, oldest first: no ephemeral ones."""
        return (m for m in self.messages.get(channel, []) if m.reader is None)

    def replies(self, channel: str, ts: str) -> list[Message]:
        """The posted replies in a thread, oldest first."""
        return [m for m in self.posted(channel) if m.thread_ts == ts and m.ts != ts]

    def visible(self, user: str, channel: str, thread_ts: str | None = None) -> list[Message]:
        """The messages that one reader sees in a channel, or in one of its threads with the parent first."""
        seen = (m for m in self.messages.get(channel, []) if m.is_seen_by(user))
        if thread_ts is None:
            return [m for m in seen if m.thread_ts is None]
        return [m for m in seen if thread_ts in (m.ts, m.thread_ts)]

    def unread(self, user: str, channel: str) -> int:
        """Counts other people's messages since that person last read the channel."""
        since = self.read.get((user, channel), "0")
        return sum(1 for m in self.visible(user, channel) if m.ts > since and m.user != user)

    def to_json(self) -> Json:
        """Returns the part for a state file: people who changed, direct messages, messages, read marks."""
        directs = [c for c in self.channels.values() if c.is_direct]
        return {
            "people": [fields_of(self.people[user]) for user in sorted(self.changed)],
            "directs": {c.id: sorted(c.members - {self.bot_user}) for c in directs},
            "messages": [fields_of(m) for messages in self.messages.values() for m in messages],
            "read": [[user, channel, ts] for (user, channel), ts in self.read.items()],
        }

    def load(self, saved: Json) -> None:
        """Loads the result of `to_json`, as far as its people and channels still exist."""
        for one in saved.get("people", []):
            self.put(Person(**one))
        for id_, members in saved["directs"].items():
            if all(user in self.people for user in members):
                everyone = {self.bot_user, *members}
                self.channels[id_] = Channel(id_, "directmessage", everyone, is_private=True, is_direct=True)
        for one in saved["messages"]:
            if one["channel"] in self.channels and one["user"] in self.people:
                self.add(Message(**one))
        self.read = {(user, channel): ts for user, channel, ts in saved["read"]}


def build_workspace(source: Json, manifest: Manifest) -> Workspace:
    """Builds the workspace that a workspace.json describes, with the app's bot in it."""
    team = Team(**source["team"])
    teams = {one.id: one for one in (team, *(Team(**other) for other in source.get("teams", [])))}
    people = {one.id: one for one in (person_of(entry, team) for entry in source["people"])}
    bot = Person(Workspace.bot_user, manifest.bot_name.lower(), manifest.bot_name, team.id, "bot", color="#3f5f8a")
    channels = [_channel(entry) for entry in source["channels"]]
    _check(people, channels)
    return Workspace(team, teams, people | {bot.id: bot}, {one.id: one for one in channels})


def person_of(entry: Json, team: Team) -> Person:
    """The person that an entry of a workspace.json describes."""
    fields: dict[str, Any] = {key: value for key, value in entry.items() if key not in ("team", "kind")}
    team_id = entry.get("team", team.id)
    return Person(**fields, team_id=team_id, kind=entry.get("kind", "member" if team_id == team.id else "external"))


def _channel(entry: Json) -> Channel:
    members = {*entry["members"], *([Workspace.bot_user] if entry.get("app") else [])}
    shared_with = tuple(entry.get("shared_with", ()))
    return Channel(
        entry["id"], entry["name"], members, entry.get("topic", ""), bool(entry.get("private")), shared_with=shared_with
    )


def _check(people: dict[str, Person], channels: Sequence[Channel]) -> None:
    for person in people.values():
        if person.single_channel and sum(person.id in channel.members for channel in channels) > 1:
            raise ValueError(f"{person.name} is a single-channel guest and in several channels")
    for channel in channels:
        if strangers := channel.members - {*people, Workspace.bot_user}:
            raise ValueError(f"#{channel.name} names people who are not in the workspace: {sorted(strangers)}")
