"""The parts of a creative brief (glossary: creative brief), in the order in which they are read."""

from typing import NamedTuple

from bot.errors import UsageError

LONGEST_PART = 2000


class Part(NamedTuple):
    """A part of a brief: its column, its heading, and a hint at its contents."""

    name: str
    label: str
    asks: str


PARTS = (
    Part("objectives", "Objectives", "What should change, and how will we know?"),
    Part("audience", "Audience", "Who is it for, and what do they think today?"),
    Part("message", "Message", "The one thing to take away"),
    Part("tone", "Tone", "How it should sound and look"),
    Part("deliverables", "Deliverables", "Everything we hand over, and the formats"),
    Part("mandatories", "Mandatories", "Logo, legal lines, musts and must-nots"),
    Part("budget", "Budget", "The most it can cost"),
    Part("timeline", "Timeline", "Dates and rounds"),
    Part("signs_off", "Who signs off", "Names at the client and here"),
)


def check_parts(parts: dict[str, str]) -> dict[str, str]:
    """Return the parts, stripped. Raises UsageError by field for one that is too long, or if all are empty."""
    kept = {part.name: parts.get(part.name, "").strip() for part in PARTS}
    long = {name: f"The limit is {LONGEST_PART} characters." for name, text in kept.items() if len(text) > LONGEST_PART}
    if long:
        raise UsageError("A part of the brief is too long.", fields=long)
    if not any(kept.values()):
        message = "A brief needs at least one part. Start with what should change."
        raise UsageError(message, fields={PARTS[0].name: message})
    return kept
