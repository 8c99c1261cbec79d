"""Undelivered notices, set aside with their reason: the operator looks at them, and has them sent again."""

from collections.abc import Sequence
from datetime import datetime

from bot.core import Actor, Bot
from bot.errors import NotFound
from bot.kit.operators import require_operator
from bot.model import Model
from bot.rules.permissions import Act
from storage.messaging import notices


class SetAside(Model):
    """A notice that was set aside: its key and kind, its destination, since when (UTC), and why."""

    key: str
    kind: str
    channel: str
    queued_at: datetime
    problem: str


def undelivered_notices(bot: Bot, actor: Actor) -> Sequence[SetAside]:
    """Return all notices that are set aside, the oldest first. Raises NotAllowed."""
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
            for row in notices.undelivered(session)
        ]


def send_again(bot: Bot, actor: Actor, key: str) -> None:
    """Try a notice that was set aside again. Raises NotFound if there is none with that key, NotAllowed."""
    require_operator(actor, Act.MIND_OUTBOX)
    with bot.store.begin() as session:
        if not notices.send_again(session, key, bot.real()):
            raise NotFound(f"Nothing with the key {key} is set aside.")
