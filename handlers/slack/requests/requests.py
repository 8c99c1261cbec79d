"""The door to clients' requests: *Track client request* on a message, `/request`, and the buttons of each."""

import json
import re
from datetime import date
from functools import partial
from typing import Any

from slack_bolt import Ack, App

from bot.estimates.estimates import open_estimates
from bot.requests import estimates as request_estimates
from bot.requests import forms as request_forms
from bot.requests import requests
from bot.requests.lists import list_requests
from bot.requests.requests import RequestFields
from handlers.slack.estimates import drafts_views as draft_views
from handlers.slack.estimates.drafts import table_or_card
from handlers.slack.kit.commands import typed
from handlers.slack.kit.door import SlackDoor, replace_message
from handlers.slack.kit.forms import Filled, value_of
from handlers.slack.kit.lines import line_from
from handlers.slack.requests import requests_views as views
from storage.words.accounts import RequestScope, RequestStatus

Body = dict[str, Any]


def register(app: App, slack: SlackDoor) -> None:
    """Bring the handlers to the app."""
    app.command(typed("request", slack.prefix))(partial(request, slack))
    app.shortcut("requests.track_message")(partial(from_message, slack))
    app.action("requests.open_new_request")(partial(open_new, slack))
    app.action("requests.edit_request")(partial(open_edit, slack))
    app.action("requests.open_close")(partial(open_close, slack))
    app.action("requests.revise_estimate")(partial(revise, slack))
    app.action(re.compile(r"requests\.turn_requests\.\d+"))(partial(turn_page, slack))
    app.view("requests.save_request")(partial(save, slack))
    app.view("requests.close_request")(partial(close, slack))


def request(slack: SlackDoor, ack: Ack, body: Body) -> None:
    """`/request`, `/request ACME overdue`, `/request new`."""
    line = slack.line_of(body, body.get("text", ""))
    match line.text.strip().lower():
        case "help" | "?":
            ack(**views.help_message(slack.prefix).payload())
        case "new" | "add" | "track":
            _open_new(slack, body)
            ack()
        case _:
            done = list_requests(slack.bot, slack.identify(body), line.text)
            ack(**views.listed(done, slack.prefix).payload())


def from_message(slack: SlackDoor, ack: Ack, body: Body) -> None:
    """*Track client request*: the message's words and its link, and the client by the channel."""
    actor, message, channel = slack.identify(body), body["message"], body["channel"]["id"]
    here = () if channel.startswith("D") else slack.channel_names(channel)
    text = line_from(message.get("text", "")).text
    link = slack.workspace.link_to(channel, message["ts"], message.get("thread_ts"))
    form = request_forms.request_form(slack.bot, actor, here, text, link)
    slack.open_modal(body, views.form(form, _metadata(link=link)))
    ack()


def open_new(slack: SlackDoor, ack: Ack, body: Body) -> None:
    """*Track a request* under the list."""
    _open_new(slack, body)
    ack()


def open_edit(slack: SlackDoor, ack: Ack, body: Body) -> None:
    """*Edit* on a request."""
    form = request_forms.edit_form(slack.bot, slack.identify(body), value_of(body))
    slack.show_modal(body, views.form(form, _metadata(request=value_of(body), link=form.link)))
    ack()


def open_close(slack: SlackDoor, ack: Ack, body: Body) -> None:
    """*Close* on a request."""
    shown = requests.see_request(slack.bot, slack.identify(body), value_of(body))
    slack.open_modal(body, views.close_form(shown, _metadata(request=shown.id)))
    ack()


def turn_page(slack: SlackDoor, ack: Ack, body: Body) -> None:
    """*Earlier* and *More*."""
    page, _, asked = value_of(body).partition(" ")
    done = list_requests(slack.bot, slack.identify(body), asked, int(page))
    replace_message(body["response_url"], views.listed(done, slack.prefix))
    ack()


def revise(slack: SlackDoor, ack: Ack, body: Body) -> None:
    """*Revised Estimate*: its reason begins with what was asked; where a version is under way, that one is shown."""
    actor, request_id = slack.identify(body), value_of(body)
    begun = request_estimates.revision_for(slack.bot, actor, request_id)
    desk = open_estimates(slack.bot, actor, job_id=begun.job_id)
    if desk.latest is None or desk.is_in_the_making:
        form = table_or_card(desk)
    else:
        form = draft_views.reason_form(desk, begun.reason, actuals=False, request=request_id)
    slack.show_modal(body, form)
    ack()


def save(slack: SlackDoor, ack: Ack, body: Body) -> None:
    """The form was saved."""
    actor, filled, about = slack.identify(body), Filled(body), json.loads(body["view"]["private_metadata"])
    fields = RequestFields(
        client_id=filled.choice("client"),
        text=filled.text("text"),
        owner_id=filled.choice("owner"),
        due_on=date.fromisoformat(filled.day("due_on")) if filled.day("due_on") else None,
        scope=RequestScope(filled.choice("scope")),
        job_id=filled.choice("job"),
        link=about["link"],
    )
    if about["request"]:
        done = requests.edit_request(slack.bot, actor, about["request"], fields)
    else:
        done = requests.track_request(slack.bot, actor, fields)
    ack(response_action="update", view=views.saved(done, slack.prefix).to_dict())


def close(slack: SlackDoor, ack: Ack, body: Body) -> None:
    """How it ended was said."""
    actor, filled, about = slack.identify(body), Filled(body), json.loads(body["view"]["private_metadata"])
    status = RequestStatus(filled.choice("status"))
    done = requests.close_request(slack.bot, actor, about["request"], status, filled.text("outcome"))
    ack(response_action="update", view=views.closed(done).to_dict())


def _open_new(slack: SlackDoor, body: Body) -> None:
    actor, here = slack.identify(body), slack.line_of(body, "").here
    form = request_forms.request_form(slack.bot, actor, here, "", "")
    slack.open_modal(body, views.form(form, _metadata()))


def _metadata(request: str = "", link: str = "") -> str:
    return json.dumps({"request": request, "link": link})
