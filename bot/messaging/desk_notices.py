"""Notices to a person that they did not ask for. Each may come alone, or in the person's morning message."""

from collections.abc import Sequence
from datetime import date
from typing import Annotated, Literal

from pydantic import Field, TypeAdapter

from bot.estimates.notices import estimate_subject
from bot.messaging.account_told import AccountTold
from bot.messaging.told import Told
from bot.model import Model


class LeaveTold(Told):
    """Somebody who reports to the reader is off."""

    kind: Literal["leave_told"] = "leave_told"
    leave_id: str


class LeaveCancelledTold(Told):
    """Leave that the reader was told of is cancelled."""

    kind: Literal["leave_cancelled_told"] = "leave_cancelled_told"
    leave_id: str


class LateApprovalAsked(Told):
    """A late entry waits for the reader's approval."""

    kind: Literal["late_approval_asked"] = "late_approval_asked"
    entry_id: str


class LateDecided(Told):
    """The reader's late entry was approved or declined."""

    kind: Literal["late_decided"] = "late_decided"
    entry_id: str


class DeadlineNudge(Told):
    """On `day`, the last day that is on time, the reader still has days that are short."""

    kind: Literal["deadline_nudge"] = "deadline_nudge"
    day: date
    last_call: bool = False


class DeadlineMissed(Told):
    """The deadline of these worked dates has passed, and they are short."""

    kind: Literal["deadline_missed"] = "deadline_missed"
    days: Sequence[date]


class TeamMissing(Told):
    """On `day`, people who report to the reader have missing time."""

    kind: Literal["team_missing"] = "team_missing"
    day: date


class SupervisorReminds(Told):
    """A supervisor reminds the reader of their missing time."""

    kind: Literal["supervisor_reminds"] = "supervisor_reminds"
    by_id: str
    day: date


class SignoffOverdue(Told):
    """A client has not decided by the due date of a sign-off that the reader minds."""

    kind: Literal["signoff_overdue"] = "signoff_overdue"
    signoff_id: str


class StaffMoved(Told):
    """The Slack account of one of the agency's people was deactivated, or brought back; the reader is an admin."""

    kind: Literal["staff_moved"] = "staff_moved"
    who_id: str
    back: bool = False


class JobAlerted(Told):
    """A job of the reader's team got an alert."""

    kind: Literal["job_alerted"] = "job_alerted"
    alert_id: str


class EstimateMissing(Told):
    """A billable job that the reader leads has no Letter of Estimate with its client."""

    kind: Literal["estimate_missing"] = "estimate_missing"
    job_id: str


class TeamEstimatesMissing(Told):
    """On `day`, people who report to the reader lead jobs whose Letter of Estimate is overdue."""

    kind: Literal["team_estimates_missing"] = "team_estimates_missing"
    day: date


JobTold = JobAlerted | EstimateMissing | TeamEstimatesMissing


class RequestOverdue(Told):
    """A client's request that the reader owns, or whose client they lead, is overdue."""

    kind: Literal["request_overdue"] = "request_overdue"
    request_id: str


class ReviewAsked(Told):
    """A version of an estimate waits for the reader's approval before the client sees it; `by_id` sent it."""

    kind: Literal["review_asked"] = "review_asked"
    estimate_id: str
    by_id: str

    @property
    def subject(self) -> str:
        """What the message shows the state of."""
        return estimate_subject(self.estimate_id)


class ReviewDecided(Told):
    """A version that the reader worked on was approved at the agency, or sent back to them."""

    kind: Literal["review_decided"] = "review_decided"
    estimate_id: str
    review_id: str

    @property
    def subject(self) -> str:
        """What the message shows the state of."""
        return estimate_subject(self.estimate_id)


class BurnTold(Told):
    """A job that the reader minds has burned `percent` of its approved estimate; None: it burns ahead of plan."""

    kind: Literal["burn_told"] = "burn_told"
    estimate_id: str
    percent: int | None = None

    @property
    def subject(self) -> str:
        """What the message shows the state of."""
        return estimate_subject(self.estimate_id)


EstimateTold = ReviewAsked | ReviewDecided | BurnTold


class WeeksToApprove(Told):
    """Weeks of people wait for the reader's approval; it shows all that wait."""

    kind: Literal["weeks_to_approve"] = "weeks_to_approve"


class WeekSentBack(Told):
    """The reader's week was sent back."""

    kind: Literal["week_sent_back"] = "week_sent_back"
    approval_id: str


class OverrideAsked(Told):
    """Somebody asks the reader, who is in finance, to let time in a closed period change."""

    kind: Literal["override_asked"] = "override_asked"
    override_id: str

    @property
    def subject(self) -> str:
        """What the message shows the state of, where it comes alone."""
        return override_subject(self.override_id)


class OverrideDecided(Told):
    """What finance decided on the override that the reader asked for."""

    kind: Literal["override_decided"] = "override_decided"
    override_id: str

    @property
    def subject(self) -> str:
        """What the message shows the state of, where it comes alone."""
        return override_subject(self.override_id)


class BatchMade(Told):
    """A colleague in finance closed a month, and its export can be had."""

    kind: Literal["batch_made"] = "batch_made"
    batch_id: str


class TimerForgotten(Told):
    """The reader's timer runs for so long that it may have been forgotten."""

    kind: Literal["timer_forgotten"] = "timer_forgotten"
    timer_id: str


class TimeEnteredFor(Told):
    """Somebody else entered time of the reader's on that day of the reader's."""

    kind: Literal["time_entered_for"] = "time_entered_for"
    by_id: str
    day: date


class DigestTold(Told):
    """The reader's portfolio has its digest of a month, or a corrected one."""

    kind: Literal["digest_told"] = "digest_told"
    digest_id: str


AnyNews = (
    LeaveTold
    | LeaveCancelledTold
    | LateApprovalAsked
    | LateDecided
    | DeadlineNudge
    | DeadlineMissed
    | TeamMissing
    | SupervisorReminds
    | DigestTold
    | JobTold
    | RequestOverdue
    | SignoffOverdue
    | StaffMoved
    | EstimateTold
    | WeeksToApprove
    | WeekSentBack
    | OverrideAsked
    | OverrideDecided
    | BatchMade
    | TimerForgotten
    | TimeEnteredFor
    | AccountTold
)
News = Annotated[AnyNews, Field(discriminator="kind")]
NEWS: TypeAdapter[News] = TypeAdapter(News)


class MorningMessage(Told):
    """All that could wait for the reader's morning, in one message."""

    kind: Literal["morning_message"] = "morning_message"
    day: date
    news: Sequence[News]


class WeeklySummary(Model):
    """How complete the time of an office's teams is for the week of that Monday; it goes to a channel."""

    kind: Literal["weekly_summary"] = "weekly_summary"
    office_id: str
    monday: date

    @property
    def subject(self) -> str:
        """It stays as it was posted."""
        return "nothing"


DeskNotice = AnyNews | MorningMessage | WeeklySummary


def override_subject(override_id: str) -> str:
    """The subject of messages that show an override."""
    return f"override:{override_id}"
