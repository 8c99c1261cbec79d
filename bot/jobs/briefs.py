"""Creative briefs: each save is a new version, and older ones stay readable."""

from collections.abc import Mapping, Sequence
from datetime import date

from sqlalchemy.orm import Session

from bot import history
from bot.core import Actor, Bot, Work, once
from bot.errors import Conflict, NotFound
from bot.jobs.jobs import JobFound, found, require_job
from bot.jobs.notices import job_changed
from bot.model import Model
from bot.people.people import Staff, require_person, require_staff
from bot.rules.jobs.briefs import PARTS, check_parts
from bot.rules.kit.dates import local_date
from bot.rules.permissions import Act
from storage.jobs import briefs
from storage.jobs.briefs import Brief
from storage.jobs.jobs import Job
from storage.people import people
from storage.words.time import Change


class BriefShown(Model):
    """A version of a job's brief: its parts by name, who wrote it, and the date for its reader.

    `version` is 0 if there is none yet; `versions` has the numbers of all, the latest first.
    """

    job: JobFound
    version: int
    versions: Sequence[int]
    parts: Mapping[str, str]
    by: str
    on: date
    today: date

    @property
    def is_latest(self) -> bool:
        """Return whether there is no newer one."""
        return not self.versions or self.version == self.versions[0]


class BriefSaved(Model):
    """A version of a brief was saved; if nothing changed, it is the previous one."""

    job_id: str
    version: int


def brief_of(bot: Bot, actor: Actor, job_id: str, version: int | None = None) -> BriefShown:
    """Return a version of a job's brief, the latest unless one is named. Raises NotFound, Unknown."""
    with bot.read(actor) as work:
        staff = require_staff(work, Act.FIND_JOBS)
        job = require_job(staff.session, job_id)
        every = briefs.of_job(staff.session, job.id)
        if version is not None and version not in [each.version for each in every]:
            raise NotFound(f"This brief has no version {version}.")
        shown = next((each for each in every if version in (None, each.version)), None)
        return _shown(staff, job, every, shown)


@once
def save_brief(work: Work, job_id: str, seen: int, parts: Mapping[str, str]) -> BriefSaved:
    """Save a new version of a job's brief; `seen` is the version that the writer began with.

    Raises UsageError by field, Conflict if somebody saved a newer version in the meantime, NotFound, Unknown.
    """
    person = require_person(work, Act.KEEP_JOBS)
    job = require_job(work.session, job_id, locked=True)
    kept = check_parts(dict(parts))
    latest = next(iter(briefs.of_job(work.session, job.id)), None)
    if latest and latest.version != seen:
        raise _overtaken(work.session, latest)
    if latest and all(getattr(latest, name) == text for name, text in kept.items()):
        return BriefSaved(job_id=job.id, version=latest.version)
    row = Brief(id=work.new_id(), job_id=job.id, version=seen + 1, by_id=person.id, at=work.now(), **kept)
    work.session.add(row)
    work.session.flush()
    history.record(work, person.id, row, Change.MADE)
    job_changed(work.session, job.id)
    return BriefSaved(job_id=job.id, version=row.version)


def _overtaken(session: Session, latest: Brief) -> Conflict:
    message = (
        f"{people.by_id(session, latest.by_id).name} saved version {latest.version} while you wrote. "
        "Keep a copy of your words, open the brief again, and add them there."
    )
    return Conflict(message, fields={PARTS[0].name: message})


def _shown(staff: Staff, job: Job, every: Sequence[Brief], shown: Brief | None) -> BriefShown:
    zone = staff.zone
    return BriefShown(
        job=found(job),
        version=shown.version if shown else 0,
        versions=[each.version for each in every],
        parts={part.name: getattr(shown, part.name) if shown else "" for part in PARTS},
        by=people.by_id(staff.session, shown.by_id).name if shown else "",
        on=local_date(shown.at if shown else staff.now(), zone),
        today=local_date(staff.now(), zone),
    )
