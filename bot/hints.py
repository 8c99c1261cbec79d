"""Hints at a person's next step, in words that every door can show."""

from bot.model import Model


class Hint(Model):
    """A next step, and its command with arguments.

    Each door writes the command as people type it there, after the text and “with”: “See all clients with …”.
    """

    text: str
    command: str = ""
