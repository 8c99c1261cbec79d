"""The keys under which the two messages of a sign-off are found again."""


def asked_key(signoff_id: str, approver_id: str | None = None, again: str = "") -> str:
    """Return the key of what asks; of the message in the shared channel where no approver is named.

    `again` sets a mail that is sent once more apart.
    """
    return f"signoff-asked:{signoff_id}:{approver_id or 'chat'}{f':{again}' if again else ''}"


def desk_key(signoff_id: str) -> str:
    """Return the key of the agency's own message of a sign-off."""
    return f"signoff-desk:{signoff_id}"
