"""The people, channels and conversations that a person may choose, and the files they hand to the bot."""

from collections.abc import Iterator

from sandbox.block_kit.blocks import elements_of
from sandbox.core import Core
from sandbox.files import file_object
from sandbox.inputs import STATE_FIELDS, Values, chosen
from sandbox.values import Json, JsonValue, Refused
from sandbox.workspace import Channel, Person

_KINDS = ("users", "channels", "conversations")


def is_reference(element: Json) -> bool:
    """True if an element offers people, channels or conversations rather than the bot's own options."""
    return element["type"].removeprefix("multi_").removesuffix("_select") in _KINDS


def offered(core: Core, person: Person, element: Json, query: str = "") -> list[Json]:
    """Returns the choices that such an element offers that person, as options: those whose name contains the query."""
    match element["type"].removeprefix("multi_"):
        case "users_select":
            found = {one.id: one.real_name for one in _people(core, person)}
        case "channels_select":
            found = {one.id: f"#{one.name}" for one in _channels(core, person) if not one.is_private}
        case _:
            found = dict(_conversations(core, person, element.get("filter") or {}))
    return [_option(id_, name) for id_, name in found.items() if query.casefold() in name.casefold()]


def entered(core: Core, person: Person, blocks: list[Json], state: Values) -> Values:
    """Returns the values entered into these blocks, with whole files; refuses anybody who isn't on offer."""
    complete = {block: dict(values) for block, values in state.items()}
    for block in blocks:
        for element in elements_of(block):
            given = complete.get(block["block_id"], {}).get(element["action_id"])
            if given and element["type"] in STATE_FIELDS:
                field = STATE_FIELDS[element["type"]][0]
                value = checked(core, person, element, given.get(field))
                complete[block["block_id"]][element["action_id"]] = {**given, field: value}
    return complete


def checked(core: Core, person: Person, element: Json, value: JsonValue) -> JsonValue:
    """Completes and checks one value in the same way."""
    if element["type"] == "file_input":
        return [_handed_over(core, person, str(file.get("id"))) for file in value or []]
    if is_reference(element) and value:
        ids = {option["value"] for option in offered(core, person, element)}
        if not ids.issuperset(value if isinstance(value, list) else [value]):
            raise Refused("invalid_option", "That is not on offer.")
    return chosen(element, value)


def _handed_over(core: Core, person: Person, file_id: str) -> Json:
    file = core.files.of_person(file_id, person.id)
    file.for_app = True
    return file_object(file, core.files.base_url)


def _people(core: Core, person: Person) -> Iterator[Person]:
    """The people that person sees: those in a channel with them and, for a member, the whole workspace."""
    workspace = core.workspace
    near = set[str]().union(*(one.members for one in workspace.channels.values() if person.id in one.members))
    for one in workspace.people.values():
        if one.id in near or (person.kind == "member" and one.team_id == person.team_id):
            yield one


def _channels(core: Core, person: Person) -> Iterator[Channel]:
    for channel in core.workspace.channels.values():
        if not channel.is_direct and (person.id in channel.members or _is_open_to(channel, person)):
            yield channel


def _is_open_to(channel: Channel, person: Person) -> bool:
    return not channel.is_private and person.kind == "member"


def _conversations(core: Core, person: Person, wanted: Json) -> Iterator[tuple[str, str]]:
    kinds = wanted.get("include", ["public", "private", "im"])
    for channel in _channels(core, person):
        kind = "private" if channel.is_private else "public"
        if kind in kinds and not (channel.shared_with and wanted.get("exclude_external_shared_channels")):
            yield channel.id, f"#{channel.name}"
    direct = core.workspace.direct_with(person.id)
    if direct and "im" in kinds and not wanted.get("exclude_bot_users"):
        yield direct.id, core.manifest.bot_name


def _option(id_: str, name: str) -> Json:
    return {"text": {"type": "plain_text", "text": name}, "value": id_}
