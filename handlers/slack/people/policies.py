"""The door to an office's policy: the button on an admin's Home, and the form."""

from functools import partial
from typing import Any

from slack_bolt import Ack, App

from bot.people import policies
from bot.rules.people.policies import Binds, WhenLate
from bot.rules.people.policy_forms import PolicyRequest
from handlers.slack.kit.door import SlackDoor
from handlers.slack.kit.forms import Filled
from handlers.slack.people import policies_views as views
from handlers.slack.people.policy_forms import PolicyDoor

Body = dict[str, Any]

FORM = PolicyDoor(views.form, "people.open_policy", "people.turn_policy")


def register(app: App, slack: SlackDoor) -> None:
    """Bring the handlers to the app."""
    FORM.register(app, slack)
    app.view("people.save_policy")(partial(save, slack))


def save(slack: SlackDoor, ack: Ack, body: Body) -> None:
    """The form was saved: it becomes the policy in words."""
    filled = Filled(body)
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
    office_id = body["view"]["private_metadata"]
    done = policies.save_policy(slack.bot, slack.identify(body), office_id, request)
    ack(response_action="update", view=views.saved(done).to_dict())
