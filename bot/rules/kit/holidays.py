"""Public holidays, from the `holidays` package, which is large and so imported on first use."""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import lru_cache

from bot.errors import UsageError

ALIASES = {"UK": "GB", "USA": "US"}


@lru_cache(maxsize=256)
def public_holidays(country: str, subdivision: str | None, year: int) -> Mapping[date, str]:
    """Return a year's public holidays by day, with their names, including those observed on another day."""
    import holidays  # noqa: PLC0415  # half a second that no start should wait for

    return dict(holidays.country_holidays(country, subdiv=subdivision, years=year))


@lru_cache(maxsize=1)
def known_places() -> Mapping[str, Sequence[str]]:
    """Return the countries (ISO 3166 alpha-2) with known holidays, each with its subdivisions."""
    import holidays  # noqa: PLC0415

    return holidays.list_supported_countries(include_aliases=False)


def read_place(text: str) -> tuple[str | None, str | None]:
    """Return a country and its subdivision: `US-NY`, `GB ENG`, `DE`; both None if the text is empty or `none`.

    Raises UsageError for a place whose holidays aren't known.
    """
    words = text.upper().replace("-", " ").split()
    if not words or words == ["NONE"]:
        return None, None
    country = ALIASES.get(words[0], words[0])
    if country not in known_places() or len(words) > 2:
        raise UsageError(f"I can't find public holidays for “{text.strip()}”. Try US-NY or GB-ENG.")
    if len(words) == 1:
        return country, None
    if words[1] not in known_places()[country]:
        some = ", ".join(f"{country}-{each}" for each in known_places()[country][:4])
        hint = f"I know {some} …" if some else f"{country} has none, so just write {country}."
        raise UsageError(f"I don't know the subdivision {words[1]} of {country}. {hint}")
    return country, words[1]
