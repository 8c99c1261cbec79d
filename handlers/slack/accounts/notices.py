"""Notices about accounts in Slack: reads each from the state, and returns its message."""

from typing import assert_never

from bot.accounts.health_notes import notes_asked
from bot.accounts.make_good import plan_shown
from bot.accounts.notices import AccountNotice, HealthAsked, OpportunityDecided, OpportunityOverdue, PlanAsked, PlanDue
from bot.accounts.opportunities import opportunity_shown
from handlers.slack.accounts import health_notes_views as health_views
from handlers.slack.accounts import make_good_views as plan_views
from handlers.slack.accounts import opportunities_views as opportunity_views
from handlers.slack.kit.blocks import Message
from handlers.slack.kit.door import SlackDoor


def rendered(slack: SlackDoor, notice: AccountNotice) -> Message:
    """Return the message for a notice, from the current state."""
    bot = slack.bot
    match notice:
        case OpportunityOverdue(person_id=person_id, opportunity_id=opportunity_id):
            return opportunity_views.overdue(opportunity_shown(bot, opportunity_id, person_id))
        case OpportunityDecided(person_id=person_id, opportunity_id=opportunity_id, approved=approved):
            return opportunity_views.decided(opportunity_shown(bot, opportunity_id, person_id), approved=approved)
        case PlanAsked(person_id=person_id, plan_id=plan_id):
            return plan_views.asked(plan_shown(bot, plan_id, person_id))
        case PlanDue(person_id=person_id, plan_id=plan_id):
            return plan_views.due(plan_shown(bot, plan_id, person_id))
        case HealthAsked(person_id=person_id, month=month):
            return health_views.asked(notes_asked(bot, person_id, month), slack.prefix)
        case _:
            assert_never(notice)
