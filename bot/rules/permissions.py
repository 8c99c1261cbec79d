"""The table of permissions, which every use case checks."""

from collections.abc import Iterable, Mapping
from enum import StrEnum

from bot.errors import NotAllowed
from storage.words.time import Role


class Act(StrEnum):
    """Something that only some people may do; the value is how a message names it."""

    LOG_OWN_TIME = "log your own time"
    LOG_FOR_OTHERS = "log time for somebody else"
    SEE_OWN_TIME = "see your own time"
    FIND_JOBS = "look up jobs"
    CLOSE_PERIODS = "close periods"
    GET_EXPORTS = "get exports"
    SET_EXPORTS = "set up exports"
    ASK_OVERRIDES = "ask for an override"
    GRANT_OVERRIDES = "grant overrides"
    SET_UP = "set Jobjacket up"
    ADD_PEOPLE = "add people"
    MIND_OUTBOX = "see undelivered messages and send them again"
    TAKE_LEAVE = "take leave"
    SET_POLICY = "set the office's policy"
    SEE_TEAM_TIME = "see other people's time"
    DECIDE_LATE_ENTRY = "decide on a late entry"
    APPROVE_TIMESHEETS = "decide on a timesheet"
    EXCUSE_MISSING_TIME = "remind or excuse somebody"
    EXPLAIN = "try lines at the terminal"
    IMPORT = "import people, clients, jobs, rates and time"
    SEE_CLIENTS = "see clients"
    KEEP_CLIENTS = "add or change clients"
    KEEP_CONTACTS = "add or change client contacts"
    KEEP_PEOPLE = "change people"
    KEEP_RATES = "see and set rates"
    ERASE = "erase people's data"
    OPEN_JOBS = "open jobs"
    KEEP_JOBS = "change jobs"
    SEE_MONEY = "see the money of a job"
    KEEP_COSTS = "enter expenses, purchase orders and billed amounts"
    DRAFT_ESTIMATES = "draft estimates"
    REVIEW_ESTIMATES = "approve an estimate before the client sees it"
    REQUEST_SIGNOFF = "ask a client for sign-off"
    RECORD_DECISION = "record a client's decision"
    DECIDE_SIGNOFF = "decide on a sign-off"
    SEE_DIGEST = "read the digest"
    ISSUE_DIGEST = "issue or correct the digest"
    SEE_ACCOUNT = "see an account review"
    READ_FIGURES = "read the digest at the terminal"
    SEE_GOALS = "see revenue goals, opportunities and budget variance"
    SET_GOALS = "set revenue goals"
    KEEP_EXCHANGE_RATES = "set exchange rates"
    KEEP_OPPORTUNITIES = "add, change, win or lose opportunities"
    KEEP_PLANS = "make a make-good plan"
    KEEP_HEALTH = "read and write client health notes"
    VERIFY = "verify the log of sign-offs"
    SEE_STATUS = "see the status of jobs"
    POST_STATUS = "post a status report"
    KEEP_REQUESTS = "track clients' requests"


ADMIN = "admin"
OPERATOR = "operator"
# An admin of the workspace, as the chat platform itself says.
WORKSPACE_ADMIN = "workspace admin"
# Has people who report to them; sees and enters time for those people, and for the people below those.
SUPERVISOR = "supervisor"
STAFF = frozenset(Role)
# The account desk: the people who work with clients, as opposed to those who make the work.
ACCOUNT_DESK = frozenset(
    {Role.COORDINATOR, Role.MANAGER, Role.DIRECTOR, Role.SENIOR_DIRECTOR, Role.HEAD, Role.LEADERSHIP, ADMIN}
)
ACCOUNT_LEADS = ACCOUNT_DESK - {Role.COORDINATOR}
# A client contact who is asked to decide.
APPROVER = "named approver"
# Somebody at a client: they see what is shared of their own client's jobs, and nothing else.
CLIENT_CONTACT = "client contact"

MAY: Mapping[Act, frozenset[str]] = {
    Act.LOG_OWN_TIME: STAFF,
    Act.LOG_FOR_OTHERS: frozenset({SUPERVISOR, ADMIN}),
    Act.SEE_OWN_TIME: STAFF,
    Act.FIND_JOBS: STAFF,
    Act.CLOSE_PERIODS: frozenset({Role.FINANCE}),
    Act.GET_EXPORTS: frozenset({Role.FINANCE, ADMIN}),
    Act.SET_EXPORTS: frozenset({ADMIN}),
    Act.ASK_OVERRIDES: frozenset({SUPERVISOR, ADMIN}),
    Act.GRANT_OVERRIDES: frozenset({Role.FINANCE}),
    Act.EXPLAIN: frozenset({OPERATOR}),
    Act.SET_UP: frozenset({WORKSPACE_ADMIN}),
    Act.ADD_PEOPLE: frozenset({ADMIN}),
    Act.MIND_OUTBOX: frozenset({OPERATOR}),
    Act.IMPORT: frozenset({OPERATOR}),
    Act.TAKE_LEAVE: STAFF,
    Act.SET_POLICY: frozenset({ADMIN}),
    Act.SEE_TEAM_TIME: frozenset({SUPERVISOR, Role.LEADERSHIP, ADMIN}),
    Act.DECIDE_LATE_ENTRY: frozenset({SUPERVISOR, ADMIN}),
    Act.APPROVE_TIMESHEETS: frozenset({SUPERVISOR, ADMIN}),
    Act.EXCUSE_MISSING_TIME: frozenset({SUPERVISOR, ADMIN}),
    Act.SEE_CLIENTS: STAFF,
    Act.KEEP_CLIENTS: ACCOUNT_LEADS,
    Act.KEEP_CONTACTS: ACCOUNT_DESK,
    Act.KEEP_PEOPLE: frozenset({ADMIN}),
    Act.KEEP_RATES: frozenset({ADMIN}),
    Act.ERASE: frozenset({OPERATOR}),
    Act.OPEN_JOBS: ACCOUNT_DESK,
    Act.KEEP_JOBS: STAFF,
    Act.SEE_MONEY: ACCOUNT_DESK | {Role.FINANCE},
    Act.KEEP_COSTS: ACCOUNT_DESK | {Role.FINANCE},
    Act.DRAFT_ESTIMATES: ACCOUNT_DESK,
    Act.REVIEW_ESTIMATES: ACCOUNT_LEADS,
    Act.REQUEST_SIGNOFF: ACCOUNT_DESK,
    Act.RECORD_DECISION: ACCOUNT_DESK,
    Act.DECIDE_SIGNOFF: frozenset({APPROVER}),
    Act.SEE_DIGEST: frozenset({Role.LEADERSHIP, Role.HEAD, ADMIN}),
    Act.ISSUE_DIGEST: frozenset({Role.LEADERSHIP, ADMIN}),
    Act.SEE_ACCOUNT: ACCOUNT_DESK,
    Act.READ_FIGURES: frozenset({OPERATOR}),
    Act.SEE_GOALS: ACCOUNT_LEADS | {Role.FINANCE},
    Act.SET_GOALS: frozenset({Role.HEAD, Role.LEADERSHIP, ADMIN}),
    Act.KEEP_EXCHANGE_RATES: frozenset({Role.HEAD, Role.LEADERSHIP, Role.FINANCE, ADMIN}),
    Act.KEEP_OPPORTUNITIES: ACCOUNT_LEADS,
    Act.KEEP_PLANS: ACCOUNT_DESK,
    Act.KEEP_HEALTH: ACCOUNT_DESK,
    Act.VERIFY: frozenset({OPERATOR}),
    Act.SEE_STATUS: STAFF | {CLIENT_CONTACT},
    Act.POST_STATUS: ACCOUNT_DESK,
    Act.KEEP_REQUESTS: STAFF,
}

# How a refusal names each role, in the order in which somebody would ask them.
TO_ASK: Mapping[str, str] = {
    SUPERVISOR: "your supervisor",
    Role.FINANCE: "finance",
    Role.HEAD: "a head of accounts",
    Role.LEADERSHIP: "leadership",
    ADMIN: "an admin",
    OPERATOR: "the operator",
    WORKSPACE_ADMIN: "a workspace admin",
    APPROVER: "a named approver",
}


def may(act: Act, relations: Iterable[str]) -> bool:
    """Return True if one of these roles may do that."""
    return not MAY[act].isdisjoint(relations)


def require(act: Act, relations: Iterable[str]) -> None:
    """Raise NotAllowed, with who to ask, unless one of these roles may do that."""
    if not may(act, relations):
        raise NotAllowed(f"You can't {act}. Ask {_who_can(act)}.")


def _who_can(act: Act) -> str:
    """Name one or two roles that may do that, the ones nearest to the person first."""
    if ACCOUNT_LEADS.issubset(MAY[act]) or STAFF.issubset(MAY[act]):
        return "an account lead or an admin"
    return " or ".join([name for role, name in TO_ASK.items() if role in MAY[act]][:2])
