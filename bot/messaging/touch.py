"""Rendering messages again, and for how long they are kept up to date."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import NamedTuple

from sqlalchemy.orm import Session

from bot.core import Bot, Work
from bot.messaging.notices import notice_kinds, unprompted_subject
from storage.messaging import notices
from storage.messaging import unprompted as news
from storage.messaging.notices import Place
from storage.people import people

# A person's page that nobody asked for within this time is rendered again only when it is next opened.
PAGE_KEPT_FRESH = timedelta(hours=1)
# What somebody was told unprompted shows the truth for this long; an older message does when it is clicked.
UNPROMPTED_KEPT_FRESH = timedelta(hours=36)
# Nothing that was told so long ago is told again, or changes where it stands.
KEPT_FOR = timedelta(days=90)


class ClickedMessage(NamedTuple):
    """A message that somebody clicked: where it stands, and the platform's id of it."""

    place: Place
    message: str


def touch_clicked(session: Session, clicked: ClickedMessage) -> None:
    """Have a message that was clicked rendered again, however old it is."""
    notices.touch_message(session, clicked.place, clicked.message)


def home_subject(person_id: str) -> str:
    """Return the subject of a person's own page."""
    return f"home:{person_id}"


def home_changed(work: Work, person_id: str, *subjects: str) -> None:
    """Have a person's page rendered again, if they use it, and what they and their supervisor were told of it.

    Whatever shows one of `subjects` is rendered again too.
    """
    supervisor_id = people.supervisor_of(work.session, person_id)
    told = _unprompted(work.bot, person_id, *([supervisor_id] if supervisor_id else []))
    shown_since = {home_subject(person_id): work.now() - PAGE_KEPT_FRESH, **told}
    notices.touch(work.session, *subjects, shown_since=shown_since)


def told_changed(work: Work, *person_ids: str) -> None:
    """Have what these people were lately told unprompted rendered again."""
    notices.touch(work.session, shown_since=_unprompted(work.bot, *person_ids))


def _unprompted(bot: Bot, *person_ids: str) -> Mapping[str, datetime]:
    return dict.fromkeys(map(unprompted_subject, person_ids), bot.now() - UNPROMPTED_KEPT_FRESH)


def forget_old_notices(bot: Bot) -> None:
    """Delete what was told long ago, and where it stands (scan). What is kept fresh or undelivered stays."""
    keep = [kind for kind, each in notice_kinds().items() if each.kept_fresh]
    with bot.store.begin() as session:
        notices.forget_before(session, bot.real() - KEPT_FOR, keep=keep)
        news.forget_told_before(session, bot.now() - KEPT_FOR)
