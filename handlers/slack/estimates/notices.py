"""What people are told of estimates: each notice read from the state, and made a message."""

from typing import assert_never

from bot.core import Bot
from bot.estimates.reviews import decision_shown, review_shown
from bot.estimates.watch import burn_shown
from bot.messaging.desk_notices import BurnTold, EstimateTold, ReviewAsked, ReviewDecided
from handlers.slack.estimates import notices_views as views
from handlers.slack.kit.blocks import Message


def told(bot: Bot, notice: EstimateTold) -> Message:
    """The message of a notice, as things stand."""
    match notice:
        case ReviewAsked(estimate_id=estimate_id, by_id=by_id, person_id=person_id):
            return views.review_asked(review_shown(bot, estimate_id, by_id, person_id))
        case ReviewDecided(estimate_id=estimate_id, review_id=review_id):
            return views.review_decided(decision_shown(bot, estimate_id, review_id))
        case BurnTold(estimate_id=estimate_id, percent=percent):
            return views.burn_told(burn_shown(bot, estimate_id, percent))
        case _:
            assert_never(notice)
