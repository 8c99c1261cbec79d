"""Examples of the views of missing time: nudges, reminders, lists, the week's summary."""

from datetime import UTC, date, datetime

from bot.timesheets.late_report import LateLine, LateReport
from bot.timesheets.reminder_answers import DayExcused, ExcuseForm
from bot.timesheets.reminders import DayShown, NudgeShown, PersonMissing, TeamShown
from bot.timesheets.summaries import SummaryShown, TeamWeek
from handlers.slack.jobs.examples import TODAY
from handlers.slack.kit.example import Example
from handlers.slack.timesheets import reminders_views as views
from handlers.slack.timesheets import summaries_views

TUESDAY, YESTERDAY, TOMORROW = date(2026, 3, 10), date(2026, 3, 11), date(2026, 3, 13)

DUE_TODAY = DayShown(day=TUESDAY, minutes=120, expected=450, due=TODAY, last_week=["2h ACME-101", "5h R&D <A&B>"])
DUE_LATER = DayShown(day=YESTERDAY, minutes=0, expected=450, due=TOMORROW)
OVERDUE = DayShown(day=date(2026, 3, 6), minutes=300, expected=450, due=YESTERDAY)
NUDGE = NudgeShown(
    today=TODAY,
    day=TODAY,
    zone="America/New_York",
    days=[DUE_TODAY, DUE_LATER],
    snoozes=[datetime(2026, 3, 12, hour, tzinfo=UTC) for hour in (15, 17)],
)
DONE = NUDGE.model_copy(update={"days": []})
MISSED = NUDGE.model_copy(update={"days": [OVERDUE], "snoozes": []})
MAYA = PersonMissing(person_id="maya", name="Maya Torres <A&B>", days=[OVERDUE, DUE_TODAY], missing_minutes=480)
SAM = MAYA.model_copy(update={"person_id": "sam", "name": "Sam Okafor", "days": 8 * [OVERDUE], "reminded": True})
TEAM = TeamShown(today=TODAY, people=[MAYA, SAM])
REPORT = LateReport(
    today=TODAY,
    due_today=[LateLine(name="Maya Torres <A&B>", days=[TUESDAY], missing_minutes=330)],
    overdue=[LateLine(name="Sam Okafor", days=[date(2026, 3, day) for day in range(2, 9)], missing_minutes=2_400)],
    seen=12,
)
SUMMARY = SummaryShown(
    office="New York <A&B>",
    monday=date(2026, 3, 2),
    teams=[
        TeamWeek(team="Account <A&B>", on_time=2_250, expected=2_250),
        TeamWeek(team="Design", on_time=3_900, expected=4_500, short=["Sam Okafor <A&B>", "Leo Martins"]),
        TeamWeek(team="Studio", on_time=450, expected=2_250),
        TeamWeek(team="Strategy", on_time=0, expected=0),
    ],
)

NUDGES = [
    Example(views.nudge, (NUDGE,), named={"last_call": False}),
    Example(views.nudge, (NUDGE,), "last call", named={"last_call": True}),
    Example(
        views.nudge,
        (NUDGE.model_copy(update={"days": [DUE_LATER]}),),
        "all of today is in",
        named={"last_call": False},
    ),
    Example(views.nudge, (DONE,), "thanks", named={"last_call": False}),
    Example(views.nudge, (NUDGE.model_copy(update={"today": TOMORROW}),), "the day after", named={"last_call": False}),
    Example(views.missed, (MISSED,)),
    Example(views.missed, (DONE,), "thanks"),
    Example(views.reminded, ("Grace Lindqvist <A&B>", MISSED)),
    Example(views.reminded, ("Grace Lindqvist <A&B>", DONE), "thanks"),
]
LISTS = [
    Example(views.team, (TEAM, "")),
    Example(views.team, (TEAM.model_copy(update={"people": 10 * [MAYA]}), ""), "many"),
    Example(views.team, (TEAM.model_copy(update={"people": []}), ""), "none"),
    Example(views.late, (REPORT,)),
    Example(views.late, (REPORT.model_copy(update={"due_today": []}),), "nobody due today"),
    Example(views.late, (REPORT.model_copy(update={"due_today": [], "overdue": []}),), "none"),
    Example(
        views.excuse_form,
        (ExcuseForm(person_id="maya", person="Maya Torres <A&B>", today=TODAY, days=[OVERDUE, DUE_TODAY]),),
    ),
    Example(views.excused, (DayExcused(person="Maya Torres <A&B>", days=[OVERDUE.day, TUESDAY]), TODAY)),
    Example(summaries_views.summary, (SUMMARY,)),
    Example(summaries_views.summary, (SUMMARY.model_copy(update={"teams": []}),), "nothing expected"),
]
EXAMPLES = [*NUDGES, *LISTS]
