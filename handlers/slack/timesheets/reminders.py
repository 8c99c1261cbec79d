"""The doors of nudges: the buttons of the person and of the supervisor, and `/timesheet late`."""

from dataclasses import replace
from datetime import date, datetime

from bot.leave import leave
from bot.timesheets import late_report, reminder_answers
from handlers.slack.kit.asked import Asked
from handlers.slack.kit.doors import Answer, Doors
from handlers.slack.timekeeping import entry_forms_views as form_views
from handlers.slack.timesheets import reminders_views as views


def late(asked: Asked) -> Answer:
    """`/timesheet late`."""
    return views.late(late_report.late_report(asked.bot, asked.actor))


def log_like_last_week(asked: Asked) -> Answer:
    """*Log like last week*. A message takes it once for each day: a second click gets the same answer."""
    day = _day(asked)
    once_a_day = replace(asked.actor, delivery=f"slack:same:{asked.clicked_in}:{day.isoformat()}")
    reminder_answers.log_like_last_week(asked.bot, once_a_day, day, asked.clicked)
    return None


def pick_job(asked: Asked) -> Answer:
    """*Pick a job…*: the form, with the day and its missing time."""
    return form_views.form(reminder_answers.prefilled_form(asked.bot, asked.actor, _day(asked)))


def was_off(asked: Asked) -> Answer:
    """*I was off*."""
    leave.was_off(asked.bot, asked.actor, _day(asked))
    return None


def nothing_to_log(asked: Asked) -> Answer:
    """*Nothing to log*."""
    reminder_answers.nothing_to_log(asked.bot, asked.actor, _day(asked), asked.clicked)
    return None


def snooze(asked: Asked) -> Answer:
    """*Snooze until…*"""
    reminder_answers.snooze(asked.bot, asked.actor, datetime.fromisoformat(asked.value), asked.clicked)
    return None


def remind(asked: Asked) -> Answer:
    """*Remind*."""
    reminder_answers.remind(asked.bot, asked.actor, asked.value, asked.clicked)
    return None


def open_excuse(asked: Asked) -> Answer:
    """*Excuse…*: ask which days, and why."""
    return views.excuse_form(reminder_answers.excuse_form(asked.bot, asked.actor, asked.value))


def save_excuse(asked: Asked) -> Answer:
    """Save the reason; the outbox renders the list again."""
    about, filled = asked.carried(views.ToExcuse), asked.filled
    days = [date.fromisoformat(day) for day in filled.choices("days")]
    done = reminder_answers.excuse(asked.bot, asked.actor, about.person, days, filled.text("reason"), asked.clicked)
    return views.excused(done, about.today)


def _day(asked: Asked) -> date:
    return date.fromisoformat(asked.value)


DOORS = Doors(
    clicks=[log_like_last_week, pick_job, was_off, nothing_to_log, snooze, remind, open_excuse],
    forms=[save_excuse],
)
