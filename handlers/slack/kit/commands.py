"""How slash commands are typed in this workspace."""


def typed(name: str, prefix: str) -> str:
    """Return the command as people type it; `prefix` sets it apart from another app's."""
    return f"/{prefix}{name}"
