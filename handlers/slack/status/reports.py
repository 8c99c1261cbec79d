"""The door to clients' status reports: `/jobstatus report ACME`, and the buttons that post one."""

import re
from functools import partial
from typing import Any

from slack_bolt import Ack, App

from bot.core import Actor
from bot.status import reports as status_reports
from handlers.slack.clients.channels import learn_channels
from handlers.slack.kit.blocks import Message
from handlers.slack.kit.door import SlackDoor, add_message, replace_message
from handlers.slack.kit.forms import value_of
from handlers.slack.status import reports_views as views
from handlers.slack.status import status_views

Body = dict[str, Any]

_REPORT = re.compile(
    r"(?:status )?report(?:\s+(?:of|on))?(?:\s+(?P<named>.*?))?(?P<client>\s+for (?:the )?client)?[?!.]*", re.IGNORECASE
)


def register(app: App, slack: SlackDoor) -> None:
    """Bring the handlers to the app."""
    app.action("status.preview_report")(partial(look_at, slack))
    app.action("status.post_report")(partial(post, slack))


def read_report(text: str) -> tuple[str, bool] | None:
    """The client that a report is asked for, and whether for the client's own eyes; None where none is asked for."""
    match = _REPORT.fullmatch(text)
    if match is None:
        return None
    return (match["named"] or "").removeprefix("for ").strip(), bool(match["client"])


def previewed(slack: SlackDoor, actor: Actor, named: str, for_client: bool) -> Message:  # noqa: FBT001  # read together
    """The report, for the asker alone."""
    learn_channels(slack)
    return views.preview(status_reports.report_preview(slack.bot, actor, named, for_client=for_client))


def look_at(slack: SlackDoor, ack: Ack, body: Body) -> None:
    """*Look at the client's version*, or at the internal one."""
    kind, _, client_id = value_of(body).partition(":")
    shown = previewed(slack, slack.identify(body), client_id, kind == "client")
    replace_message(body["response_url"], shown)
    ack()


def post(slack: SlackDoor, ack: Ack, body: Body) -> None:
    """*Post in the … channel*."""
    kind, _, client_id = value_of(body).partition(":")
    done = status_reports.post_report(slack.bot, slack.identify(body), client_id, for_client=kind == "client")
    add_message(body["response_url"], status_views.posted(done))
    ack()
