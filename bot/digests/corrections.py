"""Correcting a month's digest: recalculate it, and say in a new edition which figures differ."""

from collections.abc import Mapping, Sequence

from bot.clients.internal_channels import HeldBack, held_back, without
from bot.core import Actor, Bot, Work, once
from bot.digests.digests import EVERYBODY, keep_edition, read_figures
from bot.digests.months import MonthCount, agency_of
from bot.digests.notices import DigestCorrection
from bot.digests.posts import post_digest, tell_owner
from bot.errors import NotFound
from bot.messaging.notices import queue_for
from bot.model import Model
from bot.people.people import require_may_do, require_staff
from bot.rules.digests.changes import FigureChanged, changes
from bot.rules.digests.figures import DigestFigures
from bot.rules.kit.periods import describe_month, month_before, read_month
from bot.rules.permissions import Act
from storage.digests import digests
from storage.digests.digests import Digest
from storage.people import people
from storage.words.platforms import ChannelRef


class CorrectionAsked(Model):
    """A month is being recalculated; the asker gets a message with the result."""

    month: str


class DigestCorrected(Model):
    """A month was recalculated; without an edition no figure of all clients' differs.

    `portfolios` are the owners whose figures differ; the new edition goes to `channels`, and not to those held back.
    """

    month: str
    edition: int | None
    changed: Sequence[FigureChanged]
    channels: Sequence[ChannelRef] = ()
    portfolios: Sequence[str] = ()
    held_back: Sequence[HeldBack] = ()


@once
def ask_correction(work: Work, text: str) -> CorrectionAsked:
    """Queue the recalculation of a month, which can take longer than a chat platform waits for an answer.

    Raises UsageError, NotFound if it was never issued, Unknown, NotAllowed.
    """
    staff = require_staff(work, Act.ISSUE_DIGEST)
    today = staff.today
    month = read_month(text, today, f"correct {month_before(today)}")
    if digests.latest(staff.session, month, EVERYBODY) is None:
        raise NotFound(f"The digest of {describe_month(month)} was never issued, so there's nothing to correct.")
    notice = DigestCorrection(person_id=staff.id, month=month, asked_at=staff.now(), id=staff.new_id())
    queue_for(staff, staff.id, notice, f"digest-correction:{notice.id}")
    return CorrectionAsked(month=month)


def correct_digest(bot: Bot, asked: DigestCorrection) -> DigestCorrected:
    """Recalculate a month; if a figure differs, post a new edition wherever the digest went, with old and new figures.

    Portfolios with a different figure get a new edition, too. Once for each notice. For the outbox only.
    """
    with bot.read() as work:
        person = people.by_id(work.session, asked.person_id)
        require_may_do(work.session, person, Act.ISSUE_DIGEST)
        channels = agency_of(work).channels
        counted = _counted(work, asked.month)
    return _correct(bot, Actor(None, f"digest-correction:{asked.id}"), asked, channels, counted)


@once
def _correct(
    work: Work, asked: DigestCorrection, channels: Sequence[ChannelRef], counted: Mapping[str, DigestFigures]
) -> DigestCorrected:
    told = []
    for scope in counted:
        if scope != EVERYBODY and (new := _new_edition(work, asked, scope, counted[scope])):
            owner = people.by_id(work.session, scope)
            if owner.left_at is None:
                tell_owner(work, owner, new)
                told.append(owner.name)
    old = digests.latest(work.session, asked.month, EVERYBODY)
    new = _new_edition(work, asked, EVERYBODY, counted[EVERYBODY])
    if old is None or new is None:
        return DigestCorrected(month=asked.month, edition=None, changed=[], channels=[], portfolios=told, held_back=[])
    for each in channels:
        post_digest(work, new, each)
    held = held_back(work.session, channels)
    return DigestCorrected(
        month=asked.month,
        edition=new.edition,
        changed=changes(read_figures(old), read_figures(new)),
        channels=without(channels, held),
        portfolios=told,
        held_back=held,
    )


def _counted(work: Work, month: str) -> Mapping[str, DigestFigures]:
    count = MonthCount(work, month)
    return {scope: count.figures(scope or None) for scope in digests.scopes_of(work.session, month)}


def _new_edition(work: Work, asked: DigestCorrection, scope: str, counted: DigestFigures) -> Digest | None:
    """Return the next edition if any figure differs from the latest one, or else None."""
    old = digests.latest(work.session, asked.month, scope)
    if old is None:
        return None
    # A past forecast can't be recalculated, so goals stay as they were reported.
    told = read_figures(old)
    figures = counted.model_copy(update={"goals": told.goals})
    if not changes(told, figures):
        return None
    return keep_edition(work, (asked.month, scope, old.edition + 1), figures, asked.person_id)
