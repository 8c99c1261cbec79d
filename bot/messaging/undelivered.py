"""What could not be sent, and was set aside with its reason: the operator looks, and has it sent again."""

from collections.abc import Sequence
from datetime import datetime

from bot.core import Actor, Bot
from bot.errors import NotFound
from bot.kit.operators import require_operator
from bot.model import Model
from bot.rules.permissions import Act
from storage.messaging import notices


class SetAside(Model):
    """A notice that was set aside: its key, what kind it is, where it should have gone, since when (UTC), and why."""

    key: str
    kind: str
    channel: str
    queued_at: datetime
    problem: str


def notices_set_aside(bot: Bot, actor: Actor) -> Sequence[SetAside]:
    """All that is set aside, the oldest first. Raises NotAllowed."""
    require_operator(actor, Act.MIND_OUTBOX)
    with bot.store.read() as session:
        return [
            SetAside(
                key=row.key,
                kind=row.kind,
                channel=row.channel,
                queued_at=row.queued_at,
                problem=row.problem or "",
            )
            for row in notices.set_aside(session)
        ]


def send_again(bot: Bot, actor: Actor, key: str) -> None:
    """Have a notice that was set aside tried again. Raises NotFound where none with that key is, NotAllowed."""
    require_operator(actor, Act.MIND_OUTBOX)
    with bot.store.begin() as session:
        if not notices.send_again(session, key, bot.real()):
            raise NotFound(f"Nothing with the key {key} is set aside.")
