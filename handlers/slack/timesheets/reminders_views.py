"""Views of missing time: nudges, the supervisor's list, `/timesheet late`."""

from collections.abc import Sequence
from datetime import date
from zoneinfo import ZoneInfo

from slack_sdk.models.blocks import (
    Block,
    CheckboxesElement,
    InteractiveElement,
    PlainTextInputElement,
    PlainTextObject,
    StaticSelectElement,
)
from slack_sdk.models.views import View

from bot.rules.kit.dates import describe_day
from bot.rules.kit.durations import format_duration
from bot.timekeeping.deadlines import LONGEST_REASON
from bot.timesheets.late_report import LateLine, LateReport
from bot.timesheets.reminder_answers import DayExcused, ExcuseForm
from bot.timesheets.reminders import DayShown, NudgeShown, PersonMissing, TeamShown
from handlers.slack.kit.blocks import FIELD, Message, actions, button, context, escape, field, modal, option, section
from handlers.slack.kit.carried import Carried
from handlers.slack.kit.commands import typed

# A message takes 50 blocks, and waiting news comes along.
MOST_DAYS = 6
MOST_PEOPLE = 8
MOST_LINES = 30
MOST_CHOICES = 10


class ToExcuse(Carried):
    """The person to excuse, and the day on which somebody asked for it."""

    person: str
    today: date


def nudge(shown: NudgeShown, *, last_call: bool) -> Message:
    """The days that are short, each with its deadline and buttons; thanks once none is left."""
    due = [each for each in shown.days if each.due == shown.day]
    if shown.today != shown.day:
        return _after(shown)
    if not shown.days:
        return _thanks()
    count = f"{len(due)} day{'' if len(due) == 1 else 's'}"
    if not due:
        head = ":white_check_mark: *Thank you!* All that was due today is in. What is due next:"
        text = "Thank you! All that was due today is in."
    else:
        begin = "Last call" if last_call else "Good morning"
        head = f":alarm_clock: *{begin}:* {count} of yours can be entered on time until tonight."
        text = f"{begin}: {count} of yours can be entered on time until tonight."
    blocks: list[Block] = [section(head)]
    for day in shown.days[:MOST_DAYS]:
        blocks += _day(day, shown.today)
    if len(shown.days) > MOST_DAYS:
        blocks.append(context(f"… and {len(shown.days) - MOST_DAYS} more days."))
    if due and shown.snoozes:
        blocks.append(actions(_snooze(shown)))
    return Message(text=text, blocks=blocks)


def missed(shown: NudgeShown) -> Message:
    """The days whose deadline has passed; thanks once none is left."""
    if not shown.days:
        return _thanks()
    head = ":hourglass: *The deadline has passed* for time of yours that is missing. It can still be entered; "
    blocks: list[Block] = [section(f"{head}an entry that comes late says so.")]
    for day in shown.days[:MOST_DAYS]:
        blocks += _day(day, shown.today)
    days = ", ".join(_name(each.day, shown.today) for each in shown.days[:MOST_DAYS])
    return Message(text=f"The deadline has passed for {days}.", blocks=blocks)


def reminded(name: str, shown: NudgeShown) -> Message:
    """A supervisor's reminder."""
    if not shown.days:
        return _thanks()
    rest = missed(shown).blocks[1:]
    words = f"{escape(name)} reminds you: time of yours is missing, and its deadline has passed."
    return Message(text=words, blocks=[section(f":wave: {words}"), *rest])


def team(shown: TeamShown, prefix: str) -> Message:
    """A supervisor's people with missing time, with buttons."""
    if not shown.people:
        return Message(
            text="Nobody who reports to you has missing time any more.",
            blocks=[section(":white_check_mark: Nobody who reports to you has missing time any more.")],
        )
    count = len(shown.people)
    head = f"{count} of your people {'has' if count == 1 else 'have'} missing time whose deadline has passed."
    blocks: list[Block] = [section(f":busts_in_silhouette: *{head}*")]
    for person in shown.people[:MOST_PEOPLE]:
        blocks.append(section(_missing_line(person, shown.today)))
        remind = [] if person.reminded else [button("Remind", "timesheets.remind", person.person_id)]
        blocks.append(actions(*remind, button("Excuse…", "timesheets.open_excuse", person.person_id)))
    if count > MOST_PEOPLE:
        command = typed("timesheet", prefix)
        blocks.append(context(f"… and {count - MOST_PEOPLE} more: `{command} late` lists all."))
    return Message(text=head, blocks=blocks)


def late(report: LateReport) -> Message:
    """`/timesheet late`: the people due today, the people overdue, by how much."""
    if not report.due_today and not report.overdue:
        words = f"Nobody is due today or overdue. All {report.seen} people whom you see are up to date."
        return Message(text=words, blocks=[section(f":white_check_mark: {words}")])
    blocks = [
        *_late_part(":hourglass: Overdue", report.overdue, report.today),
        *_late_part(":alarm_clock: Due today", report.due_today, report.today),
        context(f"Of {report.seen} people whom you see, over the last 30 days; hours short of those expected."),
    ]
    return Message(text=f"Overdue: {len(report.overdue)}. Due today: {len(report.due_today)}.", blocks=blocks)


def excuse_form(form: ExcuseForm) -> View:
    """Ask which days, and why."""
    options = [
        option(f"{_name(day.day, form.today)}: {_logged(day)}", day.day.isoformat()) for day in form.days[:MOST_CHOICES]
    ]
    reason = PlainTextInputElement(
        action_id=FIELD,
        max_length=LONGEST_REASON,
        placeholder=PlainTextObject(text="Away at the client's, enters it on Monday"),
    )
    return modal(
        "Excuse",
        [
            section(f"*{escape(form.person)}* will not be asked for these days any more."),
            field("days", "Days", CheckboxesElement(action_id=FIELD, options=options, initial_options=options)),
            field("reason", "Reason", reason),
            context("The reason is kept, with your name."),
        ],
        callback="timesheets.save_excuse",
        submit="Excuse",
        carries=ToExcuse(person=form.person_id, today=form.today),
    )


def excused(done: DayExcused, today: date) -> View:
    """Confirm the excuse."""
    days = ", ".join(_name(day, today) for day in done.days)
    return modal("Excused", [section(f":white_check_mark: *{escape(done.person)}* is excused for {days}.")])


def _day(day: DayShown, today: date) -> list[Block]:
    value = day.day.isoformat()
    buttons: list[InteractiveElement] = []
    if day.last_week:
        buttons.append(button("Log like last week", "timesheets.log_like_last_week", value))
    buttons += [
        button("Pick a job…", "timesheets.pick_job", value),
        button("I was off", "timesheets.was_off", value),
        button("Nothing to log", "timesheets.nothing_to_log", value),
    ]
    name = _name(day.day, today)
    lines = [f"*{name[:1].upper()}{name[1:]}*  ·  {_logged(day)}  ·  {_deadline(day, today)}"]
    if day.last_week:
        lines.append(f"_Last {day.day:%A}:_ {escape(', '.join(day.last_week))}")
    return [section("\n".join(lines)), actions(*buttons)]


def _deadline(day: DayShown, today: date) -> str:
    if day.due < today:
        return f"was due {_name(day.due, today)}"
    return "due *today*, by the end of the day" if day.due == today else f"due {_name(day.due, today)}"


def _logged(day: DayShown) -> str:
    return f"{format_duration(day.minutes)} of {format_duration(day.expected)} logged"


def _snooze(shown: NudgeShown) -> StaticSelectElement:
    zone = ZoneInfo(shown.zone)
    options = [option(f"{at.astimezone(zone):%H:%M}", at.isoformat()) for at in shown.snoozes]
    return StaticSelectElement(
        action_id="timesheets.snooze", placeholder=PlainTextObject(text="Snooze until…"), options=options
    )


def _after(shown: NudgeShown) -> Message:
    """A nudge of another day, which is out of date."""
    words = f"This was about time due {_name(shown.day, shown.today)}."
    more = "Your Home tab shows what is open." if shown.days else "All is in. Thank you!"
    return Message(text=f"{words} {more}", blocks=[section(f"{words} {more}")])


def _thanks() -> Message:
    words = "Thank you! All your time is in."
    return Message(text=words, blocks=[section(":white_check_mark: *Thank you!* All your time is in.")])


def _missing_line(person: PersonMissing, today: date) -> str:
    days = ", ".join(_name(day.day, today) for day in person.days[:MOST_DAYS])
    more = f" and {len(person.days) - MOST_DAYS} more" if len(person.days) > MOST_DAYS else ""
    mark = "  ·  _reminded today_" if person.reminded else ""
    return f"*{escape(person.name)}*  ·  {format_duration(person.missing_minutes)} missing{mark}\n{days}{more}"


def _late_part(title: str, lines: Sequence[LateLine], today: date) -> list[Block]:
    if not lines:
        return [section(f"*{title}:* nobody")]
    rows = []
    for line in lines[:MOST_LINES]:
        days = ", ".join(_name(day, today) for day in line.days[:MOST_DAYS])
        more = f" +{len(line.days) - MOST_DAYS}" if len(line.days) > MOST_DAYS else ""
        rows.append(f"•  *{escape(line.name)}*  {format_duration(line.missing_minutes)}  ({days}{more})")
    if len(lines) > MOST_LINES:
        rows.append(f"… and {len(lines) - MOST_LINES} more")
    parts = [rows[start : start + 10] for start in range(0, len(rows), 10)]
    return [section(f"*{title}: {len(lines)}*"), *(section("\n".join(part)) for part in parts)]


def _name(day: date, today: date) -> str:
    return describe_day(day, today)
