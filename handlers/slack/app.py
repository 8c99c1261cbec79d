"""The Slack door assembled: Bolt, with every feature's handlers."""

import logging
from functools import partial

from slack_bolt import App
from slack_bolt.authorization import AuthorizeResult
from slack_sdk.errors import SlackApiError

from handlers.slack import doors
from handlers.slack.faults import answer_error
from handlers.slack.kit.client import slack_client
from handlers.slack.kit.door import SlackDoor
from handlers.slack.table import table


def slack_app(slack: SlackDoor) -> App:
    """Return the Bolt app, which commits, then acknowledges. It doesn't call Slack before the first delivery."""
    app = App(
        name="jobjacket",  # otherwise Bolt reads the whole call stack to find one
        # Bolt warns about a token next to `authorize`: handlers use the door's own client.
        client=slack_client(None, slack.client.base_url),
        logger=logging.getLogger("slack_bolt"),
        request_verification_enabled=False,  # the HTTP edge does that before it reads a delivery; a socket needs none
        process_before_response=True,
        raise_error_for_unhandled_request=True,  # otherwise Bolt answers 404, which people see as a failure
        authorize=partial(_authorize, slack),
    )
    app.error(partial(answer_error, slack, table()))
    doors.connect(app, slack, table())
    return app


class WorkspaceUnknown(Exception):
    """Slack didn't say which workspace this is."""


def _authorize(slack: SlackDoor) -> AuthorizeResult:
    try:
        workspace = slack.workspace
    except SlackApiError as error:
        # Otherwise Bolt would ack the delivery and it would be lost: this is a fault like any other.
        raise WorkspaceUnknown(str(error.response.get("error"))) from error
    return AuthorizeResult(
        enterprise_id=None,
        team_id=workspace.team,
        bot_id=workspace.bot_id,
        bot_user_id=workspace.bot_user,
        bot_token=slack.client.token,
    )
