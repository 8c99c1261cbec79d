"""The names that Slack knows parts of the bot by; views and handlers share them."""

from enum import StrEnum


class Command(StrEnum):
    """Slash commands, without slash and prefix."""

    LOGTIME = "logtime"

    def typed(self, prefix: str) -> str:
        """The command as people type it; `prefix` sets it apart from another app's."""
        return f"/{prefix}{self}"


class Shortcut(StrEnum):
    """Callback ids of shortcuts."""

    LOG_TIME = "time_entry.open"


class Action(StrEnum):
    """Action ids of buttons and inputs."""

    ENTRY_EDIT = "time_entry.edit"
    ENTRY_UNDO = "time_entry.undo"
    ENTRIES_UNDO = "time_entries.undo"
    ENTRY_MENU = "time_entry.menu"
    ENTRY_OPEN = "time_entry.open"
    ENTRY_ANOTHER = "time_entry.another"
    LINE_CHOSEN = "time_entry.line_chosen"
    JOB_SEARCH = "job.search"
    SET_UP_OPEN = "set_up.open"
    ZONE_SEARCH = "zone.search"
    VALUE = "value"


class Modal(StrEnum):
    """Callback ids of modals."""

    TIME_ENTRY = "time_entry.form"
    SET_UP = "set_up.form"
    SHOWN = "shown"
