"""Client health notes: when they are asked for, and what their form may say."""

from datetime import date, timedelta

from bot.model import Model
from bot.rules.kit.fields import Form, Name, Notes
from bot.rules.kit.periods import days_of
from bot.rules.people.deadlines import Calendar, is_business_day
from storage.words.accounts import Mood

A_DAY = timedelta(days=1)
DAYS_BEFORE = 3


class HealthRequest(Model):
    """The form as it was filled in; `relationship` says what it is worth."""

    mood: Mood
    relationship: str
    risks: str = ""
    next_move: str


class HealthRead(Form):
    """What the form says."""

    mood: Mood
    relationship: Name
    risks: Notes = ""
    next_move: Name


def ask_day(month: str, calendar: Calendar) -> date:
    """The day on which the notes of a month are asked for: the third business day before its last day."""
    day = days_of(month)[1]
    for _ in range(DAYS_BEFORE):
        day -= A_DAY
        while not is_business_day(day, calendar):
            day -= A_DAY
    return day
