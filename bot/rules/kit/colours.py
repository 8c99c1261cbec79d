"""A client's colour, adjusted so that text on it or in it is readable (WCAG 2.2, contrast of 4.5 to 1)."""

import re

WHITE, INK = "#ffffff", "#1a1d21"
# The background in dark mode.
DARK = "#15181c"
# For clients without a colour of their own.
PLAIN = "#1d3a34"
READABLE = 4.5
STEPS = 20
_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")


def branded(colour: str | None) -> str:
    """Return a client's colour as `#rrggbb`; a plain green if there's none, or the stored text isn't one."""
    return colour.lower() if colour and _COLOUR.fullmatch(colour) else PLAIN


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours, from 1 (the same) to 21 (black and white)."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def ink_on(colour: str) -> str:
    """Return the text colour for that background: white or nearly black, whichever is more readable."""
    return max((WHITE, INK), key=lambda ink: contrast(ink, colour))


def readable_on(paper: str, colour: str) -> str:
    """Return the colour, moved towards black or white until it's readable on that background."""
    target = ink_on(paper)
    shades = (_mixed(colour, target, step / STEPS) for step in range(STEPS + 1))
    return next((shade for shade in shades if contrast(shade, paper) >= READABLE), target)


def _channels(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(channel / 255) for channel in _channels(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(share: float) -> float:
    return share / 12.92 if share <= 0.03928 else float(((share + 0.055) / 1.055) ** 2.4)


def _mixed(colour: str, other: str, share: float) -> str:
    pairs = zip(_channels(colour), _channels(other), strict=True)
    return "#" + "".join(f"{round(one + (two - one) * share):02x}" for one, two in pairs)
