"""The words that tables and rules share on clients, what they ask for and may yet give. Standard library only."""

from enum import StrEnum


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

    CHAT = "chat"
    EMAIL = "e-mail"


class OrderSide(StrEnum):
    """Whose purchase order it is: the client's number for the approved money, or what the agency orders for the job."""

    CLIENT = "client's"
    AGENCY = "agency's"


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
