"""The door to clients' requests: *Track client request* on a message, `/request`, and the buttons of each."""

from datetime import date

from bot.estimates.estimates import open_estimates
from bot.requests import estimates as request_estimates
from bot.requests import forms as request_forms
from bot.requests import requests
from bot.requests.lists import list_requests
from bot.requests.requests import RequestFields
from handlers.slack.estimates import drafts_views as draft_views
from handlers.slack.estimates.drafts import table_or_card
from handlers.slack.kit.asked import Asked
from handlers.slack.kit.doors import Answer, Command, Doors, Shortcut
from handlers.slack.kit.lines import line_from
from handlers.slack.requests import requests_views as views
from storage.words.accounts import RequestScope, RequestStatus


def request(asked: Asked) -> Answer:
    """`/request`, `/request ACME overdue`, `/request new`."""
    text = asked.line.text
    match text.strip().lower():
        case "help" | "?":
            return views.help_message(asked.prefix)
        case "new" | "add" | "track":
            return open_new_request(asked)
        case _:
            return views.listed(list_requests(asked.bot, asked.actor, text), asked.prefix)


def track_message(asked: Asked) -> Answer:
    """*Track client request*: the form with the message's text and link, and the channel's client."""
    message, channel = asked.message, asked.channel
    text = line_from(message.get("text", "")).text
    link = asked.slack.workspace.link_to(channel, message["ts"], message.get("thread_ts"))
    return views.form(request_forms.request_form(asked.bot, asked.actor, asked.here, text, link))


def open_new_request(asked: Asked) -> Answer:
    """*Track a request* under the list."""
    return views.form(request_forms.request_form(asked.bot, asked.actor, asked.here, "", ""))


def edit_request(asked: Asked) -> Answer:
    """*Edit* on a request."""
    return views.form(request_forms.edit_form(asked.bot, asked.actor, asked.value))


def open_close(asked: Asked) -> Answer:
    """*Close* on a request."""
    return views.close_form(requests.see_request(asked.bot, asked.actor, asked.value))


def turn_requests(asked: Asked) -> Answer:
    """*Earlier* and *More*."""
    turned = asked.value_as(views.ListPage)
    return views.listed(list_requests(asked.bot, asked.actor, turned.said, turned.page), asked.prefix)


def revise_estimate(asked: Asked) -> Answer:
    """*Revised Estimate*: its reason starts with the request's text; if a version is in progress, that one is shown."""
    begun = request_estimates.revision_for(asked.bot, asked.actor, asked.value)
    opened = open_estimates(asked.bot, asked.actor, job_id=begun.job_id)
    if opened.latest is None or opened.is_in_the_making:
        return table_or_card(opened)
    revision = draft_views.RevisionOf(job=begun.job_id, request=asked.value)
    return draft_views.reason_form(opened, begun.reason, revision, "requests.draft_revision")


def draft_revision(asked: Asked) -> Answer:
    """Draft the version for the request with the reason, and put it on the table."""
    about, reason = asked.carried(draft_views.RevisionOf), asked.filled.text("reason")
    request_estimates.revise_for(asked.bot, asked.actor, about.request, about.job, reason)
    return draft_views.table(open_estimates(asked.bot, asked.actor, job_id=about.job))


def save_request(asked: Asked) -> Answer:
    """Save the form."""
    filled, about = asked.filled, asked.carried(views.Tracked)
    fields = RequestFields(
        client_id=filled.choice("client"),
        text=filled.text("text"),
        owner_id=filled.choice("owner"),
        due_on=date.fromisoformat(filled.day("due_on")) if filled.day("due_on") else None,
        scope=RequestScope(filled.choice("scope")),
        job_id=filled.choice("job"),
        link=about.link,
    )
    if about.request:
        done = requests.edit_request(asked.bot, asked.actor, about.request, fields)
    else:
        done = requests.track_request(asked.bot, asked.actor, fields)
    return views.saved(done, asked.prefix)


def close_request(asked: Asked) -> Answer:
    """Close the request with the form's outcome."""
    filled, about = asked.filled, asked.carried(views.Tracked)
    status = RequestStatus(filled.choice("status"))
    done = requests.close_request(asked.bot, asked.actor, about.request, status, filled.text("outcome"))
    return views.closed(done)


DOORS = Doors(
    commands=[
        Command("request", "What clients asked for: list, track and close it", "ACME, or overdue, or new", request)
    ],
    shortcuts=[
        Shortcut("Track client request", "Keep what the client asks for here: owner, due date, scope", track_message)
    ],
    clicks=[open_new_request, edit_request, open_close, turn_requests, revise_estimate],
    forms=[save_request, close_request, draft_revision],
)
