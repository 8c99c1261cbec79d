"""What a person can do next, in words that every door can show."""

from bot.model import Model


class Hint(Model):
    """What to do next, and the command for it with its arguments: each door writes it as people type it there."""

    text: str
    command: str = ""
