"""The check for acts that only the operator at the terminal may do."""

from bot.core import Actor
from bot.rules.permissions import OPERATOR, Act, require


def require_operator(actor: Actor, act: Act) -> None:
    """Raise NotAllowed unless the operator at the terminal asks."""
    require(act, () if actor.address else (OPERATOR,))
