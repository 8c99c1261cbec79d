"""Who may do what: one table, asked by every use case."""

from collections.abc import Iterable, Mapping
from enum import StrEnum

from bot.errors import NotAllowed
from storage.enums import Role


class Act(StrEnum):
    """Something that not everybody may do, as a message names it."""

    LOG_OWN_TIME = "log your own time"
    LOG_FOR_OTHERS = "log time for somebody else"
    SEE_OWN_TIME = "see your own time"
    FIND_JOBS = "look up jobs"
    EXPLAIN = "try lines at the terminal"
    IMPORT = "import people, clients and jobs"


ADMIN = "admin"
OPERATOR = "operator"
# Somebody whom the person in question reports to, directly or through others.
SUPERVISOR = "supervisor"
STAFF = frozenset(Role)

MAY: Mapping[Act, frozenset[str]] = {
    Act.LOG_OWN_TIME: STAFF,
    Act.LOG_FOR_OTHERS: frozenset({SUPERVISOR, ADMIN}),
    Act.SEE_OWN_TIME: STAFF,
    Act.FIND_JOBS: STAFF,
    Act.EXPLAIN: frozenset({OPERATOR}),
    Act.IMPORT: frozenset({OPERATOR}),
}


def require(act: Act, standing: Iterable[str]) -> None:
    """Let someone who has one of these roles pass. Raises NotAllowed for anybody else."""
    if MAY[act].isdisjoint(standing):
        allowed = ", ".join(sorted(MAY[act]))
        raise NotAllowed(f"You may not {act} here. Who may: {allowed}.")
