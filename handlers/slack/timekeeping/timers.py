"""The door to the question whether somebody forgot a timer."""

from datetime import datetime

from bot.timekeeping import timer_questions
from handlers.slack.kit.asked import Asked
from handlers.slack.kit.doors import Answer, Below, Doors
from handlers.slack.timekeeping import timers_views as views


def ran_until(asked: Asked) -> Answer:
    """*It ran until…*"""
    return _stopped(asked, asked.row, datetime.fromisoformat(asked.value))


def stop_timer(asked: Asked) -> Answer:
    """*Stop now*: all of it was work."""
    return _stopped(asked, asked.value, None)


def forget_timer(asked: Asked) -> Answer:
    """*Forget it*."""
    return Below(views.stopped(timer_questions.forget_timer(asked.bot, asked.actor, asked.value, asked.clicked)))


def _stopped(asked: Asked, timer_id: str, until: datetime | None) -> Answer:
    done = timer_questions.stop_forgotten(asked.bot, asked.actor, timer_id, until, asked.clicked)
    return Below(views.stopped(done))


DOORS = Doors(clicks=[ran_until, stop_timer, forget_timer])
