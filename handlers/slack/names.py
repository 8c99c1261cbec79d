"""The names that Slack knows parts of the bot by; views and handlers share them."""

from enum import StrEnum


class Command(StrEnum):
    """Slash commands, without slash and prefix."""

    LOGTIME = "logtime"
    TIMEOFF = "timeoff"
    TIMESHEET = "timesheet"

    def typed(self, prefix: str) -> str:
        """The command as people type it; `prefix` sets it apart from another app's."""
        return f"/{prefix}{self}"


class Shortcut(StrEnum):
    """Callback ids of shortcuts."""

    LOG_TIME = "time_entry.open"


class Action(StrEnum):
    """Action ids of buttons and inputs."""

    ENTRY_EDIT = "time_entry.edit"
    ENTRY_REPEAT = "time_entry.repeat"
    ENTRY_UNDO = "time_entry.undo"
    ENTRIES_UNDO = "time_entries.undo"
    ENTRY_MENU = "time_entry.menu"
    ENTRY_OPEN = "time_entry.open"
    ENTRY_ANOTHER = "time_entry.another"
    LINE_CHOSEN = "time_entry.line_chosen"
    JOB_SEARCH = "job.search"
    PERIOD_CLOSE = "period.close"
    PERIOD_LEAVE = "period.leave"
    EXPORT_SEND = "export.send"
    EXPORT_SETTINGS = "export.settings"
    OVERRIDE_SEARCH = "override.search"
    OVERRIDE_GRANT = "override.grant"
    OVERRIDE_REFUSE = "override.refuse"
    PERSON_ADD = "person.add"
    PERSON_SEARCH = "person.search"
    SET_UP_OPEN = "set_up.open"
    ZONE_SEARCH = "zone.search"
    SHEET_EDIT = "timesheet.edit"
    SHEET_COPY = "timesheet.copy"
    SHEET_EXPORT = "timesheet.export"
    SHEET_SEE = "timesheet.see"
    WEEK_SEND = "week.send"
    WEEK_APPROVE = "week.approve"
    WEEK_SEND_BACK = "week.send_back"
    CHANGE_APPROVE = "week.approve_change"
    TIMER_UNTIL = "timer.until"
    TIMER_STOP = "timer.stop"
    TIMER_FORGET = "timer.forget"
    VALUE = "value"
    LEAVE_CANCEL = "leave.cancel"
    LATE_REASON = "late.reason"
    LATE_APPROVE = "late.approve"
    LATE_DECLINE = "late.decline"
    POLICY_OPEN = "policy.open"
    POLICY_OFFICE = "policy.office"
    NUDGE_SAME = "nudge.like_last_week"
    NUDGE_PICK = "nudge.pick"
    NUDGE_OFF = "nudge.was_off"
    NUDGE_NOTHING = "nudge.nothing"
    NUDGE_SNOOZE = "nudge.snooze"
    TEAM_REMIND = "team.remind"
    TEAM_EXCUSE = "team.excuse"


class Modal(StrEnum):
    """Callback ids of modals."""

    TIME_ENTRY = "time_entry.form"
    EXPORT_SETTINGS = "export.settings"
    OVERRIDE_CHOICE = "override.choice"
    OVERRIDE = "override.form"
    PERSON = "person.form"
    SET_UP = "set_up.form"
    SHEET_COPY = "timesheet.copy_form"
    WEEK_SEND_BACK = "week.send_back_form"
    SHOWN = "shown"
    LEAVE = "leave.form"
    LATE_REASON = "late.reason_form"
    POLICY = "policy.form"
    EXCUSE = "team.excuse_form"
