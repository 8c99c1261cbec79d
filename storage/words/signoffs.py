"""The words that tables and rules share on estimates and sign-offs. Standard library only."""

from enum import StrEnum


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

    CHAT = "chat"
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
