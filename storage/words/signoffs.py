"""Enums that tables and rules share about estimates and sign-offs. Standard library only."""

from enum import StrEnum


class EstimateStatus(StrEnum):
    """The status of a version of an estimate; only a draft changes."""

    DRAFT = "draft"
    IN_REVIEW = "in review"
    READY = "ready for the client"
    SENT = "with client"
    APPROVED = "approved"
    REPLACED = "replaced"
    CHANGES_REQUESTED = "changes requested"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


# Versions that a client approved; the latest one of a job counts.
APPROVED_ESTIMATES = (EstimateStatus.APPROVED, EstimateStatus.REPLACED)
# Versions that still wait for a decision.
PENDING_ESTIMATES = (EstimateStatus.IN_REVIEW, EstimateStatus.READY, EstimateStatus.SENT)


class EstimateLineKind(StrEnum):
    """The kind of an estimate line: agency time, or something bought for the client."""

    FEE = "fee"
    EXPENSE = "expense"


class SignoffKind(StrEnum):
    """The kind of thing that a client signs off."""

    ESTIMATE = "estimate"
    CONCEPT = "concept"
    COPY = "copy"
    LAYOUT = "layout"
    OTHER = "other"


class SignoffDecision(StrEnum):
    """An approver's decision."""

    APPROVED = "approved"
    APPROVED_WITH_CHANGES = "approved with changes"
    CHANGES_REQUESTED = "changes requested"
    DECLINED = "declined"


class SignoffStatus(StrEnum):
    """The status of a sign-off: open, decided by its approvers, withdrawn, or replaced by a newer version."""

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
    """The way a decision reached the bot."""

    CHAT = "chat"
    PAGE = "sign-off page"
    RECORDED = "recorded by staff"


class SignoffEvent(StrEnum):
    """An event in the life of a sign-off, as its log names it."""

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
