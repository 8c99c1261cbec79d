"""The names of slash commands in this workspace."""

from bot.hints import Hint
from handlers.slack.kit.blocks import escape


def typed(name: str, prefix: str) -> str:
    """Return the command as people type it; `prefix` sets it apart from another app's."""
    return f"/{prefix}{name}"


def hinted(hint: Hint, prefix: str) -> str:
    """Return a hint as markup, with its command as people type it."""
    text = escape(hint.text)
    return f"{text} with `{typed(escape(hint.command), prefix)}`" if hint.command else text
