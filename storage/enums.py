"""The words that tables and rules share. Standard library only, for the rules import this file too."""

from enum import StrEnum


class Role(StrEnum):
    """What a person is at the agency."""

    COORDINATOR = "account coordinator"
    MANAGER = "account manager"
    DIRECTOR = "account director"
    SENIOR_DIRECTOR = "senior account director"
    HEAD = "head of accounts"
    LEADERSHIP = "leadership"
    FINANCE = "finance"
    TEAM = "team member"


class JobStatus(StrEnum):
    """Where a job stands; closed and archived jobs take no more time."""

    OPENED = "opened"
    IN_PROGRESS = "in progress"
    WITH_CLIENT = "with client"
    ON_HOLD = "on hold"
    COMPLETED = "completed"
    CLOSED = "closed"
    ARCHIVED = "archived"


TAKES_NO_TIME = (JobStatus.CLOSED, JobStatus.ARCHIVED)


class DateOrder(StrEnum):
    """How an office reads `3/10`."""

    MONTH_FIRST = "month first"
    DAY_FIRST = "day first"


class Source(StrEnum):
    """Where a time entry was made."""

    COMMAND = "command"
    MENTION = "mention"
    DIRECT_MESSAGE = "direct message"
    BUTTON = "button"
    FORM = "form"
    TERMINAL = "terminal"
    OVERRIDE = "override"
    IMPORT = "import"
    TIMER = "timer"


class Platform(StrEnum):
    """Where the bot has a door to people."""

    SLACK = "slack"
    EMAIL = "e-mail"


class Change(StrEnum):
    """What was done to a thing, as its history tells it."""

    MADE = "made"
    EDITED = "edited"
    UNDONE = "undone"
    ENDED = "ended"
    REMOVED = "removed"
    CLOSED = "closed"
    GRANTED = "granted"
    REFUSED = "refused"


class Asked(StrEnum):
    """What an override asks for."""

    NEW = "new"
    EDIT = "edit"
    UNDO = "undo"


class Decision(StrEnum):
    """What became of an override that was asked for."""

    PENDING = "pending"
    GRANTED = "granted"
    REFUSED = "refused"


class Rounding(StrEnum):
    """How an export rounds minutes."""

    EXACT = "exact minutes"
    NEAREST_6 = "nearest 6 minutes"
    UP_6 = "up to 6 minutes"
    NEAREST_15 = "nearest 15 minutes"
    UP_15 = "up to 15 minutes"


class LineKind(StrEnum):
    """What a line of an export does."""

    LINE = "line"
    REVERSAL = "reversal"


class Sending(StrEnum):
    """How far a notice is on its way."""

    QUEUED = "queued"
    SENT = "sent"
    SET_ASIDE = "set aside"
    DROPPED = "dropped"


class DayPart(StrEnum):
    """How much of a day somebody is off."""

    WHOLE = "whole day"
    HALF = "half day"
    MORNING = "morning"
    AFTERNOON = "afternoon"


class LateStanding(StrEnum):
    """What became of a late entry."""

    REASON_MISSING = "reason missing"
    REASON_GIVEN = "reason given"
    PENDING = "pending approval"
    APPROVED = "approved"
    DECLINED = "declined"


class ClientStatus(StrEnum):
    """How a client stands with the agency; a prospect has no signed work yet, internal is the agency's own account."""

    PROSPECT = "prospect"
    ACTIVE = "active"
    LAPSED = "lapsed"
    INTERNAL = "internal"


class PricingModel(StrEnum):
    """How a contract prices the work."""

    RETAINER = "retainer"
    FIXED_FEE = "fixed fee"
    TIME_AND_MATERIALS = "time and materials"
    PERFORMANCE = "performance"


class RollOver(StrEnum):
    """What becomes of a retainer's unused hours at the end of a month."""

    NONE = "they lapse"
    CAPPED = "they roll over up to a cap"
    ALL = "they roll over"


class ContactChannel(StrEnum):
    """Where a client contact is asked."""

    CHAT = "slack"
    EMAIL = "e-mail"


class OrderSide(StrEnum):
    """Whose purchase order it is: the client's number for the approved money, or what the agency orders for the job."""

    CLIENT = "client's"
    AGENCY = "agency's"


class EstimateStatus(StrEnum):
    """How far a version of an estimate is on its way; only a draft changes."""

    DRAFT = "draft"
    IN_REVIEW = "in review"
    READY = "ready for the client"
    SENT = "with client"
    APPROVED = "approved"
    REPLACED = "replaced"
    CHANGES_REQUESTED = "changes requested"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


# Versions that a client approved; the later one of a job counts.
APPROVED_ESTIMATES = (EstimateStatus.APPROVED, EstimateStatus.REPLACED)
# Versions that somebody is yet to decide on.
PENDING_ESTIMATES = (EstimateStatus.IN_REVIEW, EstimateStatus.READY, EstimateStatus.SENT)


class EstimateLineKind(StrEnum):
    """What a line of an estimate is for: agency time, or what is bought for the client."""

    FEE = "fee"
    EXPENSE = "expense"


class SignoffKind(StrEnum):
    """What a client signs off."""

    ESTIMATE = "estimate"
    CONCEPT = "concept"
    COPY = "copy"
    LAYOUT = "layout"
    OTHER = "other"


class SignoffDecision(StrEnum):
    """What an approver decides."""

    APPROVED = "approved"
    APPROVED_WITH_CHANGES = "approved with changes"
    CHANGES_REQUESTED = "changes requested"
    DECLINED = "declined"


class SignoffStatus(StrEnum):
    """Where a sign-off stands: open, decided by its approvers, taken back, or overtaken by a newer version."""

    OPEN = "open"
    APPROVED = "approved"
    APPROVED_WITH_CHANGES = "approved with changes"
    CHANGES_REQUESTED = "changes requested"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    SUPERSEDED = "superseded"


class Quorum(StrEnum):
    """How many of the approvers must approve."""

    ANY = "any one"
    ALL = "all"
    MAJORITY = "majority"


class Via(StrEnum):
    """How a decision reached the bot."""

    CHAT = "slack"
    PAGE = "sign-off page"
    RECORDED = "recorded by staff"


class SignoffEvent(StrEnum):
    """What happened in the life of a sign-off, as its log tells it."""

    REQUESTED = "requested"
    VIEWED = "viewed"
    DECIDED = "decided"
    SETTLED = "settled"
    REMINDED = "reminded"
    WITHDRAWN = "withdrawn"
    SUPERSEDED = "superseded"
    APPROVERS_CHANGED = "approvers changed"
    LINK_SENT = "link sent"
    LINK_REVOKED = "link revoked"
    REFUSED = "attempt refused"


class RequestScope(StrEnum):
    """Whether what a client asks for is covered by an estimate."""

    IN = "in scope"
    OUT = "out of scope"
    OPEN = "not decided"


class RequestStatus(StrEnum):
    """What became of a client's request."""

    OPEN = "open"
    DONE = "done"
    DROPPED = "dropped"


class OpportunityKind(StrEnum):
    """What an opportunity would bring."""

    UPSELL = "upsell"
    RENEWAL = "renewal"
    NEW = "new"


class OpportunityStage(StrEnum):
    """How far an opportunity is; a won or lost one is closed."""

    IDENTIFIED = "identified"
    PROPOSED = "proposed"
    NEGOTIATING = "negotiating"
    WON = "won"
    LOST = "lost"


SETTLED_STAGES = (OpportunityStage.WON, OpportunityStage.LOST)


class PlanStatus(StrEnum):
    """How far a make-good plan is."""

    ASKED = "asked for"
    PLANNED = "planned"
    DONE = "done"
    DROPPED = "dropped"


class Mood(StrEnum):
    """How a client feels about the agency, as their lead sees it."""

    DELIGHTED = "delighted"
    CONTENT = "content"
    UNEASY = "uneasy"
    AT_RISK = "at risk"


class WeekStanding(StrEnum):
    """How far a week is on its way to approval, where it was sent at all."""

    SENT = "sent for approval"
    APPROVED = "approved"
    SENT_BACK = "sent back"
