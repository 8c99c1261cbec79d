"""Digests: issuing a month's digest, asking for it again, and correcting it by a new edition."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy.orm import Session

from bot import history
from bot.clients.internal_channels import HeldBack, held_back, without
from bot.core import Actor, Bot, Work, once
from bot.digests.months import agency_of, earliest_date, figures_of
from bot.digests.notices import DigestFiles
from bot.digests.posts import post_digest
from bot.errors import NotAllowed, NotFound, UsageError
from bot.hints import Hint
from bot.kit.operators import require_operator
from bot.messaging.notices import queue_for
from bot.model import Model
from bot.people.people import Staff, may_do, require_may_do, require_person, require_staff
from bot.rules.digests.changes import FigureChanged, changes
from bot.rules.digests.figures import DigestFigures
from bot.rules.kit.periods import days_of, describe_month, month_before, month_of, read_month
from bot.rules.permissions import Act
from storage.base import insert_once
from storage.clients import clients
from storage.digests import digests, reports
from storage.digests.digests import Digest
from storage.people import people
from storage.words.platforms import ChannelRef
from storage.words.time import Change

EVERYBODY = ""


class DigestShown(Model):
    """An edition for a reader; a preview has no id, and edition 0. `whose` is the portfolio owner's name."""

    id: str
    month: str
    edition: int
    made_on: date
    whose: str
    figures: DigestFigures
    changed: Sequence[FigureChanged] = ()


class DigestIssued(Model):
    """A month's digest went to these leadership channels, now or before, and not to those held back."""

    shown: DigestShown
    channels: Sequence[ChannelRef]
    is_new: bool
    held_back: Sequence[HeldBack] = ()


class FilesSent(Model):
    """The files of an edition are on their way to the asker."""

    month: str


def preview_digest(bot: Bot, actor: Actor) -> DigestShown:
    """Return the current month so far; nothing is saved. Raises Unknown, NotAllowed."""
    with bot.read(actor) as work:
        staff = _require_reader(work)
        today = staff.today
        scope = _scope_of(staff)
        figures = figures_of(staff, month_of(today), scope or None)
        draft = Digest(id="", month=figures.month, scope=scope, edition=0, made_at=bot.now(), figures={})
        return _shown(staff.session, draft, figures)


def read_digest(bot: Bot, actor: Actor, text: str) -> DigestShown:
    """Return a month's latest edition; a past month without one gets its first, and nothing is posted.

    Leadership and admins read all clients', portfolio owners their own. Raises UsageError, NotFound for a month without
    time, Unknown, NotAllowed.
    """
    with bot.read(actor) as work:
        staff = _require_reader(work)
        today = staff.today
        month = read_month(text, today, month_before(today))
        _require_over(staff, month, today)
        scope = _scope_of(staff)
        if kept := digests.latest(staff.session, month, scope):
            return digest_of(staff.session, kept)
        _require_time(staff.session, month)
    return _keep_read(bot, actor, month, scope, count_first(bot, month, scope))


@once
def _keep_read(work: Work, month: str, scope: str, figures: DigestFigures | None) -> DigestShown:
    staff = _require_reader(work)
    return digest_of(staff.session, keep_first(staff, month, scope, figures, staff.id))


def issue_digest(bot: Bot, actor: Actor) -> DigestIssued:
    """Post last month's digest in the leadership channels now rather than at its hour; it is posted only once.

    If a post failed before because the channel didn't exist, it is retried. Raises UsageError if no office names a
    leadership channel, or if the month isn't over in every office, NotFound if it has no time.
    """
    with bot.read(actor) as work:
        staff = require_staff(work, Act.ISSUE_DIGEST)
        today = staff.today
        month, agency = month_before(today), agency_of(staff)
        if not agency.is_over(month):
            raise UsageError(f"{describe_month(month)} isn't over yet in every office. Try again in a few hours.")
        if not agency.channels:
            raise UsageError(
                "No office has a leadership channel yet.",
                hint=Hint(text="Go to the channel that should get it, and choose it", command="digest here"),
            )
        _require_time(staff.session, month)
    return _issue(bot, actor, month, agency.channels, count_first(bot, month, EVERYBODY))


@once
def _issue(work: Work, month: str, channels: Sequence[ChannelRef], figures: DigestFigures | None) -> DigestIssued:
    person = require_person(work, Act.ISSUE_DIGEST)
    digest = keep_first(work, month, EVERYBODY, figures, person.id)
    posted = [post_digest(work, digest, each) for each in channels]
    held = held_back(work.session, channels)
    return DigestIssued(
        shown=digest_of(work.session, digest),
        channels=without(channels, held),
        is_new=any(posted),
        held_back=held,
    )


@once
def send_digest_files(work: Work, digest_id: str) -> FilesSent:
    """Send the files of an edition to the asker. Raises NotFound, Unknown, NotAllowed."""
    staff = _require_reader(work)
    digest = _require_readable(staff, digest_id)
    notice = DigestFiles(digest_id=digest.id, asked_at=staff.now())
    key = f"digest-files:{digest.id}:{staff.actor.delivery or staff.new_id()}"
    queue_for(staff, staff.id, notice, key)
    return FilesSent(month=digest.month)


def read_edition(bot: Bot, actor: Actor, digest_id: str) -> DigestShown:
    """Return an edition that the asker may read. Raises NotFound, Unknown, NotAllowed."""
    with bot.read(actor) as work:
        staff = _require_reader(work)
        digest = _require_readable(staff, digest_id)
        return digest_of(staff.session, digest)


def digest_shown(bot: Bot, digest_id: str) -> DigestShown:
    """Return an edition. For the outbox only."""
    with bot.store.read() as session:
        digest = digests.by_id(session, digest_id)
        if digest is None:
            raise LookupError(f"no digest {digest_id}")
        return digest_of(session, digest)


def digest_for_operator(bot: Bot, actor: Actor, text: str) -> DigestShown:
    """Return the latest edition of all clients' digest, or the current count (edition 0) if there is none.

    Raises UsageError if that isn't a month, or hasn't begun.
    """
    require_operator(actor, Act.READ_FIGURES)
    with bot.read(actor) as work:
        today = agency_of(work).today
        month = read_month(text, today)
        kept = digests.latest(work.session, month, EVERYBODY)
        if kept:
            return digest_of(work.session, kept)
        if days_of(month)[0] > today:
            raise UsageError(f"{describe_month(month)} hasn't begun yet.", example=month_of(today))
        draft = Digest(id="", month=month, scope=EVERYBODY, edition=0, made_at=bot.now(), figures={})
        return _shown(work.session, draft, figures_of(work, month))


def count_first(bot: Bot, month: str, scope: str) -> DigestFigures | None:
    """Return the figures of a past month for its first edition; None if it has one.

    They are counted before anything is locked, because it takes a while and other writers would wait.
    """
    with bot.read() as work:
        if digests.latest(work.session, month, scope):
            return None
        return figures_of(work, month, scope or None)


def keep_first(work: Work, month: str, scope: str, figures: DigestFigures | None, by_id: str | None) -> Digest:
    """Return the latest edition of a month; the first is made from the figures that were counted for it."""
    kept = digests.latest(work.session, month, scope)
    if kept:
        return kept
    return keep_edition(work, (month, scope, 1), figures or figures_of(work, month, scope or None), by_id)


def keep_edition(work: Work, key: tuple[str, str, int], figures: DigestFigures, by_id: str | None) -> Digest:
    """Save an edition by its month, scope and number; if somebody else saves it at the same moment, theirs counts."""
    month, scope, number = key
    values = {"id": work.new_id(), "month": month, "scope": scope, "edition": number, "made_at": work.now()}
    values |= {"figures": figures.model_dump(mode="json"), "owner_id": scope or None, "made_by_id": by_id}
    is_new = insert_once(work.session, Digest, values)
    kept = digests.latest(work.session, month, scope)
    if kept is None:
        raise LookupError(f"the digest of {month} was not kept")
    if is_new:
        history.record(work, by_id, kept, Change.MADE)
    return kept


def read_figures(digest: Digest) -> DigestFigures:
    """Return the figures of an edition."""
    return DigestFigures.model_validate(digest.figures)


def digest_of(session: Session, digest: Digest) -> DigestShown:
    """Return an edition for its reader."""
    return _shown(session, digest, read_figures(digest))


def _shown(session: Session, digest: Digest, figures: DigestFigures) -> DigestShown:
    earlier = digests.edition(session, digest.month, digest.scope, digest.edition - 1) if digest.edition > 1 else None
    return DigestShown(
        id=digest.id,
        month=digest.month,
        edition=digest.edition,
        made_on=earliest_date(session, digest.made_at),
        whose=people.by_id(session, digest.scope).name if digest.scope else "",
        figures=figures,
        changed=changes(read_figures(earlier), figures) if earlier else (),
    )


def _require_over(work: Work, month: str, today: date) -> None:
    """Raise UsageError for a month that isn't over."""
    if agency_of(work).is_over(month):
        return
    example = month_before(today)
    if month > month_of(today):
        raise UsageError(f"{describe_month(month)} hasn't begun yet.", example=example)
    hint = Hint(text="Only you will see it if you preview it", command="digest preview")
    raise UsageError(f"{describe_month(month)} isn't over yet.", example=example, hint=hint)


def _require_time(session: Session, month: str) -> None:
    """Raise NotFound for a month in which nobody logged time: there's nothing to report, and an import may follow."""
    if reports.has_time(session, month):
        return
    first = reports.first_month(session)
    message = f"Nobody logged time in {describe_month(month)}, so it has no digest."
    if first is None:
        raise NotFound(message, hint=Hint(text="Log time", command="logtime"))
    raise NotFound(f"{message} The first month with time is {describe_month(first)}.")


def _require_reader(work: Work) -> Staff:
    staff = require_staff(work, Act.SEE_OWN_TIME)
    if not clients.is_owner(staff.session, staff.id):
        require_may_do(staff.session, staff.person, Act.SEE_DIGEST)
    return staff


def _scope_of(staff: Staff) -> str:
    """Return all clients for leadership and admins, or else the person's own portfolio."""
    return EVERYBODY if may_do(staff.person, Act.ISSUE_DIGEST) else staff.id


def _require_readable(staff: Staff, digest_id: str) -> Digest:
    digest = digests.by_id(staff.session, digest_id)
    if digest is None:
        raise NotFound("I can't find that digest.")
    if digest.scope != staff.id and _scope_of(staff) != EVERYBODY:
        raise NotAllowed("That digest is for somebody else's portfolio.")
    return digest
