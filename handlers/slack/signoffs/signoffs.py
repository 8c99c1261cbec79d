"""The door to asking for sign-off: `/signoff`, buttons on jobs and estimates, and the shortcut on a message."""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from bot.errors import BotError, UsageError
from bot.signoffs import forms as signoff_forms
from bot.signoffs.artefacts import FileGiven
from bot.signoffs.requests import SignoffRequest, request_signoff
from handlers.slack.clients.channels import learn_channels
from handlers.slack.kit.asked import Asked
from handlers.slack.kit.commands import typed
from handlers.slack.kit.doors import Answer, Command, Doors, Shortcut
from handlers.slack.kit.forms import Filled
from handlers.slack.signoffs import forms_views as views
from handlers.slack.signoffs.forms_views import SignoffOn, Thing
from storage.words.signoffs import Quorum, SignoffKind

MOST_THINGS = 5
LONGEST_CARRIED = 400
_LINK = re.compile(r"<(https?://[^|>\s]+)(?:\|[^>]*)?>")


def signoff(asked: Asked) -> Answer:
    """`/signoff`, `/signoff ACME-101`, `/signoff list`, `/signoff help`."""
    text = asked.text
    match text.lower():
        case "help" | "?":
            return views.help_message(asked.prefix)
        case "list" | "open":
            return views.listed(signoff_forms.open_signoffs(asked.bot, asked.actor), asked.prefix)
    if len(text.split()) > 1:
        command = typed("signoff", asked.prefix)
        raise UsageError(f"I read one job number, as in {command} ACME-101. {command} alone asks for the job.")
    job = signoff_forms.find_job(asked.bot, asked.actor, text, asked.here)
    return views.form(signoff_forms.form_for_job(asked.bot, asked.actor, job.id)) if job else views.job_form()


def open_signoff(asked: Asked) -> Answer:
    """*Request sign-off* on a job, *Send to client…* on an estimate."""
    is_estimate = asked.suffix == "estimate"
    find = signoff_forms.form_for_estimate if is_estimate else signoff_forms.form_for_job
    return views.form(find(asked.bot, asked.actor, asked.value))


def open_version(asked: Asked) -> Answer:
    """*New version…* on the card of a sign-off."""
    return views.form(signoff_forms.form_for_version(asked.bot, asked.actor, asked.value))


def sign_off_message(asked: Asked) -> Answer:
    """*Request client sign-off* on a message, for its file or link. The job comes first: it determines the client."""
    things = [*_things(asked.message)][:MOST_THINGS]
    if not things:
        raise UsageError("That message has no file and no link, so there is nothing in it to sign off.")
    for file in asked.message.get("files", []):
        if any(each.file == file["id"] for each in things):
            asked.slack.downloads.begin(file["id"], file)
    job = signoff_forms.find_job(asked.bot, asked.actor, "", asked.here)
    if job is None:
        return views.job_form(things)
    return views.form(signoff_forms.form_for_job(asked.bot, asked.actor, job.id), things)


def choose_job(asked: Asked) -> Answer:
    """Turn the modal into the form for the chosen job."""
    try:
        form = signoff_forms.form_for_job(asked.bot, asked.actor, asked.filled.choice("job"))
    except UsageError as refused:
        raise UsageError(str(refused), fields={"job": str(refused)}) from None
    return views.form(form, asked.carried(views.FromMessage).things)


def save_signoff(asked: Asked) -> Answer:
    """Send the form: ask the client, and say how in the modal."""
    filled, about, downloads = asked.filled, asked.carried(SignoffOn), asked.slack.downloads
    file = _file(filled, about)
    given = downloads.take(file["id"], file if len(file) > 1 else None) if file else None
    learn_channels(asked.slack)
    try:
        done = request_signoff(asked.bot, asked.actor, _request(filled, about, given))
    except UsageError as refused:
        raise _shown_at(refused, filled) from None
    if file:
        downloads.forget(file["id"])
    return views.requested(done)


def _things(message: Mapping[str, Any]) -> Iterator[Thing]:
    """The files of a message, then those links in it that a form can carry."""
    for file in message.get("files", []):
        yield Thing(file=file["id"], name=str(file.get("name") or "file")[:100])
    for link in dict.fromkeys(_LINK.findall(message.get("text", ""))):
        if len(meant := link.replace("&amp;", "&")) <= LONGEST_CARRIED:
            yield Thing(link=meant)


def _chosen(filled: Filled, about: SignoffOn) -> Thing:
    """Return the file or link of the message that the form is about; blank if it is about none."""
    if len(about.things) == 1:
        return about.things[0]
    return about.things[int(filled.choice("thing"))] if about.things else Thing()


def _file(filled: Filled, about: SignoffOn) -> Mapping[str, Any] | None:
    """Return the form's file: the uploaded one, or just the id of the message's."""
    if file_id := _chosen(filled, about).file:
        return {"id": file_id}
    return next(iter(filled.files("file")), None)


def _request(filled: Filled, about: SignoffOn, file: FileGiven | None) -> SignoffRequest:
    due, estimate = filled.day("due_on"), about.estimate or filled.choice("estimate")
    return SignoffRequest(
        job_id=about.job,
        kind=SignoffKind.ESTIMATE if estimate else SignoffKind(filled.choice("kind") or SignoffKind.OTHER),
        title=filled.text("title"),
        contact_ids=filled.choices("approvers"),
        quorum=Quorum(filled.choice("quorum")),
        due_on=date.fromisoformat(due) if due else None,
        note=filled.text("note"),
        file=file,
        link=_chosen(filled, about).link or filled.text("link"),
        estimate_id=estimate or None,
        series_id=about.series or filled.choice("series") or None,
    )


def _shown_at(refused: UsageError, filled: Filled) -> BotError:
    """Return the refusal with its messages at the form's fields; as a whole if the form has none of them."""
    fields = {name: message for name, message in refused.refusal.fields.items() if name in filled}
    return UsageError(str(refused), fields=fields)


DOORS = Doors(
    commands=[Command("signoff", "Ask a client for sign-off, and see what is open", "ACME-101", signoff)],
    shortcuts=[
        Shortcut("Request client sign-off", "Ask the client to sign off this message's file or link", sign_off_message)
    ],
    clicks=[open_signoff, open_version],
    forms=[choose_job, save_signoff],
)
