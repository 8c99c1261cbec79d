"""A line of chat as the rules see it, with nothing of the platform it came from."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Line:
    """What a person typed, as they meant it: a door has undone its platform's markup and entities."""

    text: str
