"""The facts that a letter about a sign-off needs in addition to the sign-off itself."""

from bot.clients.leads import lead_of_job
from bot.core import Bot, Work
from bot.errors import NotFound
from bot.model import Model
from bot.signoffs.pages import FileShown, file_of
from bot.signoffs.shown import ApproverShown, SignoffShown, signoff_shown
from storage.jobs import jobs
from storage.people import people
from storage.people.people import Person
from storage.signoffs import signoffs

PDF = "application/pdf"
PICTURES = ("image/png", "image/jpeg")
# Bytes. Larger documents are on the page only, as many mailboxes reject larger letters.
LARGEST_ATTACHED = 5_000_000
LARGEST_LOGO = 200_000


class LetterFacts(Model):
    """A letter's recipient, its sign-off, and the person who gets the answer (name and e-mail address)."""

    signoff: SignoffShown
    approver: ApproverShown
    minder: tuple[str, str]
    logo: FileShown | None
    document: FileShown | None


def letter_facts(bot: Bot, signoff_id: str, approver_id: str) -> LetterFacts:
    """Return the facts of a letter to an approver. Raises NotFound."""
    with bot.read() as work:
        shown = signoff_shown(work, signoff_id)
        minder = _minder(work, signoff_id)
    approver = next((each for each in shown.approvers if each.id == approver_id), None)
    if approver is None:
        raise NotFound("I can't find that approver.")
    return LetterFacts(
        signoff=shown,
        approver=approver,
        minder=(minder.name, minder.email),
        logo=_logo(bot, shown),
        document=_document(bot, shown),
    )


def _minder(work: Work, signoff_id: str) -> Person:
    """Return the job's lead today, or the person who asked for the sign-off if there's no lead."""
    signoff = signoffs.by_id(work.session, signoff_id)
    job = jobs.by_id(work.session, signoff.job_id) if signoff else None
    if signoff is None or job is None:
        raise NotFound("I can't find that sign-off.")
    return lead_of_job(work, job) or people.by_id(work.session, signoff.requested_by_id)


def _logo(bot: Bot, shown: SignoffShown) -> FileShown | None:
    logo = file_of(bot, shown.logo_id) if shown.logo_id else None
    return logo if logo and logo.media_type in PICTURES and len(logo.content) <= LARGEST_LOGO else None


def _document(bot: Bot, shown: SignoffShown) -> FileShown | None:
    thing = shown.artefact
    fits = thing.file_id and thing.media_type == PDF and thing.size <= LARGEST_ATTACHED
    return file_of(bot, thing.file_id) if fits else None
