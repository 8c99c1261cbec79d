"""The door to asking for sign-off: `/signoff`, buttons on jobs and estimates, and the shortcut on a message."""

import json
import re
from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial
from typing import Any

from slack_bolt import Ack, App

from bot.errors import BotError, UsageError
from bot.signoffs import forms as signoff_forms
from bot.signoffs.requests import SignoffRequest, request_signoff
from handlers.slack.kit.commands import typed
from handlers.slack.kit.door import SlackDoor
from handlers.slack.kit.downloads import Downloads
from handlers.slack.kit.forms import Filled, value_of
from handlers.slack.kit.lines import line_from
from handlers.slack.signoffs import forms_views as views
from storage.words.signoffs import Quorum, SignoffKind

Body = dict[str, Any]

MOST_THINGS = 5
LONGEST_CARRIED = 400
_LINK = re.compile(r"<(https?://[^|>\s]+)(?:\|[^>]*)?>")


def register(app: App, slack: SlackDoor) -> None:
    """Bring the handlers to the app."""
    downloads = Downloads(slack)
    app.command(typed("signoff", slack.prefix))(partial(signoff, slack))
    app.action("signoffs.open_signoff")(partial(open_form, slack))
    app.action("signoffs.open_version")(partial(open_version, slack))
    app.shortcut("signoffs.sign_off_message")(partial(from_message, slack, downloads))
    app.view("signoffs.choose_job")(partial(choose_job, slack))
    app.view("signoffs.save_signoff")(partial(save, slack, downloads))


def signoff(slack: SlackDoor, ack: Ack, body: Body) -> None:
    """`/signoff`, `/signoff ACME-101`, `/signoff list`, `/signoff help`."""
    actor, text = slack.identify(body), line_from(body.get("text", "")).text.strip()
    match text.lower():
        case "help" | "?":
            ack(**views.help_message(slack.prefix).payload())
        case "list" | "open":
            ack(**views.listed(signoff_forms.open_signoffs(slack.bot, actor), slack.prefix).payload())
        case _:
            if len(text.split()) > 1:
                command = typed("signoff", slack.prefix)
                raise UsageError(f"I read one job number, as in {command} ACME-101. {command} alone asks for the job.")
            here = slack.line_of(body, "").here
            if job := signoff_forms.find_job(slack.bot, actor, text, here):
                slack.open_modal(body, views.form(signoff_forms.form_for_job(slack.bot, actor, job.id)))
            else:
                slack.open_modal(body, views.job_form(()))
            ack()


def open_form(slack: SlackDoor, ack: Ack, body: Body) -> None:
    """*Request sign-off* on a job (`job:<id>`) or an estimate (`estimate:<id>`)."""
    kind, _, thing = value_of(body).rpartition(":")
    find = signoff_forms.form_for_estimate if kind == "estimate" else signoff_forms.form_for_job
    slack.open_modal(body, views.form(find(slack.bot, slack.identify(body), thing)))
    ack()


def open_version(slack: SlackDoor, ack: Ack, body: Body) -> None:
    """*New version…* on the card of a sign-off."""
    form = signoff_forms.form_for_version(slack.bot, slack.identify(body), value_of(body))
    slack.open_modal(body, views.form(form))
    ack()


def from_message(slack: SlackDoor, downloads: Downloads, ack: Ack, body: Body) -> None:
    """*Request client sign-off* on a message: of its file or link. The job comes first, for it says whom to ask."""
    actor, things = slack.identify(body), _things(body["message"])
    if not things:
        raise UsageError("That message has no file and no link, so there is nothing in it to sign off.")
    for file in body["message"].get("files", []):
        if any(each.get("file") == file["id"] for each in things):
            downloads.begin(file["id"], file)
    channel = body["channel"]
    job = signoff_forms.find_job(slack.bot, actor, "", slack.channel_names(channel["id"]))
    view = views.form(signoff_forms.form_for_job(slack.bot, actor, job.id), things) if job else views.job_form(things)
    slack.open_modal(body, view)
    ack()


def choose_job(slack: SlackDoor, ack: Ack, body: Body) -> None:
    """The job was chosen: the modal becomes the form."""
    view = body["view"]
    job_id = view["state"]["values"]["job"]["timekeeping.find_jobs"]["selected_option"]["value"]
    try:
        form = signoff_forms.form_for_job(slack.bot, slack.identify(body), job_id)
    except UsageError as refused:
        raise UsageError(str(refused), fields={"job": str(refused)}) from None
    things = json.loads(view["private_metadata"] or "{}").get("things", [])
    ack(response_action="update", view=views.form(form, things).to_dict())


def save(slack: SlackDoor, downloads: Downloads, ack: Ack, body: Body) -> None:
    """The form was sent: the client is asked, and the modal says how."""
    view, actor = body["view"], slack.identify(body)
    filled = Filled(body)
    about = json.loads(view["private_metadata"])
    file = _file(filled, about)
    given = {"file": downloads.take(file["id"], file if len(file) > 1 else None) if file else None}
    try:
        done = request_signoff(slack.bot, actor, _request(filled, about, given))
    except UsageError as refused:
        raise _shown_at(refused, [str(block.get("block_id")) for block in view["blocks"]]) from None
    if file:
        downloads.forget(file["id"])
    ack(response_action="update", view=views.requested(done).to_dict())


def _things(message: Mapping[str, Any]) -> list[dict[str, str]]:
    """The files and links of a message, as the form carries them: `{"file": id, "name": …}` or `{"link": …}`."""
    files = [{"file": each["id"], "name": str(each.get("name") or "file")[:100]} for each in message.get("files", [])]
    links = [{"link": link.replace("&amp;", "&")} for link in dict.fromkeys(_LINK.findall(message.get("text", "")))]
    return [*files, *(each for each in links if len(each["link"]) <= LONGEST_CARRIED)][:MOST_THINGS]


def _chosen(filled: Filled, about: Mapping[str, Any]) -> Mapping[str, str]:
    """The file or link of the message that the form is about."""
    things: Sequence[Mapping[str, str]] = about.get("things", [])
    if len(things) == 1:
        return things[0]
    return things[int(filled.choice("thing"))] if things else {}


def _file(filled: Filled, about: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """The file of the form: as it was uploaded, or just the id of the message's."""
    if file_id := _chosen(filled, about).get("file"):
        return {"id": file_id}
    uploaded = filled.files("file")
    return dict(uploaded[0]) if uploaded else None


def _request(filled: Filled, about: Mapping[str, Any], given: Mapping[str, Any]) -> SignoffRequest:
    due, estimate = filled.day("due_on"), about.get("estimate") or filled.choice("estimate")
    return SignoffRequest(
        job_id=about["job"],
        kind=SignoffKind.ESTIMATE if estimate else SignoffKind(filled.choice("kind") or SignoffKind.OTHER),
        title=filled.text("title"),
        contact_ids=filled.choices("approvers"),
        quorum=Quorum(filled.choice("quorum")),
        due_on=date.fromisoformat(due) if due else None,
        note=filled.text("note"),
        link=_chosen(filled, about).get("link") or filled.text("link"),
        estimate_id=estimate or None,
        series_id=about.get("series") or filled.choice("series") or None,
        **given,
    )


def _shown_at(refused: UsageError, blocks: Sequence[str]) -> BotError:
    """The refusal with its messages at fields that the form has; as a whole where it has none of them."""
    fields = {name: message for name, message in refused.refusal.fields.items() if name in blocks}
    return UsageError(str(refused), fields=fields)
