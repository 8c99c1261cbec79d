"""The chain of supervisors."""

from collections.abc import Mapping


def people_below(supervisor_id: str, supervisors: Mapping[str, str | None]) -> frozenset[str]:
    """Those who report to a supervisor, directly or by others; a chain that runs in a circle ends.

    `supervisors` has the supervisor of each person.
    """
    found: set[str] = set()
    below = {supervisor_id}
    while below:
        below = {each for each, above in supervisors.items() if above in below} - found - {supervisor_id}
        found |= below
    return frozenset(found)
