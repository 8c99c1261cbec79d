"""A time entry's share in the sums of its month."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from bot.rules.people.rates import amount_cents

# The keys of the sums; all but the month are columns of the entry.
KEYS = ("job_id", "person_id", "month", "currency", "billable", "out_of_scope", "late")


class Share(NamedTuple):
    """The sums that an entry belongs to, with its minutes, and its cents at its own rate."""

    key: Mapping[str, Any]
    minutes: int
    cents: int


def share_of(entry: dict[str, Any]) -> Share | None:
    """Return the share of an entry (its columns as JSON values); None if it's undone, or doesn't exist yet."""
    if not entry or entry["voided_at"]:
        return None
    has_rate = entry["rate_cents"] is not None
    values = entry | {"month": entry["worked_on"][:7], "currency": entry["currency"] if has_rate else ""}
    cents = amount_cents(entry["minutes"], entry["rate_cents"]) if has_rate else 0
    return Share({name: values[name] for name in KEYS}, entry["minutes"], cents)
