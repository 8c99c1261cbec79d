"""The due date of a new billable job's Letter of Estimate (AccountPolicy.estimate_days)."""

from datetime import date

from bot.rules.people.deadlines import Calendar, next_business_day


def estimate_due_on(opened_on: date, days: int, calendar: Calendar) -> date:
    """Return the day to remind the lead: `days` of their business days after the job was opened."""
    day = opened_on
    for _ in range(days):
        day = next_business_day(day, calendar)
    return day
