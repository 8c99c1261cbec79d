"""The door to weekly approval: sending a week, approving it or one change of it, sending it back."""

from datetime import date

from bot.timesheets import approval_states, approvals, sending, timesheets
from handlers.slack.kit.asked import Asked
from handlers.slack.kit.blocks import Message
from handlers.slack.kit.door import showing
from handlers.slack.kit.doors import Answer, Below, Done, Doors
from handlers.slack.timesheets import approvals_views as views
from handlers.slack.timesheets import timesheets_views as sheet_views


def list_waiting(asked: Asked) -> Answer:
    """`/timesheet approvals`."""
    return views.listed(approval_states.list_waiting(asked.bot, asked.actor), asked.prefix)


def see_week(asked: Asked) -> Answer:
    """*See the week*: show the table to the clicker only."""
    week = asked.value_as(views.WeekOf)
    return Below(_sheet(asked, week.person, week.monday))


def send_week(asked: Asked) -> Answer:
    """*Send for approval*."""
    done = sending.send_week(asked.bot, asked.actor, date.fromisoformat(asked.value))
    return _where_clicked(asked, done.person_id, done.monday)


def approve_week(asked: Asked) -> Answer:
    """*Approve* on a week."""
    seen = asked.value_as(views.SeenWeek)
    done = approvals.approve_week(asked.bot, asked.actor, seen.approval, seen.version, asked.clicked)
    return _where_clicked(asked, done.person_id, done.monday)


def approve_change(asked: Asked) -> Answer:
    """*Approve this* on an entry that changed since."""
    seen = asked.value_as(views.SeenChange)
    done = approvals.approve_change(asked.bot, asked.actor, seen.entry, seen.version, asked.clicked)
    return _where_clicked(asked, done.person_id, done.monday)


def open_send_back(asked: Asked) -> Answer:
    """*Send back…*: a form."""
    return views.back_form(asked.value)


def send_week_back(asked: Asked) -> Answer:
    """Save the reason, and show it in the message that asked for it."""
    approval_id, reason = asked.carried(views.OfApproval).approval, asked.filled.text("reason")
    done = approvals.send_week_back(asked.bot, asked.actor, approval_id, reason, asked.clicked)
    return Done(views.was_sent_back(done), replacing=lambda: _sheet(asked, done.person_id, done.monday))


def _where_clicked(asked: Asked, person_id: str, monday: date) -> Answer:
    """Replace a week that only the clicker sees; the outbox renders posted messages again."""
    if asked.is_ephemeral:
        with showing():
            return _sheet(asked, person_id, monday)
    return None


def _sheet(asked: Asked, person_id: str, monday: date) -> Message:
    return sheet_views.sheet(timesheets.show_timesheet_of(asked.bot, asked.actor, person_id, monday))


DOORS = Doors(
    clicks=[see_week, send_week, approve_week, approve_change, open_send_back],
    forms=[send_week_back],
)
