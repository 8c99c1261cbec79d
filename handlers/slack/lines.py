"""Slack's markup and distortions, undone: what the rules see is what the person meant."""

import re
from html import unescape

from bot.rules.lines import Line

_LINK = re.compile(r"<([^<>|]*)(?:\|([^<>]*))?>")
_PLAIN = str.maketrans(
    {
        "\N{LEFT DOUBLE QUOTATION MARK}": '"',
        "\N{RIGHT DOUBLE QUOTATION MARK}": '"',
        "\N{LEFT SINGLE QUOTATION MARK}": "'",
        "\N{RIGHT SINGLE QUOTATION MARK}": "'",
        "\N{NO-BREAK SPACE}": " ",
        "\N{NARROW NO-BREAK SPACE}": " ",
        "\N{ZERO WIDTH SPACE}": "",
    }
)


def line_from(text: str, bot_user: str = "") -> Line:
    """A line as it was meant: links, mentions, entities and smart quotes undone, without the bot's own mention.

    A leading `log` is dropped: a command has it in its name, and in a mention it reads well.
    """
    if bot_user:
        text = re.sub(rf"<@{re.escape(bot_user)}(?:\|[^<>]*)?>", " ", text)
    plain = unescape(_LINK.sub(_as_typed, text)).translate(_PLAIN).strip()
    first, _, rest = plain.partition(" ")
    return Line(rest.strip() if first.lower() == "log" else plain)


def _as_typed(match: re.Match[str]) -> str:
    target, label = match[1], match[2]
    if target[:1] in ("@", "#", "!"):
        return f"{'' if target[0] == '!' else target[0]}{label or target[1:]}"
    return label or target.removeprefix("mailto:")
