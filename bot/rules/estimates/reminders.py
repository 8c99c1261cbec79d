"""When a new billable job's Letter of Estimate is due (AccountPolicy.estimate_days), and who is told from then on."""

from datetime import date

from bot.rules.people.deadlines import Calendar, next_business_day


def estimate_due_on(opened_on: date, days: int, calendar: Calendar) -> date:
    """The day on which the lead is reminded: so many of their business days after the day the job was opened."""
    day = opened_on
    for _ in range(days):
        day = next_business_day(day, calendar)
    return day
