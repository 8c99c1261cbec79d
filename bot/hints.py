"""Hints at a person's next step, in words that every door can show."""

from bot.model import Model


class Hint(Model):
    """A next step, and its command with arguments; each door writes the command as people type it there."""

    text: str
    command: str = ""
