"""The chain of supervisors."""

from collections.abc import Mapping


def people_below(supervisor_id: str, supervisors: Mapping[str, str | None]) -> frozenset[str]:
    """Return everyone who reports to a supervisor, directly or through others; circular chains are safe.

    `supervisors` has the supervisor of each person.
    """
    found: set[str] = set()
    below = {supervisor_id}
    while below:
        below = {each for each, above in supervisors.items() if above in below} - found - {supervisor_id}
        found |= below
    return frozenset(found)
