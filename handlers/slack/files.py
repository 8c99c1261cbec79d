"""Handing files over in Slack: an upload address for each, the bytes, then all of them in one message."""

from slack_sdk import WebClient
from slack_sdk.errors import SlackRequestError

from bot.outbox import Outcome, RetryAfter, Sent
from handlers.slack.client import slack_client
from handlers.slack.views.blocks import Files
from storage.notices import Place

# Files are larger than messages; the outbox holds its lease for longer than this.
UPLOAD_TIMEOUT = 20
LOOK_BACK = 30
WAIT_SECONDS = 5.0


def hand_over(client: WebClient, files: Files, place: Place, *, maybe_sent: bool) -> Outcome:
    """Share files with a person; with `maybe_sent`, look first whether they are there.

    `place.channel` is the person's user id: the direct message with them is opened, for an upload takes nothing else.
    Raises SlackApiError and OSError, as the client does.
    """
    patient = slack_client(client.token, client.base_url, UPLOAD_TIMEOUT)
    channel = str(patient.conversations_open(users=place.channel)["channel"]["id"])
    there = place._replace(channel=channel)
    if maybe_sent and (found := _find(patient, channel, files)):
        return Sent(there, found)
    uploads = [{"filename": file.name, "title": file.title, "content": file.content} for file in files.files]
    try:
        answer = patient.files_upload_v2(channel=channel, file_uploads=uploads, initial_comment=files.text)
    except SlackRequestError as fault:
        return RetryAfter(
            WAIT_SECONDS, type(fault).__name__
        )  # an upload failed: nothing is shared before all are there
    return Sent(there, str(answer["files"][0]["id"]))


def _find(client: WebClient, channel: str, files: Files) -> str | None:
    names = [file.name for file in files.files]
    for message in client.conversations_history(channel=channel, limit=LOOK_BACK)["messages"]:
        shared = message.get("files", [])
        if message.get("text") == files.text and [file.get("name") for file in shared] == names:
            return str(shared[0]["id"])
    return None
