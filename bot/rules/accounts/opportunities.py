"""Opportunities: reading their forms and lines."""

from collections.abc import Sequence
from datetime import date
from typing import Annotated, Any, NamedTuple, Protocol, TypeVar

from pydantic import BeforeValidator

from bot.errors import UsageError
from bot.model import Model
from bot.rules.kit.dates import describe_day
from bot.rules.kit.fields import Amount, Day, Form, Name, Notes
from storage.words.accounts import SETTLED_STAGES, OpportunityKind, OpportunityStage
from storage.words.signoffs import APPROVED_ESTIMATES, PENDING_ESTIMATES, EstimateStatus


class OpportunityRequest(Model):
    """The submitted form; client and owner by their ids, the amount in the client's currency."""

    client: str = ""
    title: str
    kind: OpportunityKind = OpportunityKind.UPSELL
    amount: str
    percent: str
    closes_on: str
    owner: str = ""
    stage: OpportunityStage = OpportunityStage.IDENTIFIED
    note: str = ""
    estimate: str = ""


def _percent(text: Any) -> int:
    word = str(text).strip().removesuffix("%").strip()
    if not (word.isascii() and word.isdigit() and len(word) < 4 and int(word) <= 100):
        raise ValueError("please give a whole percentage from 0 to 100, e.g. 60")
    return int(word)


class OpportunityRead(Form):
    """The values of the form; cents of the client's currency."""

    client: str | None = None
    title: Name
    kind: OpportunityKind
    amount: Amount
    percent: Annotated[int, BeforeValidator(_percent)]
    closes_on: Day
    owner: str | None = None
    stage: OpportunityStage
    note: Notes = ""
    estimate: str | None = None


class Version(Protocol):
    """A version of a job's estimate."""

    @property
    def version(self) -> int: ...  # noqa: D102
    @property
    def status(self) -> EstimateStatus: ...  # noqa: D102
    @property
    def budget_cents(self) -> int: ...  # noqa: D102
    @property
    def currency(self) -> str: ...  # noqa: D102


AnyVersion = TypeVar("AnyVersion", bound=Version)

CLOSED = "closed"
ASKED = ("mine", "overdue", CLOSED, *SETTLED_STAGES, "all", "open", "list")
# Open versions, which an opportunity can follow: drafts, and those still waiting for a decision.
OPEN_ESTIMATES = (EstimateStatus.DRAFT, *PENDING_ESTIMATES)


def current_version(versions: Sequence[AnyVersion], linked: AnyVersion) -> AnyVersion:
    """Return an opportunity's current version: the latest open one since the linked one, else the linked one."""
    since = [each for each in versions if each.version >= linked.version and each.status in OPEN_ESTIMATES]
    return max(since, key=lambda each: each.version, default=linked)


def added_by(versions: Sequence[Version], current: Version) -> int:
    """Return how much a version adds to its job's approved amount before it, in cents without tax.

    Approvals in another currency aren't subtracted.
    """
    before = [each for each in versions if each.version < current.version and each.status in APPROVED_ESTIMATES]
    latest = max(before, key=lambda each: each.version, default=None)
    before_it = latest.budget_cents if latest and latest.currency == current.currency else 0
    return current.budget_cents - before_it


class Asked(NamedTuple):
    """A request for opportunities: the settled stages to list (none for open ones), and whose."""

    settled: Sequence[OpportunityStage]
    mine: bool
    overdue: bool
    about: str


def read_asked(text: str) -> Asked:
    """Return a line's request: any of `mine`, `overdue`, `won`, `lost`, `closed` before or after a client or person."""
    words, said = text.split(), set()
    for end in (0, -1):
        while words and words[end].lower() in ASKED:
            said.add(words.pop(end).lower())
    settled = SETTLED_STAGES if CLOSED in said else [each for each in SETTLED_STAGES if each in said]
    return Asked(settled, "mine" in said, "overdue" in said, " ".join(words))


def check_amount(cents: int) -> None:
    """Raise UsageError by field for an opportunity of zero."""
    if not cents:
        message = "Please give an amount above zero. A rough one will do, e.g. 25,000."
        raise UsageError(message, fields={"amount": message})


def check_closing(closes_on: date, today: date, before: date | None) -> None:
    """Raise UsageError by field for a close date in the past, unless it's unchanged."""
    if closes_on < today and closes_on != before:
        message = f"{describe_day(closes_on, today)} is in the past. Please choose today or later."
        raise UsageError(message, fields={"closes_on": message})
