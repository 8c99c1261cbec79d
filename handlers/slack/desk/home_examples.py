"""Examples of a person's own page."""

from datetime import date

from bot.desk.home import HomeState, Teammate
from bot.timesheets.missing import DayDue
from handlers.slack.desk import home_views as views
from handlers.slack.jobs.examples import TODAY
from handlers.slack.kit.example import Example
from handlers.slack.timekeeping.examples import (
    ENTRY,
    GUIDE_ENTRY,
    LAST_FRIDAY,
    MONDAY,
    REASON_MISSING,
    TIMER,
    YESTERDAY,
)

STATE = HomeState(
    name="Maya Torres <A&B>",
    today=TODAY,
    monday=MONDAY,
    expected_minutes=450,
    minutes_by_day={MONDAY: 450, YESTERDAY: 150, TODAY: 120},
    recent=[ENTRY, GUIDE_ENTRY, REASON_MISSING.entry],
    due=[
        DayDue(day=LAST_FRIDAY, missing=330, due=YESTERDAY, overdue=True),
        DayDue(day=date(2026, 3, 10), missing=450, due=TODAY, overdue=False),
    ],
    timer=TIMER,
)
NEW = STATE.model_copy(update={"minutes_by_day": {}, "recent": [], "due": [], "timer": None})
SATURDAY = NEW.model_copy(update={"today": date(2026, 3, 14), "minutes_by_day": {date(2026, 3, 14): 90}})
LEAD = NEW.model_copy(
    update={
        "team": [
            Teammate(name="Maya Torres <A&B>", week_minutes=720, overdue_days=0),
            Teammate(name="Sam Okafor", week_minutes=300, overdue_days=1),
            Teammate(name="Leo Martins", week_minutes=0, overdue_days=2),
        ]
    }
)
ADMIN = NEW.model_copy(update={"is_admin": True, "undelivered": 2})
UNKNOWN = "Hello Zoe Park <A&B>! I don't know you yet. Ask Grace Lindqvist to add you, then try again."

EXAMPLES = [
    Example(views.page, (STATE, "")),
    Example(views.page, (NEW, ""), "without entries"),
    Example(views.page, (SATURDAY, ""), "on a Saturday"),
    Example(views.page, (LEAD, ""), "of a supervisor"),
    Example(views.page, (ADMIN, ""), "of an admin"),
    Example(views.welcome, (UNKNOWN,), named={"may_set_up": False}),
    Example(
        views.welcome,
        ("Nobody has set me up in this workspace yet. It takes a minute.",),
        "to set up",
        named={"may_set_up": True},
    ),
]
