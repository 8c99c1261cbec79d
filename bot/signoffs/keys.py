"""The keys to find the two messages of a sign-off again."""


def asked_key(signoff_id: str, approver_id: str | None = None, again: str = "") -> str:
    """Return the key of the message that asks: an approver's mail, or without one the shared channel's message.

    `again` tells apart a mail that's sent once more.
    """
    return f"signoff-asked:{signoff_id}:{approver_id or 'chat'}{f':{again}' if again else ''}"


def desk_key(signoff_id: str) -> str:
    """Return the key of the agency's own message about a sign-off."""
    return f"signoff-desk:{signoff_id}"
