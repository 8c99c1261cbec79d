"""Artefacts that a client signs off: exactly one file, link or estimate, and the hash of its content."""

import hashlib

from sqlalchemy.orm import Session

from bot.errors import UsageError
from bot.estimates.estimates import release_estimate
from bot.model import Model
from bot.people.people import Staff
from bot.rules.estimates.estimates import title_of
from bot.rules.signoffs.ledger import digest
from bot.rules.signoffs.signoffs import LARGEST_FILE, read_link
from storage.estimates import estimates
from storage.jobs.jobs import Job
from storage.kit import files
from storage.words.signoffs import SignoffKind

MEGABYTE = 1024 * 1024


class FileGiven(Model):
    """An uploaded file; its bytes are kept unchanged."""

    name: str
    media_type: str = "application/octet-stream"
    content: bytes


class Artefact(Model):
    """The thing to sign off.

    `content_hash` is the SHA-256 (hex) of a file's bytes, of a link's text, or an estimate's own; `amount_cents` is an
    estimate's total; `file_id` is the file's, or the document of an estimate; `title` is set if the thing has its own
    name.
    """

    content_hash: str
    title: str = ""
    file_id: str | None = None
    link: str = ""
    estimate_id: str | None = None
    amount_cents: int | None = None


def read_artefact(
    staff: Staff,
    job: Job,
    kind: SignoffKind,
    file: FileGiven | None,
    link: str,
    estimate_id: str | None,
) -> Artefact:
    """Store and return the thing to sign off. Raises UsageError (fields file, link, estimate, kind), Conflict."""
    given = [name for name, value in (("file", file), ("link", link.strip()), ("estimate", estimate_id)) if value]
    if len(given) != 1:
        message = "Please give one thing to sign off: a file, a link or an estimate" + (
            "." if not given else ", not two."
        )
        raise UsageError(message, fields={(given or ["file"])[-1]: message})
    if (kind == SignoffKind.ESTIMATE) != (estimate_id is not None):
        message = "The kind “estimate” is for our own estimates only. Please choose another kind."
        raise UsageError(message, fields={"kind": message})
    if estimate_id:
        return _estimate(staff, job, estimate_id)
    if file:
        return _file(staff.session, file)
    address = read_link(link)
    return Artefact(content_hash=digest(address), link=address)


def _file(session: Session, file: FileGiven) -> Artefact:
    if not file.content or len(file.content) > LARGEST_FILE:
        size = f"{len(file.content) / MEGABYTE:.1f} MB" if file.content else "empty"
        message = f"{file.name} is {size}; a file can have up to {LARGEST_FILE // MEGABYTE} MB. A link works too."
        raise UsageError(message, fields={"file": message})
    sha256 = hashlib.sha256(file.content).hexdigest()
    files.keep(session, sha256, file.name, file.media_type, file.content)
    return Artefact(content_hash=sha256, file_id=sha256)


def _estimate(staff: Staff, job: Job, estimate_id: str) -> Artefact:
    estimate = estimates.by_id(staff.session, estimate_id)
    if estimate is None or estimate.job_id != job.id:
        raise UsageError(message := f"I can't find that estimate of {job.number}.", fields={"estimate": message})
    released = release_estimate(staff, estimate.id)
    if released.content_hash is None:
        raise LookupError(f"estimate {estimate.id} was released without its hash")
    return Artefact(
        content_hash=released.content_hash,
        title=title_of(estimate.version),
        estimate_id=estimate.id,
        file_id=estimate.pdf_id,
        amount_cents=estimate.total_cents,
    )
