"""Clicks on elements of messages and views, and the options of an external select."""

from dataclasses import dataclass
from typing import Any

from sandbox.acts.choosing import checked, entered, is_reference, offered
from sandbox.acts.payloads import acknowledged, bad_answer, in_message, in_view, interaction, without_body
from sandbox.block_kit.blocks import elements_of
from sandbox.block_kit.elements import options_of
from sandbox.core import Core
from sandbox.inputs import STATE_FIELDS, Values
from sandbox.slack_objects import message_state
from sandbox.values import Json, Refused
from sandbox.views import View
from sandbox.workspace import Message, Person

DEFAULT_MIN_QUERY_LENGTH = 3
_CHOICES = {field for field, _ in STATE_FIELDS.values()}


@dataclass(frozen=True)
class Place:
    """A message or view that a person sees and can click in."""

    message: Message | None = None
    view: View | None = None

    @property
    def blocks(self) -> list[Json]:
        """Its blocks."""
        return self.view.blocks if self.view else (self.message and self.message.blocks) or []


def place_of(core: Core, person: Person, container: Json) -> Place:
    """Returns the message or view that a container names, if that person sees it."""
    if container.get("type") == "view":
        view = core.views.find(str(container.get("view_id")))
        if view.user != person.id:
            raise Refused("not_found", "That view is not open on your screen.")
        return Place(view=view)
    channel = core.workspace.channel_seen_by(person.id, str(container.get("channel")))
    message = core.workspace.find(channel.id, str(container.get("ts")))
    if message is None or not message.is_seen_by(person.id):
        raise Refused("message_not_found", "That message is gone.")
    return Place(message=message)


async def click(
    core: Core, person: Person, place: Place, block_id: str, action_id: str, choice: Json, *, forge: bool = False
) -> None:
    """The person clicks or chooses. `choice` has the chosen value, and `state` the other values entered.

    With `forge` the element need not exist, as when somebody forges a request.
    """
    if not core.manifest.interactive:
        raise Refused("dispatch_failed", f"{core.manifest.name} is not set up for interactive answers.")
    element = _clickable(place, block_id, action_id)
    if element is None and not forge:
        raise Refused("element_not_found", "There is nothing like that to click.")
    action = _action(core, person, element, choice, forge=forge) | {"block_id": block_id, "action_id": action_id}
    action["action_ts"] = core.clock.stamp()
    payload = interaction(core, "block_actions", person) | {"trigger_id": core.triggers.issue(person.id)}
    state = entered(core, person, place.blocks, choice.get("state") or {})
    payload |= _where(core, person, place, _entered(place, state, action))
    payload["actions"] = [action]
    without_body(core, await core.deliveries.send("interactive", payload))


async def suggest(core: Core, person: Person, place: Place, block_id: str, action_id: str, query: str) -> Json:
    """Returns the options that the bot offers for the text typed into an external select."""
    element = _element(place, block_id, action_id)
    if element and is_reference(element):
        return {"options": offered(core, person, element, query)}
    if element is None or element["type"] not in ("external_select", "multi_external_select"):
        raise Refused("element_not_found", "There is nothing like that to choose from.")
    if len(query) < element.get("min_query_length", DEFAULT_MIN_QUERY_LENGTH):
        return {"options": []}
    payload = interaction(core, "block_suggestion", person)
    payload |= {"block_id": block_id, "action_id": action_id, "value": query}
    payload |= in_view(core, place.view) if place.view else _message_place(core, place)
    body = acknowledged(core, await core.deliveries.send("options", payload))
    if problems := options_of(body):
        raise bad_answer(core, " ".join(problems))
    groups: list[Json] = body.get("option_groups", [])
    return body if "options" in body else {"options": [o for group in groups for o in group["options"]], **body}


def _element(place: Place, block_id: str, action_id: str) -> Json | None:
    block = next((b for b in place.blocks if b["block_id"] == block_id), None)
    return next((e for e in elements_of(block) if e["action_id"] == action_id), None) if block else None


def _clickable(place: Place, block_id: str, action_id: str) -> Json | None:
    """An element whose clicks the bot gets at once; input blocks wait for the submission, unless they dispatch."""
    block = next((b for b in place.blocks if b["block_id"] == block_id), None)
    waits = block is not None and block["type"] == "input" and not block.get("dispatch_action")
    return None if waits else _element(place, block_id, action_id)


def _action(core: Core, person: Person, element: Json | None, choice: Json, *, forge: bool) -> Json:
    if element is None or (forge and "value" in choice):
        return {"type": (element or choice).get("type", "button"), "value": choice.get("value")}
    action: Json = {"type": element["type"]}
    if element["type"] == "button":
        kept = {key: element[key] for key in ("text", "value", "style") if key in element}
        return action | kept
    if "placeholder" in element:
        action["placeholder"] = element["placeholder"]
    field = "selected_option" if element["type"] == "overflow" else STATE_FIELDS[element["type"]][0]
    if field not in choice:
        raise Refused("invalid_arguments", f"A {element['type']} needs a {field}.")
    return action | {field: checked(core, person, element, choice[field])}


def _entered(place: Place, state: Values, action: Json) -> Values:
    """Returns the entered values, with the new choice."""
    now = {**(place.view.entered if place.view else {})}
    for block_id, by_action in state.items():
        now[block_id] = {**now.get(block_id, {}), **by_action}
    if action["type"] in STATE_FIELDS:
        value: Json = {key: action[key] for key in ("type", *_CHOICES) if key in action}
        now[action["block_id"]] = {**now.get(action["block_id"], {}), action["action_id"]: value}
    return now


def _where(core: Core, person: Person, place: Place, now: Values) -> Json:
    if place.view:
        place.view.entered = now
        return in_view(core, place.view)
    message = place.message
    assert message is not None  # noqa: S101 - a place is a view or a message
    url = core.response_urls.issue(person.id, message.channel, message.ts, message.thread_ts)
    return _message_place(core, place) | {"response_url": url, "state": message_state(message, now)}


def _message_place(core: Core, place: Place) -> Json:
    message: Any = place.message
    return in_message(core, core.workspace.channel(message.channel), message)
