"""The jobs that still need their Letter of Estimate."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import Session, joinedload

from storage.estimates.estimates import Estimate
from storage.jobs.jobs import Job
from storage.words.signoffs import EstimateStatus
from storage.words.time import TAKES_NO_TIME

WITH_CLIENT = (EstimateStatus.SENT, EstimateStatus.APPROVED)


def jobs_never_estimated(session: Session, opened_before: datetime) -> Sequence[Job]:
    """Return billable open jobs, opened by then, whose clients never got a version; with their clients.

    Imported jobs have no opening instant, and are left out.
    """
    was_sent = or_(Estimate.sent_at.is_not(None), Estimate.status.in_(WITH_CLIENT))
    ever = select(Estimate.id).where(Estimate.job_id == Job.id, was_sent).exists()
    query = select(Job).where(Job.billable, Job.status.not_in(TAKES_NO_TIME), Job.opened_at <= opened_before, ~ever)
    return session.scalars(query.options(joinedload(Job.client)).order_by(Job.number)).all()
