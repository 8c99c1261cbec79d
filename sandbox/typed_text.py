"""Changes typed text as Slack's own client does before a bot sees it."""

import re

from sandbox.workspace import Channel, Person, Workspace

_TOKEN = re.compile(
    r"(?P<code>```.+?```|`[^`\n]+`)"
    r"|(?P<url>https?://[^\s<>\"]*[^\s<>\".,;:!?'()\[\]])"
    r"|(?P<email>[\w.+-]+@[\w-]+(?:\.[\w-]+)+)"
    r"|(?P<broadcast>(?<!\w)@(?:here|channel|everyone)\b)",
    re.DOTALL,
)
_CHANNEL = re.compile(r"(?<![\w&])#([\w-]+)")
_OPENING_QUOTE = re.compile(r"(^|[\s(\[{\u2014\u201c\u2018])([\"'])")


def typed(text: str, workspace: Workspace, reach: Channel, *, references: bool = True) -> str:
    """The text as it arrives: entities, curly quotes, em dashes, links, and (with `references`) users and channels.

    People in `reach` and in the workspace's own team can be named; a name is a handle or a full name.
    """
    namable = _Names(workspace, reach) if references else None
    pieces, end = [], 0
    for match in _TOKEN.finditer(text):
        pieces += [_prose(text[end : match.start()], namable), _token(match, references=references)]
        end = match.end()
    return "".join([*pieces, _prose(text[end:], namable)])


class _Names:
    """Finds the people and channels named in a piece of text."""

    def __init__(self, workspace: Workspace, reach: Channel) -> None:
        team = workspace.team.id
        people = [p for p in workspace.people.values() if p.id in reach.members or p.team_id == team]
        self._people = {name.casefold(): p for p in people for name in (p.name, p.real_name)}
        self._channels = {c.name: c for c in workspace.channels.values() if not c.is_direct}
        names = sorted(self._people, key=len, reverse=True)
        self._pattern = re.compile(rf"(?<!\w)@({'|'.join(map(re.escape, names))})(?!\w)", re.IGNORECASE)

    def mark(self, text: str) -> str:
        return _CHANNEL.sub(self._channel, self._pattern.sub(self._person, text))

    def _person(self, match: re.Match[str]) -> str:
        person: Person = self._people[match[1].casefold()]
        return f"<@{person.id}>"

    def _channel(self, match: re.Match[str]) -> str:
        channel = self._channels.get(match[1])
        return f"<#{channel.id}|{channel.name}>" if channel else match[0]


def _prose(text: str, names: _Names | None) -> str:
    smart = _OPENING_QUOTE.sub(lambda m: m[1] + ("\u201c" if m[2] == '"' else "\u2018"), text)
    smart = smart.replace('"', "\u201d").replace("'", "\u2019").replace(" -- ", " \u2014 ")
    escaped = _entities(smart)
    return names.mark(escaped) if names else escaped


def _token(match: re.Match[str], *, references: bool) -> str:
    found = match[0]
    match match.lastgroup:
        case "url":
            return f"<{_entities(found)}>"
        case "email":
            return f"<mailto:{found}|{found}>"
        case "broadcast" if references:
            return f"<!{found[1:]}>"
        case _:
            return _entities(found)


def _entities(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
