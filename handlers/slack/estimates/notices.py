"""Notices about estimates in Slack: reads each from the state, and returns its message or file."""

from typing import assert_never

from bot.estimates.files import document_of
from bot.estimates.missing import estimate_missing_shown, team_estimates_missing_shown
from bot.estimates.notices import (
    BurnTold,
    EstimateFile,
    EstimateMissing,
    EstimateNotice,
    ReviewAsked,
    ReviewDecided,
    TeamEstimatesMissing,
)
from bot.estimates.reviews import decision_shown, review_shown
from bot.estimates.watch import burn_shown
from handlers.slack.estimates import estimates_views, reminders_views
from handlers.slack.estimates import notices_views as views
from handlers.slack.kit.blocks import Files, Message
from handlers.slack.kit.door import SlackDoor


def rendered(slack: SlackDoor, notice: EstimateNotice) -> Message | Files:
    """Return the message or the file for a notice, from the current state."""
    bot = slack.bot
    match notice:
        case EstimateFile(estimate_id=estimate_id):
            return estimates_views.file(document_of(bot, estimate_id), notice)
        case ReviewAsked(estimate_id=estimate_id, by_id=by_id, person_id=person_id):
            return views.review_asked(review_shown(bot, estimate_id, by_id, person_id))
        case ReviewDecided(estimate_id=estimate_id, review_id=review_id):
            return views.review_decided(decision_shown(bot, estimate_id, review_id))
        case BurnTold(estimate_id=estimate_id, percent=percent):
            return views.burn_told(burn_shown(bot, estimate_id, percent))
        case EstimateMissing(person_id=person_id, job_id=job_id):
            return reminders_views.missing(estimate_missing_shown(bot, person_id, job_id))
        case TeamEstimatesMissing(person_id=person_id):
            return reminders_views.team_missing(team_estimates_missing_shown(bot, person_id))
        case _:
            assert_never(notice)
