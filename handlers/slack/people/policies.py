"""The door to an office's policy: `/timesheet policy`, and the button on an admin's Home."""

from slack_sdk.models.views import View

from bot.people import policies
from bot.rules.people.policies import Binds, WhenLate
from bot.rules.people.policy_forms import PolicyRequest
from handlers.slack.kit.asked import Asked
from handlers.slack.kit.doors import Answer, Doors
from handlers.slack.people import policies_views as views


def policy(asked: Asked, office: str = "") -> View:
    """Return the form of the policy of the office of that name or id, or of the admin's own."""
    return views.form(policies.policy_form(asked.bot, asked.actor, office), asked.prefix)


def open_policy(asked: Asked) -> Answer:
    """*Office policy* on an admin's Home."""
    return policy(asked)


def turn_policy(asked: Asked) -> Answer:
    """Show another office's form in place of this one."""
    return policy(asked, asked.value)


def save_policy(asked: Asked) -> Answer:
    """Save the form, then show the policy in words."""
    filled = asked.filled
    request = PolicyRequest(
        window=filled.text("window"),
        weekdays=[int(each) for each in filled.choices("weekdays")],
        place=filled.text("place"),
        own_days=filled.text("own_days"),
        works_on=filled.text("works_on"),
        binds=Binds(filled.choice("binds")),
        when_late=WhenLate(filled.choice("when_late")),
        short_percent=filled.text("short_percent"),
        hours=filled.text("hours"),
        morning=filled.text("morning"),
        last_call=filled.text("last_call"),
        names_in_summary=bool(filled.choices("names")),
        approve_weeks=bool(filled.choices("approval")),
    )
    office = asked.carried(views.OfOffice).office
    return views.saved(policies.save_policy(asked.bot, asked.actor, office, request))


DOORS = Doors(clicks=[open_policy, turn_policy], forms=[save_policy])
