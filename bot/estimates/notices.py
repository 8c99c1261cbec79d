"""Notices about estimates, and rendering what shows them anew."""

from datetime import datetime
from typing import Literal

from sqlalchemy.orm import Session

from bot.jobs.notices import job_changed
from bot.model import Model
from storage.estimates.estimates import Estimate
from storage.messaging import notices


class EstimateFile(Model):
    """The PDF of a version, for who asked for it at that instant (aware UTC)."""

    kind: Literal["estimate_file"] = "estimate_file"
    estimate_id: str
    asked_at: datetime

    @property
    def subject(self) -> str:
        """What was handed over stays as it was."""
        return "nothing"


def estimate_subject(estimate_id: str) -> str:
    """The subject of messages that show a version of an estimate."""
    return f"estimate:{estimate_id}"


def estimate_changed(session: Session, estimate: Estimate) -> None:
    """Have all that shows this version, or its job, rendered anew."""
    notices.touch(session, estimate_subject(estimate.id))
    job_changed(session, estimate.job_id)
