"""The doors for things people say to the bot: mentions and direct messages, about time or status."""

from bot.errors import BotError
from bot.messaging import notices
from bot.messaging.notices import reply_key
from bot.rules.status.questions import is_status_question
from bot.timekeeping import lines
from bot.timekeeping.notices import LineRefusedReply, LoggedBeforeReply
from handlers.slack.desk.edits import EDITED, as_edited, asked_again, edited_at, logged_before
from handlers.slack.desk.job_status import answer_direct, answer_mention
from handlers.slack.kit.asked import Asked
from handlers.slack.kit.door import is_from_person
from handlers.slack.kit.doors import Answer, Doors
from handlers.slack.timekeeping import time_entries_views as views
from handlers.slack.timekeeping.answers_views import answered
from handlers.slack.timekeeping.time_entries import take_line
from storage.messaging.notices import Destination
from storage.words.time import Source

# A new message, one with a file, and one in a thread that is also sent to the whole conversation.
SAID = (None, "file_share", "thread_broadcast")


def mentioned(asked: Asked) -> Answer:
    """`@Jobjacket log 2h ACME-101`: only the writer sees the answer, in the same thread."""
    event = asked.body["event"]
    if not is_from_person(event):
        return None
    if is_status_question(asked.line):
        return answer_mention(asked)
    if edited_at(event) and (before := logged_before(asked)):
        return views.stands(before)
    return answered(lines.take_line(asked.bot, asked.actor, asked.line, Source.MENTION), asked.prefix)


def messaged(asked: Asked) -> Answer:
    """A line in a direct message; the outbox answers, also with a refusal, once even if Slack delivers it again."""
    event = asked.body["event"]
    if event.get("channel_type") != "im":
        return None
    if event.get("subtype") == EDITED and (edited := as_edited(asked)):
        _answer(edited)
    elif event.get("subtype") in SAID and is_from_person(event):
        _answer(asked)
    return None


def _answer(asked: Asked) -> None:
    destination, delivery = asked.slack.destination_of(asked.channel, asked.thread), asked.anyone.delivery or ""
    try:
        _take_direct(asked, destination, delivery)
    except BotError as error:
        refused = LineRefusedReply(refusal=error.refusal, key=reply_key(delivery))
        notices.answer(asked.bot, refused, destination, delivery)
        if edited_at(asked.body["event"]):
            notices.become(asked.bot, reply_key(delivery), refused)


def _take_direct(asked: Asked, destination: Destination, delivery: str) -> None:
    edited = edited_at(asked.body["event"])
    if is_status_question(asked.line):
        answer_direct(asked_again(asked) if edited else asked, destination)
    elif edited and (before := logged_before(asked)):
        reply = LoggedBeforeReply(line_id=before.entry.line_id)
        notices.answer(asked.bot, reply, destination, f"{delivery}:{edited}")
    else:
        # What was refused before it was edited has an answer, which this one replaces.
        replaced = reply_key(delivery) if edited else None
        lines.take_line(asked.bot, asked.actor, asked.line, Source.DIRECT_MESSAGE, destination, replaced)


DOORS = Doors(
    events={"app_mention": mentioned, "message": messaged},
    # Clients ask for status here too, and a stranger gets an answer.
    for_anyone=[mentioned, messaged],
    takes_choices=take_line,
)
