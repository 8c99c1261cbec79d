"""Notices about estimates, and rendering again the messages that show one."""

from datetime import date, datetime

from sqlalchemy.orm import Session

from bot.core import Bot
from bot.estimates.missing import estimate_missing_shown, team_estimates_missing_shown
from bot.jobs.notices import job_changed
from bot.messaging.notices import AlwaysRelevant, Notice, Unprompted
from storage.estimates import estimates
from storage.estimates.estimates import Estimate
from storage.messaging import notices
from storage.words.signoffs import EstimateStatus


class EstimateFile(AlwaysRelevant, Notice):
    """The PDF of a version, for the person who asked for it; `asked_at` is aware UTC."""

    estimate_id: str
    asked_at: datetime


class ReviewAsked(Unprompted):
    """A version of an estimate waits for the reader's approval before the client sees it; `by_id` sent it."""

    estimate_id: str
    by_id: str

    @property
    def subject(self) -> str:
        """Return the subject whose state the message shows."""
        return estimate_subject(self.estimate_id)

    def still_relevant(self, bot: Bot) -> bool:
        """Return whether the version still waits for review."""
        with bot.store.read() as session:
            estimate = estimates.by_id(session, self.estimate_id)
            return estimate is not None and estimate.status == EstimateStatus.IN_REVIEW


class ReviewDecided(AlwaysRelevant, Unprompted):
    """A version that the reader worked on was approved at the agency, or sent back to them."""

    estimate_id: str
    review_id: str

    @property
    def subject(self) -> str:
        """Return the subject whose state the message shows."""
        return estimate_subject(self.estimate_id)


class BurnTold(AlwaysRelevant, Unprompted):
    """A job that the reader leads has burned `percent` of its approved estimate; None: it's burning ahead of plan."""

    estimate_id: str
    percent: int | None = None

    @property
    def subject(self) -> str:
        """Return the subject whose state the message shows."""
        return estimate_subject(self.estimate_id)


class EstimateMissing(Unprompted):
    """A billable job that the reader leads has no Letter of Estimate with its client."""

    job_id: str

    def still_relevant(self, bot: Bot) -> bool:
        """Return whether the estimate is still missing."""
        return bool(estimate_missing_shown(bot, self.person_id, self.job_id).jobs)


class TeamEstimatesMissing(Unprompted):
    """On `day`, people who report to the reader lead jobs whose Letter of Estimate is overdue."""

    day: date

    def still_relevant(self, bot: Bot) -> bool:
        """Return whether any estimate is still missing."""
        return bool(team_estimates_missing_shown(bot, self.person_id).jobs)


EstimateNotice = EstimateFile | ReviewAsked | ReviewDecided | BurnTold | EstimateMissing | TeamEstimatesMissing


def estimate_subject(estimate_id: str) -> str:
    """Return the subject of messages that show a version of an estimate."""
    return f"estimate:{estimate_id}"


def estimate_changed(session: Session, estimate: Estimate) -> None:
    """Have the messages that show this version or its job rendered again."""
    notices.touch(session, estimate_subject(estimate.id))
    job_changed(session, estimate.job_id)
