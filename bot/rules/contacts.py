"""Client contacts: what each may approve."""

from collections.abc import Collection

from storage.enums import SignoffKind


def may_approve(approves: Collection[str], limit_cents: int | None, kind: SignoffKind, cents: int | None) -> bool:
    """Whether somebody who approves those kinds, up to that limit (None for any amount), may approve this."""
    return kind in approves and (cents is None or limit_cents is None or cents <= limit_cents)
