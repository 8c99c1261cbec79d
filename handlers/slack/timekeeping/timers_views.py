"""Views of timers."""

from zoneinfo import ZoneInfo

from slack_sdk.models.blocks import ActionsBlock, Block, PlainTextObject, StaticSelectElement

from bot.rules.kit.durations import format_duration
from bot.timekeeping.answers import TimerShown, TimerStarted, TimerStopped, TimerTold
from bot.timekeeping.timer_questions import TimerQuestion
from handlers.slack.kit.blocks import Message, actions, button, context, escape, option, quote, section
from handlers.slack.kit.commands import typed
from handlers.slack.timekeeping import time_entries_views as time_entries

MOST_ENDS = 100


def started(answer: TimerStarted) -> Message:
    """The timer that is running now, and the result of the one before."""
    timer = answer.timer
    by = f"  ·  by {escape(answer.named_by)}" if answer.named_by else ""
    blocks: list[Block] = [section(f":stopwatch: Timer started on {_job(timer)}{by}{_note(timer)}")]
    text = f"Timer started on {timer.job.number} {timer.job.title}."
    if answer.before:
        entry = answer.before.entry
        before = f"Stopped the one before: {format_duration(entry.minutes)} logged on {entry.job.number}."
    elif answer.stopped:
        before = f"Stopped the one on {answer.stopped.job.number}: it ran less than a minute, so nothing was logged."
    else:
        before = ""
    if before:
        blocks.append(context(escape(before)))
    return Message(text=escape(f"{text} {before}".strip()), blocks=[*blocks, _buttons()])


def stopped(answer: TimerStopped) -> Message:
    """The entry that the timer became."""
    timer = answer.timer
    if answer.logged:
        logged = time_entries.entries_message(answer.logged)
        head = section(f":stopwatch: Timer stopped; it ran since {escape(timer.since)}.")
        return Message(text=f"Timer stopped. {logged.text}", blocks=[head, *logged.blocks])
    text = f"Timer on {timer.job.number} stopped after {format_duration(timer.minutes)}; nothing was logged."
    return Message(text=escape(text), blocks=[section(f":stopwatch: {escape(text)}")])


def timer_message(answer: TimerTold, prefix: str) -> Message:
    """The running timer, if any."""
    timer = answer.timer
    if timer is None:
        hint = f"Start one: `{typed('logtime', prefix)} start ACME-101`"
        return Message(text="No timer runs.", blocks=[section("No timer runs."), context(hint)])
    ran = format_duration(timer.minutes)
    blocks: list[Block] = [section(f":stopwatch: *{ran}* on {_job(timer)}, since {escape(timer.since)}{_note(timer)}")]
    if timer.is_long:
        blocks.append(context("That is long. If it was forgotten, say how long it was: `stop 2h 30m`"))
    text = f"The timer on {timer.job.number} {timer.job.title} runs since {timer.since}: {ran}."
    return Message(text=escape(text), blocks=[*blocks, _buttons()])


def forgotten(question: TimerQuestion | None) -> Message:
    """Ask whether a timer was forgotten, with buttons; or say that it is settled."""
    if question is None:
        return Message(text="That timer is stopped.", blocks=[section(":stopwatch: That timer is stopped.")])
    timer, zone = question.timer, ZoneInfo(question.zone)
    ran = format_duration(timer.minutes)
    text = f"Your timer on {timer.job.number} {timer.job.title} runs since {timer.since}: {ran}. Was that all work?"
    words = f"Your timer on {_job(timer)} runs since {escape(timer.since)}: *{ran}*. Was that all work?"
    ends = [option(f"{end.astimezone(zone):%a %H:%M}", end.isoformat()) for end in question.ends[-MOST_ENDS:]]
    until = StaticSelectElement(
        action_id="timekeeping.ran_until", placeholder=PlainTextObject(text="It ran until…"), options=ends
    )
    stop = (
        [button(f"Stop now, log {ran}", "timekeeping.stop_timer", question.timer_id)] if question.may_stop_now else []
    )
    row = actions(
        until, *stop, button("Forget it", "timekeeping.forget_timer", question.timer_id), name=question.timer_id
    )
    hint = "Nothing is lost: it runs on until you say so. To the minute: write me `stop 2h 37m`."
    return Message(text=escape(text), blocks=[section(f":stopwatch: {words}{_note(timer)}"), row, context(hint)])


def _buttons() -> ActionsBlock:
    return actions(
        button("Stop and log", "timekeeping.take_line.0", "stop", "primary"),
        button("Throw it away", "timekeeping.take_line.1", "stop discard"),
    )


def _job(timer: TimerShown) -> str:
    return f"*{escape(timer.job.number)}* {escape(timer.job.title)}"


def _note(timer: TimerShown) -> str:
    return f"\n{quote(timer.note)}" if timer.note else ""
