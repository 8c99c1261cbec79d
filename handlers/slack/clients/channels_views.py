"""Sentences about channels in which nothing internal is posted."""

from collections.abc import Sequence

from bot.clients.internal_channels import HeldBack, Obstacle
from handlers.slack.kit.blocks import channel_name


def held_back(held: Sequence[HeldBack], advice: str) -> str:
    """Say of each channel why nothing was posted there, and what to do; `advice` is for those that outsiders read."""
    return " ".join(_sentence(each, advice) for each in held)


def _sentence(each: HeldBack, advice: str) -> str:
    name = channel_name(each.channel)
    match each.why:
        case Obstacle.UNSEEN:
            return f"I can't see {name} yet, so please invite me there."
        case Obstacle.READ_OUTSIDE:
            return f"People outside the agency read {name}, so I keep internal messages out of it. {advice}"
