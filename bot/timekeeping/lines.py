"""Handling a line: do what it asks for, or log its time."""

from typing import assert_never

from bot.core import Actor, Bot
from bot.messaging.notices import Notice, answer, become
from bot.rules.kit.lines import Line
from bot.rules.timekeeping.lines import Asked, Verb, read_verb
from bot.timekeeping.answers import Answer, EntryEdited, EntryTold, HelpTold, TimerStopped
from bot.timekeeping.corrections import edit_last, undo_last
from bot.timekeeping.notices import LineAnsweredReply, TimeLoggedReply
from bot.timekeeping.time_entries import log_line
from bot.timekeeping.timers import discard_timer, start_timer, stop_timer, timer_told
from bot.timekeeping.weeks import week_told
from storage.messaging.notices import Destination
from storage.words.time import Source


def take_line(
    bot: Bot, actor: Actor, line: Line, source: Source, reply_at: Destination | None = None, answers: str | None = None
) -> Answer:
    """Do what a line asks for, or log its time.

    `reply_at` is where the outbox answers, if it should; `answers` is the key of a question that the answer replaces.
    Raises Question if the line is ambiguous, UsageError, NotFound, NotAllowed, Unknown.
    """
    asked = read_verb(line)
    if asked is None:
        return log_line(bot, actor, line, source, reply_at, answers)
    done = _do(bot, actor, asked)
    notice = _notice(done)
    if reply_at and actor.delivery:
        answer(bot, notice, reply_at, actor.delivery)
    if answers:
        become(bot, answers, notice)
    return done


def _do(bot: Bot, actor: Actor, asked: Asked) -> Answer:
    match asked.verb:
        case Verb.HELP:
            return HelpTold()
        case Verb.UNDO:
            return undo_last(bot, actor)
        case Verb.EDIT | Verb.MOVE:
            return edit_last(bot, actor, asked.line)
        case Verb.START:
            return start_timer(bot, actor, asked.line)
        case Verb.STOP:
            return stop_timer(bot, actor, asked.line)
        case Verb.DISCARD:
            return discard_timer(bot, actor)
        case Verb.TIMER:
            return timer_told(bot, actor)
        case Verb.WEEK:
            return week_told(bot, actor)
        case _:
            assert_never(asked.verb)


def _notice(done: Answer) -> Notice:
    """Return the answer's notice; one that shows an entry stays up to date."""
    match done:
        case EntryEdited(entries=[first, *_]) | TimerStopped(logged=EntryTold(entries=[first, *_])):
            return TimeLoggedReply(line_id=first.line_id)
        case _:
            return LineAnsweredReply(answer=done)
