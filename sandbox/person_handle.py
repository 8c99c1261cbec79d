"""Acts as a person, for tests: every call goes through `/browser/*`, as the page's do."""

import json
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from urllib.parse import urlencode

from sandbox.block_kit.blocks import elements_of
from sandbox.inputs import STATE_FIELDS
from sandbox.values import Json, JsonValue
from sandbox.workspace import Person, Workspace

_REFERENCES = ("users_select", "channels_select", "conversations_select")

Watched = tuple[str, str | None]

_DIRECT = urllib.request.build_opener(urllib.request.ProxyHandler({}))


@dataclass(frozen=True)
class Outcome:
    """The result as the person sees it: `ok` or an error, the messages that appeared meanwhile, the modal on top."""

    ok: bool
    error: str | None
    message: str
    appeared: list[Json] = field(default_factory=list)
    modal: Json | None = None
    raw: Json = field(default_factory=dict)

    @property
    def text(self) -> str:
        """The text of the last message that appeared, or an empty string."""
        return str(self.appeared[-1]["text"]) if self.appeared else ""

    @property
    def errors(self) -> dict[str, str]:
        """The field errors of a submission, by block_id."""
        return dict(self.raw.get("errors", {}))


class PersonHandle:
    """One person at their screen. Channels go by name or id; messages and views as this handle returned them."""

    def __init__(
        self, url: str, person: Person, workspace: Workspace, wait: Callable[[Callable[[], object], float], None]
    ) -> None:
        self.id = person.id
        self.person = person
        self._url = url
        self._workspace = workspace
        self._wait = wait

    def command(self, channel: str, command: str, text: str = "", thread_ts: str | None = None) -> Outcome:
        """Runs a slash command; its answer has appeared when this returns."""
        where = self._channel(channel)
        return self._act("command", (where, None), channel=where, command=command, text=text, thread_ts=thread_ts)

    def say(self, channel: str, text: str, thread_ts: str | None = None) -> Outcome:
        """Sends a message. The bot's answer comes later: see `wait_for`."""
        where = self._channel(channel)
        return self._act("say", (where, thread_ts), channel=where, text=text, thread_ts=thread_ts)

    def upload(
        self, channel: str, filename: str, content: bytes, text: str = "", thread_ts: str | None = None
    ) -> Outcome:
        """Sends a message with a file."""
        where, file = self._channel(channel), self._uploaded(filename, content)
        return self._act("say", (where, thread_ts), channel=where, text=text, thread_ts=thread_ts, files=[file])

    def mention(self, channel: str, text: str, thread_ts: str | None = None) -> Outcome:
        """Sends a message that begins with the bot's name."""
        return self.say(channel, f"@{self._workspace.people[self._workspace.bot_user].name} {text}", thread_ts)

    def edit(self, message: Json, text: str) -> Outcome:
        """Changes the text of one's own message."""
        return self._act("edit", _watched(message), channel=message["channel"], ts=message["ts"], text=text)

    def direct(self, text: str) -> Outcome:
        """Sends a direct message to the bot."""
        return self.say(self.direct_channel(), text)

    def direct_channel(self) -> str:
        """The id of the direct message with the bot."""
        return str(self._get("conversations")["dms"][0]["id"])

    def messages(self, channel: str | None = None, thread_ts: str | None = None) -> list[Json]:
        """Returns the messages this person sees in a channel (by default the bot's direct message) or in a thread."""
        where = self._channel(channel) if channel else self.direct_channel()
        found: list[Json] = self._get("messages", channel=where, thread_ts=thread_ts)["messages"]
        return found

    def modal(self) -> Json | None:
        """The modal on top, or None."""
        view: Json | None = self._get("modal")["view"]
        return view

    def home(self) -> Json | None:
        """The current home view, without notifying the bot that it was opened."""
        view: Json | None = self._get("home")["view"]
        return view

    def open_home(self, tab: str = "home") -> Outcome:
        """Opens the app's page; `raw["view"]` is the home view at that moment."""
        return self._act("home", None, tab=tab)

    def shortcut(self, callback_id: str) -> Outcome:
        """Uses a global shortcut."""
        return self._act("shortcut", None, callback_id=callback_id)

    def message_shortcut(self, callback_id: str, message: Json) -> Outcome:
        """Uses one of the message shortcuts, on a message that this person sees."""
        fields = {"callback_id": callback_id, "channel": message["channel"], "ts": message["ts"]}
        return self._act("shortcut", _watched(message), **fields)

    def click(self, where: Json, what: str, choose: JsonValue = None) -> Outcome:
        """Clicks a button, or chooses in a select, overflow, date picker and the like.

        `what` is an action_id or a button's text; `choose` an option's value or text (a list where several can be
        chosen), a whole option for an external select, a person's or channel's name or id, a date, or typed text.
        """
        block, element = find_element(where["blocks"], what)
        choice = {} if element["type"] == "button" else self._entered(element, choose)
        return self._action(where, block["block_id"], element["action_id"], **choice)

    def forge(self, where: Json, block_id: str, action_id: str, value: str) -> Outcome:
        """Sends a click that no element offers."""
        return self._action(where, block_id, action_id, forge=True, value=value)

    def options(self, where: Json, action_id: str, query: str) -> list[Json]:
        """Returns the options that an external select shows for the typed text."""
        block, element = find_element(where["blocks"], action_id)
        ids = {"block_id": block["block_id"], "action_id": element["action_id"]}
        answer = self._post("options", container=_container(where), value=query, **ids)
        if not answer["ok"]:
            raise LookupError(f"{answer['error']}: {answer['message']}")
        found: list[Json] = answer["options"]
        return found

    def submit(self, view: Json, values: dict[str, JsonValue] | None = None) -> Outcome:
        """Submits a modal. Values go by block_id, action_id or label; inputs not named keep their value.

        A person or channel goes by name or id, a number as text, files as a list of (name, content).
        """
        state: dict[str, Json] = {}
        for name, value in (values or {}).items():
            block, element = find_element(view["blocks"], name)
            entered = {"type": element["type"], **self._entered(element, value)}
            state.setdefault(block["block_id"], {})[element["action_id"]] = entered
        return self._act("submit", None, view_id=view["id"], state=state)

    def close(self, view: Json) -> Outcome:
        """Closes a modal."""
        return self._act("close", None, view_id=view["id"])

    def download(self, message: Json, name: str) -> bytes:
        """The content of the file with that name in a message."""
        (file,) = (file for file in message["files"] if file["name"] == name)
        with _DIRECT.open(f"{self._url}/files/{file['id']}?as={self.id}", timeout=30) as answer:
            return bytes(answer.read())

    def change(self, **facts: JsonValue) -> Outcome:
        """Changes this person's details: name, real_name, title, email, tz, is_admin."""
        return self._managed("change", facts=facts)

    def deactivate(self) -> Outcome:
        """Deactivates this person in the workspace."""
        return self._managed("deactivate")

    def wait_for(self, predicate: Callable[["PersonHandle"], object], timeout: float = 5.0) -> None:
        """Waits until the predicate is true of this handle. Raises TimeoutError if that takes too long."""
        self._wait(lambda: predicate(self), timeout)

    def wait_for_message(self, channel: str | None, text: str, timeout: float = 5.0) -> Json:
        """Waits for a message with that text in the channel (None: the bot's direct message); returns the first."""
        found: list[Json] = []

        def there(_handle: "PersonHandle") -> bool:
            found[:] = [message for message in self.messages(channel) if text in message["text"]]
            return bool(found)

        self.wait_for(there, timeout)
        return found[0]

    def _entered(self, element: Json, value: JsonValue) -> Json:
        """A value as the page sends it for that element."""
        kind = element["type"]
        field_name = "selected_option" if kind == "overflow" else STATE_FIELDS[kind][0]
        if kind == "file_input":
            return {field_name: [{"id": self._uploaded(name, content)} for name, content in value or []]}
        one = self._reference if kind.removeprefix("multi_") in _REFERENCES else partial(_option, element)
        if field_name.endswith("s"):
            return {field_name: [one(each) for each in value or []]}
        return {field_name: one(value) if field_name.startswith("selected_") and kind != "datepicker" else value}

    def _reference(self, name_or_id: str | None) -> str | None:
        for person in self._workspace.people.values():
            if name_or_id in (person.id, person.name, person.real_name):
                return person.id
        return self._channel(name_or_id) if name_or_id else None

    def _uploaded(self, filename: str, content: bytes) -> str:
        """Uploads a file without sending it; returns its id."""
        url = f"{self._url}/browser/upload?{urlencode({'as': self.id, 'name': filename})}"
        answer = read(url, content=content)
        if not answer["ok"]:
            raise ValueError(answer["message"])
        return str(answer["file"]["id"])

    def _action(self, where: Json, block_id: str, action_id: str, **choice: JsonValue) -> Outcome:
        ids = {"block_id": block_id, "action_id": action_id}
        return self._act("action", _watched(where), container=_container(where), **ids, **choice)

    def _managed(self, path: str, **fields: JsonValue) -> Outcome:
        answer = self._post(path, **fields)
        return Outcome(answer["ok"], answer.get("error"), answer.get("message", ""), raw=answer)

    def _act(self, path: str, watched: Watched | None, **fields: JsonValue) -> Outcome:
        before = {m["ts"] for m in self._from_others(watched)}
        answer = self._post(path, **fields)
        appeared = [m for m in self._from_others(watched) if m["ts"] not in before]
        said = "" if answer["ok"] else answer["message"]
        return Outcome(answer["ok"], answer.get("error"), said, appeared, self.modal(), answer)

    def _from_others(self, watched: Watched | None) -> list[Json]:
        if watched is None:
            return []
        channel, thread_ts = watched
        seen = self._get("messages", channel=channel, thread_ts=thread_ts).get("messages", [])
        return [message for message in seen if message["user"] != self.id]

    def _channel(self, name_or_id: str) -> str:
        for channel in self._workspace.channels.values():
            if name_or_id in (channel.id, channel.name) and not (channel.is_direct and name_or_id == channel.name):
                return channel.id
        return name_or_id

    def _get(self, path: str, **query: str | None) -> Json:
        given = {name: value for name, value in query.items() if value is not None}
        return read(f"{self._url}/browser/{path}?{urlencode({'as': self.id, **given})}")

    def _post(self, path: str, **fields: JsonValue) -> Json:
        return read(f"{self._url}/browser/{path}", {"as": self.id, **fields})


def find_element(blocks: list[Json], name: str) -> tuple[Json, Json]:
    """The block and element with that action_id, block_id, label or button text."""
    for block in blocks:
        for element in elements_of(block):
            names = (element.get("action_id"), block["block_id"], _text(block.get("label")), _text(element.get("text")))
            if name in names:
                return block, element
    raise LookupError(f"there is nothing called {name!r}")


def _text(text: Json | None) -> str | None:
    return text["text"] if text else None


def _watched(where: Json) -> Watched | None:
    return (where["channel"], where["thread_ts"]) if "ts" in where else None


def _container(where: Json) -> Json:
    if "ts" in where:
        return {"type": "message", "channel": where["channel"], "ts": where["ts"]}
    return {"type": "view", "view_id": where["id"]}


def _option(element: Json, value: JsonValue) -> Json | None:
    if value is None or isinstance(value, dict):
        return value
    for option in element.get("options", []):
        if value in (option["value"], option["text"]["text"]):
            return dict(option)
    return {"value": value}


def read(url: str, fields: Json | None = None, content: bytes | None = None) -> Json:
    """Returns the sandbox's answer to a GET, or to a POST of the fields or bytes."""
    body = json.dumps(fields).encode() if fields is not None else content
    request = urllib.request.Request(url, body, {"content-type": "application/json"})  # noqa: S310 - the sandbox's own
    with _DIRECT.open(request, timeout=30) as answer:
        found: Json = json.loads(answer.read())
        return found
