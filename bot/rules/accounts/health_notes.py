"""Client health notes: the day to ask for them, and reading their form."""

from datetime import date, timedelta

from bot.model import Model
from bot.rules.kit.fields import Form, Name, Notes
from bot.rules.kit.periods import days_of
from bot.rules.people.deadlines import Calendar, is_business_day
from storage.words.accounts import Mood

A_DAY = timedelta(days=1)
DAYS_BEFORE = 3


class HealthRequest(Model):
    """The submitted form; `relationship` describes the client relationship's value."""

    mood: Mood
    relationship: str
    risks: str = ""
    next_move: str


class HealthRead(Form):
    """The values of the form."""

    mood: Mood
    relationship: Name
    risks: Notes = ""
    next_move: Name


def ask_day(month: str, calendar: Calendar) -> date:
    """Return the day to ask for a month's notes: the third business day before its last day."""
    day = days_of(month)[1]
    for _ in range(DAYS_BEFORE):
        day -= A_DAY
        while not is_business_day(day, calendar):
            day -= A_DAY
    return day
