"""Public holidays, from the `holidays` package. It is large: it is brought in when it is first asked."""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import lru_cache

from bot.errors import UsageError

ALIASES = {"UK": "GB", "USA": "US"}


@lru_cache(maxsize=256)
def public_holidays(country: str, subdivision: str | None, year: int) -> Mapping[date, str]:
    """The public holidays of a year by day, with their names, those observed on another day too."""
    import holidays  # noqa: PLC0415  # half a second that no start should wait for

    return dict(holidays.country_holidays(country, subdiv=subdivision, years=year))


@lru_cache(maxsize=1)
def known_places() -> Mapping[str, Sequence[str]]:
    """The countries (ISO 3166 alpha-2) whose holidays are known, each with its subdivisions."""
    import holidays  # noqa: PLC0415

    return holidays.list_supported_countries(include_aliases=False)


def read_place(text: str) -> tuple[str | None, str | None]:
    """A country and its subdivision: `US-NY`, `GB ENG`, `DE`; nothing where the text is empty or `none`.

    Raises UsageError for a place whose holidays nobody knows.
    """
    words = text.upper().replace("-", " ").split()
    if not words or words == ["NONE"]:
        return None, None
    country = ALIASES.get(words[0], words[0])
    if country not in known_places() or len(words) > 2:
        raise UsageError(f"I know no public holidays of “{text.strip()}”. Write its two letters: US-NY, GB-ENG.")
    if len(words) == 1:
        return country, None
    if words[1] not in known_places()[country]:
        some = ", ".join(f"{country}-{each}" for each in known_places()[country][:4])
        hint = f"I know {some} …" if some else f"{country} has none: write {country} alone."
        raise UsageError(f"{country} has no subdivision {words[1]} that I know. {hint}")
    return country, words[1]
