"""Client contacts: who at a client may approve what."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from bot.rules.contacts import may_approve
from storage import contacts
from storage.contacts import Contact
from storage.enums import SignoffKind


def approvers_for(
    session: Session, client_id: str, kind: SignoffKind, amount_cents: int | None = None
) -> Sequence[Contact]:
    """The contacts of a client who may approve that, by name; an amount (of the client's currency) within their limit.

    Without an amount, limits do not count.
    """
    asked = contacts.of_client(session, client_id)
    return [each for each in asked if may_approve(each.approves, each.limit_cents, kind, amount_cents)]
