"""Rendering messages again, and how long they are kept up to date."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import NamedTuple

from sqlalchemy.orm import Session

from bot.core import Bot, Work
from bot.messaging.notices import notice_kinds, unprompted_subject
from storage.messaging import notices, unprompted
from storage.messaging.notices import Destination
from storage.people import people

# A person's page that wasn't shown within this time is only rendered again when it's next opened.
PAGE_KEPT_FRESH = timedelta(hours=1)
# Unprompted messages are kept up to date for this long; an older one is updated when it's clicked.
UNPROMPTED_KEPT_FRESH = timedelta(hours=36)
# Messages older than this are neither sent again nor updated.
KEPT_FOR = timedelta(days=90)


class ClickedMessage(NamedTuple):
    """A message that somebody clicked: its destination, and the platform's id of it."""

    destination: Destination
    message: str


def touch_clicked(session: Session, clicked: ClickedMessage) -> None:
    """Have a clicked message rendered again, whatever its age."""
    notices.touch_message(session, clicked.destination, clicked.message)


def home_subject(person_id: str) -> str:
    """Return the subject of a person's own page."""
    return f"home:{person_id}"


def home_changed(work: Work, person_id: str, *subjects: str) -> None:
    """Have a person's page rendered again, if they use it, and recent unprompted messages to them and their supervisor.

    Messages about `subjects` are rendered again, too.
    """
    supervisor_id = people.supervisor_of(work.session, person_id)
    told = _unprompted(work.bot, person_id, *([supervisor_id] if supervisor_id else []))
    shown_since = {home_subject(person_id): work.now() - PAGE_KEPT_FRESH, **told}
    notices.touch(work.session, *subjects, shown_since=shown_since)


def told_changed(work: Work, *person_ids: str) -> None:
    """Have recent unprompted messages to these people rendered again."""
    notices.touch(work.session, shown_since=_unprompted(work.bot, *person_ids))


def _unprompted(bot: Bot, *person_ids: str) -> Mapping[str, datetime]:
    return dict.fromkeys(map(unprompted_subject, person_ids), bot.now() - UNPROMPTED_KEPT_FRESH)


def forget_old_notices(bot: Bot) -> None:
    """Delete old messages and where they were posted (scan), except undelivered ones and those that are kept fresh."""
    keep = [kind for kind, each in notice_kinds().items() if each.kept_fresh]
    with bot.store.begin() as session:
        notices.forget_before(session, bot.real() - KEPT_FOR, keep=keep)
        unprompted.forget_told_before(session, bot.now() - KEPT_FOR)
