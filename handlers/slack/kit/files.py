"""Share files in Slack: an upload address for each, the bytes, then all of them in one message."""

from typing import Any

from slack_sdk import WebClient
from slack_sdk.errors import SlackRequestError

from bot.messaging.outbox import Outcome, RetryAfter, Sent
from handlers.slack.kit.blocks import Files
from handlers.slack.kit.client import slack_client
from storage.messaging.notices import Destination

# Files are larger than messages; the outbox holds its lease for longer than this.
UPLOAD_TIMEOUT = 20
LOOK_BACK = 30
THREAD_PAGE = 200
# The channel of a direct message before Slack has answered with its id.
USER_IDS = ("U", "W")
WAIT_SECONDS = 5.0


def hand_over(client: WebClient, files: Files, destination: Destination) -> Outcome:
    """Share files in a channel or a thread of it, or with a person.

    If `destination.channel` is a user id we open the direct message with them, because uploads don't take a user id.
    Raises SlackApiError, and the errors in `NO_ANSWER`, as the client does.
    """
    patient = slack_client(client.token, client.base_url, UPLOAD_TIMEOUT)
    there = _direct(patient, destination)
    uploads = [{"filename": file.name, "title": file.title, "content": file.content} for file in files.files]
    try:
        answer = patient.files_upload_v2(
            channel=there.channel, thread_ts=there.thread, file_uploads=uploads, initial_comment=files.text
        )
    except SlackRequestError as fault:
        return RetryAfter(WAIT_SECONDS, type(fault).__name__)  # an upload failed: we share nothing before all are there
    return Sent(there, str(answer["files"][0]["id"]))


def find_files(client: WebClient, files: Files, destination: Destination) -> Sent | None:
    """Return where these files were shared, if they were. Raises as `hand_over` does."""
    there, names = _direct(client, destination), [file.name for file in files.files]
    for message in _lately(client, there):
        shared = message.get("files", [])
        if message.get("text") == files.text and [file.get("name") for file in shared] == names:
            return Sent(there, str(shared[0]["id"]))
    return None


def _lately(client: WebClient, there: Destination) -> list[dict[str, Any]]:
    if there.thread:
        answer = client.conversations_replies(channel=there.channel, ts=there.thread, limit=THREAD_PAGE)
    else:
        answer = client.conversations_history(channel=there.channel, limit=LOOK_BACK)
    found: list[dict[str, Any]] = answer["messages"]
    return found


def _direct(client: WebClient, destination: Destination) -> Destination:
    if destination.channel[:1] not in USER_IDS:
        return destination
    return destination._replace(channel=str(client.conversations_open(users=destination.channel)["channel"]["id"]))
