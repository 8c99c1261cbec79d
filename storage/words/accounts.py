"""Enums that tables and rules share about clients, their requests and their opportunities. Standard library only."""

from enum import StrEnum


class ClientStatus(StrEnum):
    """A client's status with the agency; a prospect has no signed work yet, internal is the agency's own account."""

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
    """The fate of a retainer's unused hours at the end of a month."""

    NONE = "they lapse"
    CAPPED = "they roll over up to a cap"
    ALL = "they roll over"


class ContactChannel(StrEnum):
    """The channel in which we ask a client contact."""

    CHAT = "chat"
    EMAIL = "e-mail"


class OrderSide(StrEnum):
    """The side of a purchase order: the client's number for the approved money, or an agency order for the job."""

    CLIENT = "client's"
    AGENCY = "agency's"


class RequestScope(StrEnum):
    """Whether an estimate covers a client's request."""

    IN = "in scope"
    OUT = "out of scope"
    OPEN = "not decided"


class RequestStatus(StrEnum):
    """The status of a client's request."""

    OPEN = "open"
    DONE = "done"
    DROPPED = "dropped"


class OpportunityKind(StrEnum):
    """The kind of business that an opportunity would bring."""

    UPSELL = "upsell"
    RENEWAL = "renewal"
    NEW = "new"


class OpportunityStage(StrEnum):
    """The stage of an opportunity; a won or lost one is closed."""

    IDENTIFIED = "identified"
    PROPOSED = "proposed"
    NEGOTIATING = "negotiating"
    WON = "won"
    LOST = "lost"


SETTLED_STAGES = (OpportunityStage.WON, OpportunityStage.LOST)


class PlanStatus(StrEnum):
    """The progress of a make-good plan."""

    ASKED = "asked for"
    PLANNED = "planned"
    DONE = "done"
    DROPPED = "dropped"


class Mood(StrEnum):
    """A client's feelings about the agency, as their lead sees them."""

    DELIGHTED = "delighted"
    CONTENT = "content"
    UNEASY = "uneasy"
    AT_RISK = "at risk"
