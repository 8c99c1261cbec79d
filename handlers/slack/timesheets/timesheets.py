"""The doors of a week's table: editing an entry of it, copying last week's lines, its file."""

from datetime import date

from bot.timesheets import timesheets
from handlers.slack.kit.asked import Asked
from handlers.slack.kit.blocks import modal
from handlers.slack.kit.doors import Answer, Below, Doors
from handlers.slack.timekeeping.entry_forms import entry_form
from handlers.slack.timesheets import timesheets_views as views
from handlers.slack.timesheets.approvals_views import WeekOf


def show_my_week(asked: Asked) -> Answer:
    """*Show my week*: this week's table, below the message or in the modal that has the button."""
    sheet = views.sheet(timesheets.show_timesheet(asked.bot, asked.actor, "", None))
    return modal("Your week", sheet.blocks) if asked.is_in_modal else Below(sheet)


def edit_entry(asked: Asked) -> Answer:
    """*Edit an entry…*: the form of the chosen one."""
    return entry_form(asked, asked.value)


def open_copy(asked: Asked) -> Answer:
    """*Copy last week's lines…*."""
    return views.copy_form(timesheets.copy_form(asked.bot, asked.actor, date.fromisoformat(asked.value)))


def copy_week(asked: Asked) -> Answer:
    """Log the chosen lines again."""
    chosen = [entry_id for day in asked.filled for entry_id in asked.filled.choices(day)]
    return views.copied(timesheets.copy_lines(asked.bot, asked.actor, asked.carried(views.CopyTo).monday, chosen))


def send_sheet(asked: Asked) -> Answer:
    """*Send as a file*."""
    week = asked.value_as(WeekOf)
    return Below(views.sent(timesheets.send_timesheet(asked.bot, asked.actor, week.person, week.monday).name))


DOORS = Doors(clicks=[show_my_week, edit_entry, open_copy, send_sheet], forms=[copy_week])
