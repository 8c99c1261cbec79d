"""The doors for things people say to the bot: mentions and direct messages, about time or status."""

from datetime import UTC, datetime

from bot.core import REMEMBERED_FOR, handled
from bot.errors import BotError, UsageError
from bot.messaging import notices
from bot.messaging.notices import reply_key
from bot.rules.status.questions import is_status_question
from bot.timekeeping import lines, time_entries
from bot.timekeeping.answers import EntryTold, TimeLogged
from bot.timekeeping.notices import LineRefusedReply
from handlers.slack.desk.job_status import answer_direct, answer_mention
from handlers.slack.kit.asked import Asked
from handlers.slack.kit.door import is_from_person
from handlers.slack.kit.doors import Answer, Doors
from handlers.slack.timekeeping import time_entries_views as views
from handlers.slack.timekeeping.answers_views import answered
from handlers.slack.timekeeping.time_entries import take_line
from storage.messaging.notices import Destination
from storage.words.time import Source


def mentioned(asked: Asked) -> Answer:
    """`@Jobjacket log 2h ACME-101`: only the writer sees the answer, in the same thread."""
    event = asked.body["event"]
    if not is_from_person(event):
        return None
    if is_status_question(asked.line):
        return answer_mention(asked)
    if "edited" in event and (before := _logged_before(asked, event["ts"])):
        return views.stands(before)
    return answered(lines.take_line(asked.bot, asked.actor, asked.line, Source.MENTION), asked.prefix)


def messaged(asked: Asked) -> Answer:
    """A line in a direct message; the outbox answers, also with a refusal, once even if Slack delivers it again."""
    event = asked.body["event"]
    is_direct = event.get("channel_type") == "im" and event.get("subtype") in (None, "file_share")
    if not is_direct or not is_from_person(event):
        return None
    destination, delivery = asked.slack.destination_of(asked.channel, asked.thread), asked.anyone.delivery or ""
    try:
        _take_direct(asked, destination)
    except BotError as error:
        refused = LineRefusedReply(refusal=error.refusal, key=reply_key(delivery))
        notices.answer(asked.bot, refused, destination, delivery)
    return None


def _take_direct(asked: Asked, destination: Destination) -> None:
    if is_status_question(asked.line):
        answer_direct(asked, destination)
    else:
        lines.take_line(asked.bot, asked.actor, asked.line, Source.DIRECT_MESSAGE, reply_at=destination)


def _logged_before(asked: Asked, ts: str) -> EntryTold | None:
    """Return the entries that a message logged before it was edited, as they are now.

    Raises UsageError if the message is too old to know.
    """
    if logged := handled(asked.bot, asked.actor, TimeLogged):
        return time_entries.line_told(asked.bot, logged.entry.line_id)
    if asked.bot.real() - datetime.fromtimestamp(float(ts), UTC) > REMEMBERED_FOR:
        raise UsageError(
            f"That message is more than {REMEMBERED_FOR.days} days old, so I can't tell whether I logged it before. "
            "Please look at your entries on my Home, and write a new message for what is missing."
        )
    return None


DOORS = Doors(
    events={"app_mention": mentioned, "message": messaged},
    # Clients ask for status here too, and a stranger gets an answer.
    for_anyone=[mentioned, messaged],
    takes_choices=take_line,
)
