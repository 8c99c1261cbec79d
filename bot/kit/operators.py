"""What only the operator at the terminal may do."""

from bot.core import Actor
from bot.rules.permissions import OPERATOR, Act, require


def require_operator(actor: Actor, act: Act) -> None:
    """Let the operator at the terminal pass. Raises NotAllowed for anybody else."""
    require(act, () if actor.address else (OPERATOR,))
