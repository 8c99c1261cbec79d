"""Undo Slack's markup and typography, so that the rules see what the person meant."""

import re
from collections.abc import Callable
from html import unescape

from bot.rules.kit.lines import Line
from storage.words.platforms import ChannelRef

ChannelOf = Callable[[str, str], ChannelRef]

_LINK = re.compile(r"<([^<>|]*)(?:\|([^<>]*))?>")
_USER = re.compile(r"@([UW][A-Z0-9]+)")
_CHANNEL = re.compile(r"#([CG][A-Z0-9]+)")
# Slack's own rule: the mark touches its text inside, and no word outside.
_MARKED = re.compile(r"(?<![\w*])\*(?=\S)([^*\n]+)(?<=\S)\*(?![\w*])")
_CODE = re.compile(r"```([^`]+)```|`([^`\n]+)`")
_PLAIN = str.maketrans(
    {
        "\N{LEFT DOUBLE QUOTATION MARK}": '"',
        "\N{RIGHT DOUBLE QUOTATION MARK}": '"',
        "\N{LEFT SINGLE QUOTATION MARK}": "'",
        "\N{RIGHT SINGLE QUOTATION MARK}": "'",
        "\N{NO-BREAK SPACE}": " ",
        "\N{NARROW NO-BREAK SPACE}": " ",
        "\N{ZERO WIDTH SPACE}": "",
        "\N{ZERO WIDTH NO-BREAK SPACE}": "",
        "\N{SOFT HYPHEN}": "",
        "\N{NON-BREAKING HYPHEN}": "-",
    }
)


def _by_label(_channel: str, label: str) -> ChannelRef:
    return ChannelRef(name=label)


def line_from(text: str, bot_user: str = "", here: ChannelRef | None = None, channel_of: ChannelOf = _by_label) -> Line:
    """Return a line as it was meant, without links, mentions, entities, smart quotes and dashes, bold and code marks.

    The bot's own mention goes, with a comma after it, and a leading `log`: a command has it in its name, and people
    write it in a mention. `here` is the channel that it was typed in; `channel_of` finds one by its id and label.
    """
    if bot_user:
        text = re.sub(rf"<@{re.escape(bot_user)}(?:\|[^<>]*)?>[,:;]?", " ", text)
    people: dict[str, str] = {}
    channels: dict[str, ChannelRef] = {}

    def as_typed(match: re.Match[str]) -> str:
        target, label = match[1], match[2] or ""
        if user := _USER.fullmatch(target):
            word = f"@{label or user[1]}"
            people[word] = user[1]
        elif channel := _CHANNEL.fullmatch(target):
            named = channel_of(channel[1], label)
            word = f"#{label or named.name or channel[1]}"
            channels[word] = named
        else:
            word = label or target.removeprefix("mailto:").removeprefix("!")
        return word

    plain = _MARKED.sub(r"\1", _CODE.sub(r"\1\2", text) if "`" in text else text)
    plain = unescape(_LINK.sub(as_typed, plain)).translate(_PLAIN).replace(" \N{EM DASH} ", " -- ").strip()
    first, _, rest = plain.partition(" ")
    return Line(rest.strip() if first.lower() == "log" else plain, people, channels, here)
