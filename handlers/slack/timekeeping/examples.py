"""Examples of the views of time: entries, late ones, timers, the week."""

from datetime import UTC, date, datetime

from bot.timekeeping.answers import (
    EntryShown,
    EntryTold,
    EntryUndone,
    HelpTold,
    Lateness,
    TimeLogged,
    TimerShown,
    TimerStarted,
    TimerStopped,
    TimerTold,
    WeekTold,
)
from bot.timekeeping.entered_by_others import EnteredFor
from bot.timekeeping.entry_forms import EntryForm
from bot.timekeeping.timer_questions import TimerQuestion
from handlers.slack.jobs.examples import GUIDE, MAILER, TODAY
from handlers.slack.kit.example import Example
from handlers.slack.timekeeping import (
    answers_views,
    deadlines_views,
    entered_by_others_views,
    entry_forms_views,
    time_entries_views,
    timers_views,
    week_views,
)
from storage.words.time import LateStatus

YESTERDAY, LAST_FRIDAY, MONDAY = date(2026, 3, 11), date(2026, 3, 6), date(2026, 3, 9)

ENTRY = EntryShown(
    id="entry-1",
    line_id="line-1",
    job=MAILER,
    worked_on=TODAY,
    minutes=120,
    billable=True,
    job_billable=True,
    note="copy edits <A&B>",
    undone=False,
    service="account service",
)
GUIDE_ENTRY = ENTRY.model_copy(
    update={"id": "entry-2", "job": GUIDE, "worked_on": YESTERDAY, "minutes": 150, "note": "maps", "billable": False}
    | {"out_of_scope": True, "clock_times": "09:00–11:30", "service": "design", "entered_by": "Grace Lindqvist"}
)
LOGGED = TimeLogged(entries=[ENTRY], days={TODAY: 120}, week_minutes=480, today=TODAY)
SEVERAL = LOGGED.model_copy(
    update={"entries": [ENTRY, GUIDE_ENTRY], "days": {YESTERDAY: 150, TODAY: 120}, "named_by": ["", "this channel"]}
    | {"unestimated": ["ACME-101", "ACME-102"]}
)
FOR_SAM = LOGGED.model_copy(update={"person": "Sam Okafor"})


def undone(told: EntryTold) -> EntryUndone:
    """Return the same, with all its entries undone."""
    facts = told.model_dump(exclude={"kind", "entries"})
    return EntryUndone(entries=[each.model_copy(update={"undone": True}) for each in told.entries], **facts)


def late(status: LateStatus, reason: str = "At the client's all week <A&B>", by: str | None = None) -> TimeLogged:
    """Return an entry that came late."""
    lateness = Lateness(deadline=datetime(2026, 3, 11, 3, 59, tzinfo=UTC), status=status, reason=reason, decided_by=by)
    entry = ENTRY.model_copy(update={"worked_on": LAST_FRIDAY, "late": lateness})
    return LOGGED.model_copy(update={"entries": [entry], "days": {LAST_FRIDAY: 120}})


REASON_MISSING = late(LateStatus.REASON_MISSING, reason="")
PENDING = late(LateStatus.PENDING)
APPROVED = late(LateStatus.APPROVED, by="Grace Lindqvist")
DECLINED = undone(late(LateStatus.DECLINED, by="Grace Lindqvist"))

FORM = EntryForm(today=TODAY, service="account service", entry=None)
ON_A_DAY = FORM.model_copy(update={"worked_on": YESTERDAY, "minutes": 450, "job": MAILER})
EDIT = FORM.model_copy(update={"entry": GUIDE_ENTRY, "service": "design"})

TIMER = TimerShown(job=MAILER, since="09:05", minutes=125, note="proofs <A&B>")
LONG = TimerShown(job=MAILER, since="Wed 19:00", minutes=13 * 60)
ENDS = [datetime(2026, 3, 11, hour, tzinfo=UTC) for hour in (23, 22)]
QUESTION = TimerQuestion(timer_id="timer-1", timer=LONG, ends=ENDS, zone="America/New_York", may_stop_now=True)

WEEK = WeekTold(
    today=TODAY,
    monday=MONDAY,
    expected_minutes=450,
    minutes_by_day={MONDAY: 450, YESTERDAY: 150},
    jobs=[("ACME-101", "Spring mailer <A&B>", 450), ("ACME-102", "Trail guide", 150)],
)
ENTERED = EnteredFor(by="Grace Lindqvist", day=YESTERDAY, today=TODAY, entries=[ENTRY, GUIDE_ENTRY])

ENTRIES = [
    Example(time_entries_views.entries_message, (LOGGED,)),
    Example(time_entries_views.entries_message, (SEVERAL,), "several"),
    Example(time_entries_views.entries_message, (FOR_SAM,), "for somebody else"),
    Example(
        time_entries_views.entries_message, (LOGGED.model_copy(update={"entries": [GUIDE_ENTRY]}),), "by somebody else"
    ),
    Example(time_entries_views.entries_message, (REASON_MISSING,), "late, without a reason"),
    Example(time_entries_views.entries_message, (PENDING,), "late, pending"),
    Example(time_entries_views.entries_message, (late(LateStatus.REASON_GIVEN),), "late, with its reason"),
    Example(time_entries_views.entries_message, (APPROVED,), "late, approved"),
    Example(time_entries_views.entries_message, (DECLINED,), "late, declined"),
    Example(time_entries_views.entries_message, (undone(LOGGED),), "undone"),
    Example(time_entries_views.entries_message, (undone(SEVERAL),), "several undone"),
    Example(time_entries_views.stands, (LOGGED,)),
    Example(time_entries_views.stands, (undone(LOGGED),), "undone"),
    Example(time_entries_views.entries_modal, (LOGGED,)),
    Example(time_entries_views.entries_modal, (REASON_MISSING,), "late"),
    Example(time_entries_views.entries_modal, (undone(LOGGED),), "undone"),
    Example(time_entries_views.help_message, ("",)),
    Example(entry_forms_views.form, (FORM,)),
    Example(entry_forms_views.form, (ON_A_DAY,), "on a day and a job"),
    Example(entry_forms_views.form, (EDIT,), "of an entry"),
    Example(entered_by_others_views.entered_by_others, (ENTERED,)),
    Example(entered_by_others_views.entered_by_others, (ENTERED.model_copy(update={"entries": 12 * [ENTRY]}),), "many"),
    Example(entered_by_others_views.entered_by_others, (ENTERED.model_copy(update={"entries": []}),), "taken back"),
]
LATE = [
    Example(deadlines_views.reason_form, ("entry-1",)),
    Example(deadlines_views.approval_asked, (PENDING, "Maya Torres")),
    Example(deadlines_views.approval_asked, (APPROVED, "Maya Torres"), "approved"),
    Example(deadlines_views.approval_asked, (undone(PENDING), "Maya Torres"), "undone"),
    Example(deadlines_views.decided, (APPROVED,)),
    Example(deadlines_views.decided, (DECLINED,), "declined"),
]
TIMERS = [
    Example(timers_views.started, (TimerStarted(timer=TIMER, named_by="this channel"),)),
    Example(timers_views.started, (TimerStarted(timer=TIMER, stopped=LONG, before=LOGGED),), "another before"),
    Example(timers_views.started, (TimerStarted(timer=TIMER, stopped=LONG),), "under a minute before"),
    Example(timers_views.stopped, (TimerStopped(timer=TIMER, logged=LOGGED),)),
    Example(timers_views.stopped, (TimerStopped(timer=TIMER, logged=None),), "thrown away"),
    Example(timers_views.timer_message, (TimerTold(timer=TIMER), "")),
    Example(timers_views.timer_message, (TimerTold(timer=LONG), ""), "long"),
    Example(timers_views.timer_message, (TimerTold(timer=None), ""), "none"),
    Example(timers_views.forgotten, (QUESTION,)),
    Example(timers_views.forgotten, (QUESTION.model_copy(update={"may_stop_now": False}),), "over a day"),
    Example(timers_views.forgotten, (None,), "stopped"),
]
ANSWERS = [
    Example(answers_views.answered, (HelpTold(), ""), "help"),
    Example(answers_views.answered_modal, (LOGGED, "")),
    Example(answers_views.answered_modal, (TimerTold(timer=TIMER), ""), "no entry"),
    Example(week_views.week, (WEEK,)),
    Example(week_views.week, (WEEK.model_copy(update={"minutes_by_day": {}, "jobs": []}),), "without time"),
]
EXAMPLES = [*ENTRIES, *LATE, *TIMERS, *ANSWERS]
