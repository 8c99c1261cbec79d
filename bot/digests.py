"""Digests: issuing a month's, asking for it again, and correcting it by a new edition."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy.orm import Session

from bot import history
from bot.core import Actor, Bot, once
from bot.digest_months import MonthCount, agency_of, earliest_date, figures_of
from bot.digest_notices import DigestFiles
from bot.digest_posts import post_digest, tell_owner
from bot.errors import NotAllowed, NotFound, UsageError
from bot.model import Model
from bot.notices import queue_for
from bot.people import may_do, require_operator, require_person, require_standing, zone_of
from bot.rules.dates import local_date
from bot.rules.digest_changes import FigureChanged, changes
from bot.rules.digest_figures import DigestFigures
from bot.rules.periods import days_of, describe_month, month_before, month_of, read_month
from bot.rules.permissions import Act
from storage import clients, digests, people
from storage.base import insert_once
from storage.digests import Digest
from storage.enums import Change
from storage.people import Person

EVERYBODY = ""


class DigestShown(Model):
    """An edition as it is read; a preview has no id, and edition 0. `whose` is the portfolio owner's name."""

    id: str
    month: str
    edition: int
    made_on: date
    whose: str
    figures: DigestFigures
    changed: Sequence[FigureChanged] = ()


class DigestIssued(Model):
    """A month's digest went to the leadership channels; or it had, and nothing was done."""

    shown: DigestShown
    channels: int
    is_new: bool


class DigestCorrected(Model):
    """A month was counted anew; without an edition nothing had changed."""

    month: str
    edition: int | None
    changed: Sequence[FigureChanged]
    channels: int = 0


class FilesSent(Model):
    """The files of an edition are on their way to the asker."""

    month: str


def preview_digest(bot: Bot, actor: Actor) -> DigestShown:
    """The running month so far; nothing is kept. Raises Unknown, NotAllowed."""
    with bot.store.read() as session:
        person = _require_reader(session, actor)
        today = local_date(bot.now(), zone_of(person))
        scope = _scope_of(session, person)
        figures = figures_of(bot, session, month_of(today), scope or None)
        draft = Digest(id="", month=figures.month, scope=scope, edition=0, made_at=bot.now(), figures={})
        return _shown(session, draft, figures)


def read_digest(bot: Bot, actor: Actor, text: str) -> DigestShown:
    """A month's latest edition; one that is over and has none gets its first, and nothing is posted.

    Leadership and admins read all clients', who owns a portfolio their own. Raises UsageError, Unknown, NotAllowed.
    """

    def work(session: Session) -> DigestShown:
        person = _require_reader(session, actor)
        today = local_date(bot.now(), zone_of(person))
        month = read_month(text, today)
        if not agency_of(bot, session).is_over(month):
            raise UsageError(
                f"{describe_month(month)} is not over yet. `/digest preview` shows it so far, only to you.",
                example=month_before(today),
            )
        return digest_of(session, first_edition(bot, session, month, _scope_of(session, person), person))

    return once(bot, actor, DigestShown, work)


def issue_digest(bot: Bot, actor: Actor) -> DigestIssued:
    """Post last month's digest in the leadership channels right now rather than at its hour; it is posted once.

    Raises UsageError where no office names a leadership channel, or the month is not over in every office.
    """

    def work(session: Session) -> DigestIssued:
        person = require_person(session, actor, Act.ISSUE_DIGEST)
        today = local_date(bot.now(), zone_of(person))
        month, agency = month_before(today), agency_of(bot, session)
        if not agency.is_over(month):
            raise UsageError(f"{describe_month(month)} is not over yet in every office. Try again in some hours.")
        digest = first_edition(bot, session, month, EVERYBODY, person)
        posted = [
            post_digest(bot, session, digest, office.id, agency.policies[office.id].reports.leadership_channel or "")
            for office in agency.offices
            if agency.policies[office.id].reports.leadership_channel
        ]
        if not posted:
            raise UsageError("No office names a leadership channel yet. `/digest here` in a channel makes it that one.")
        return DigestIssued(shown=digest_of(session, digest), channels=len(posted), is_new=any(posted))

    return once(bot, actor, DigestIssued, work)


def correct_digest(bot: Bot, actor: Actor, text: str) -> DigestCorrected:
    """Count a month anew: where a figure differs, a new edition says which, old and new, wherever the digest went.

    Portfolios of which any figure differs get a new edition too. Raises UsageError, NotFound where it was never issued.
    """

    def work(session: Session) -> DigestCorrected:
        person = require_person(session, actor, Act.ISSUE_DIGEST)
        month = read_month(text, local_date(bot.now(), zone_of(person)))
        old = digests.latest(session, month, EVERYBODY)
        if old is None:
            raise NotFound(f"The digest of {describe_month(month)} was never issued, so there is nothing to correct.")
        count = MonthCount(bot, session, month)
        for scope in digests.scopes_of(session, month):
            if scope != EVERYBODY and (changed := _new_edition(bot, session, count, scope, person)):
                owner = people.by_id(session, scope)
                if owner.left_at is None:
                    tell_owner(bot, session, owner, changed)
        new = _new_edition(bot, session, count, EVERYBODY, person)
        if new is None:
            return DigestCorrected(month=month, edition=None, changed=())
        agency = agency_of(bot, session)
        named = [(office.id, agency.policies[office.id].reports.leadership_channel) for office in agency.offices]
        posted = [post_digest(bot, session, new, office_id, channel) for office_id, channel in named if channel]
        return DigestCorrected(
            month=month,
            edition=new.edition,
            changed=changes(read_figures(old), read_figures(new)),
            channels=len(posted),
        )

    return once(bot, actor, DigestCorrected, work)


def send_digest_files(bot: Bot, actor: Actor, digest_id: str) -> FilesSent:
    """Send the files of an edition to the asker. Raises NotFound, Unknown, NotAllowed."""

    def work(session: Session) -> FilesSent:
        person = _require_reader(session, actor)
        digest = _require_readable(session, person, digest_id)
        notice = DigestFiles(digest_id=digest.id, asked_at=bot.now())
        queue_for(bot, session, person.id, notice, f"digest-files:{digest.id}:{actor.delivery or bot.new_id()}")
        return FilesSent(month=digest.month)

    return once(bot, actor, FilesSent, work)


def read_edition(bot: Bot, actor: Actor, digest_id: str) -> DigestShown:
    """An edition that the asker may read. Raises NotFound, Unknown, NotAllowed."""
    with bot.store.read() as session:
        person = _require_reader(session, actor)
        digest = _require_readable(session, person, digest_id)
        return digest_of(session, digest)


def digest_shown(bot: Bot, digest_id: str) -> DigestShown:
    """An edition. Asked by the outbox alone."""
    with bot.store.read() as session:
        digest = digests.by_id(session, digest_id)
        if digest is None:
            raise LookupError(f"no digest {digest_id}")
        return digest_of(session, digest)


def digest_for_operator(bot: Bot, actor: Actor, text: str) -> DigestShown:
    """The latest edition of all clients' digest; the count as it stands (edition 0) where there is none.

    Raises UsageError for what is no month, and for one that has not begun.
    """
    require_operator(actor, Act.READ_FIGURES)
    with bot.store.read() as session:
        today = agency_of(bot, session).today
        month = read_month(text, today)
        kept = digests.latest(session, month, EVERYBODY)
        if kept:
            return digest_of(session, kept)
        if days_of(month)[0] > today:
            raise UsageError(f"{describe_month(month)} has not begun yet.", example=month_of(today))
        draft = Digest(id="", month=month, scope=EVERYBODY, edition=0, made_at=bot.now(), figures={})
        return _shown(session, draft, figures_of(bot, session, month))


def first_edition(bot: Bot, session: Session, month: str, scope: str, by: Person | None) -> Digest:
    """The latest edition of a month that is over; the first is made of the figures as they stand."""
    kept = digests.latest(session, month, scope)
    if kept:
        return kept
    return _keep(bot, session, month, scope, 1, figures_of(bot, session, month, scope or None), by)


def read_figures(digest: Digest) -> DigestFigures:
    """The figures of an edition."""
    return DigestFigures.model_validate(digest.figures)


def digest_of(session: Session, digest: Digest) -> DigestShown:
    """An edition as it is read."""
    return _shown(session, digest, read_figures(digest))


def _new_edition(bot: Bot, session: Session, count: MonthCount, scope: str, by: Person) -> Digest | None:
    """The next edition, where any figure differs from the latest one's."""
    old = digests.latest(session, count.month, scope)
    if old is None:
        return None
    # What was forecast then cannot be counted anew: goals stay as they were told.
    told = read_figures(old)
    figures = count.figures(scope or None).model_copy(update={"goals": told.goals})
    if not changes(told, figures):
        return None
    return _keep(bot, session, count.month, scope, old.edition + 1, figures, by)


def _keep(
    bot: Bot, session: Session, month: str, scope: str, edition: int, figures: DigestFigures, by: Person | None
) -> Digest:
    """Keep an edition; where somebody else keeps it at the same moment, theirs counts."""
    values = {"id": bot.new_id(), "month": month, "scope": scope, "edition": edition, "made_at": bot.now()}
    values |= {"figures": figures.model_dump(mode="json"), "owner_id": scope or None}
    is_new = insert_once(session, Digest, values | {"made_by_id": by.id if by else None})
    kept = digests.latest(session, month, scope)
    if kept is None:
        raise LookupError(f"the digest of {month} was not kept")
    if is_new:
        history.record(bot, session, by.id if by else None, kept, Change.MADE)
    return kept


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


def _require_reader(session: Session, actor: Actor) -> Person:
    person = require_person(session, actor, Act.SEE_OWN_TIME)
    if not clients.is_owner(session, person.id):
        require_standing(session, person, Act.SEE_DIGEST)
    return person


def _scope_of(session: Session, person: Person) -> str:
    """All clients for leadership and admins; else the person's own portfolio."""
    return EVERYBODY if may_do(person, Act.ISSUE_DIGEST) else person.id


def _require_readable(session: Session, person: Person, digest_id: str) -> Digest:
    digest = digests.by_id(session, digest_id)
    if digest is None:
        raise NotFound("I can't find that digest.")
    if digest.scope != person.id and _scope_of(session, person) != EVERYBODY:
        raise NotAllowed("That digest is of a portfolio that is not yours.")
    return digest
