"""Share files in Slack: an upload address for each, the bytes, then all of them in one message."""

from urllib.request import Request, urlopen

from slack_sdk import WebClient

from bot.messaging import earlier_tries
from bot.messaging.outbox import Sent
from handlers.slack.kit.blocks import File, Files
from handlers.slack.kit.client import slack_client
from handlers.slack.kit.door import SlackDoor
from storage.messaging.notices import Destination

# Files are larger than messages; the outbox holds its lease for longer than this.
UPLOAD_TIMEOUT = 20
# The channel of a direct message before Slack has answered with its id.
USER_IDS = ("U", "W")


def share_files(slack: SlackDoor, files: Files, destination: Destination, key: str) -> Sent:
    """Share files in a channel or a thread of it, or with a person.

    Their ids are kept before they are shared, so that `find_files` recognises them. Raises SlackApiError, and the
    errors in `NO_ANSWER`, as the client does.
    """
    client = slack_client(slack.client.token, slack.client.base_url, UPLOAD_TIMEOUT)
    there = with_channel(client, destination)
    ids = [_upload(client, file) for file in files.files]
    earlier_tries.begin_upload(slack.bot, key, ids)
    client.files_completeUploadExternal(
        files=[{"id": id_, "title": file.title} for id_, file in zip(ids, files.files, strict=True)],
        channel_id=there.channel,
        thread_ts=there.thread,
        initial_comment=files.text,
    )
    return Sent(there, ids[0])


def find_files(slack: SlackDoor, destination: Destination, key: str) -> Sent | None:
    """Return where an earlier try shared the files of this notice, if it did. Raises as `share_files` does.

    It asks about our own file, which needs no right to read the channel.
    """
    there = with_channel(slack.client, destination)
    for id_ in earlier_tries.begun_upload(slack.bot, key)[:1]:
        file = slack.client.files_info(file=id_)["file"]
        if any(there.channel in (file.get(kind) or ()) for kind in ("channels", "groups", "ims")):
            return Sent(there, id_)
    return None


def with_channel(client: WebClient, destination: Destination) -> Destination:
    """Return the destination with the id of its channel, which a direct message may not have yet."""
    if destination.channel[:1] not in USER_IDS:
        return destination
    return destination._replace(channel=str(client.conversations_open(users=destination.channel)["channel"]["id"]))


def _upload(client: WebClient, file: File) -> str:
    """Upload a file's bytes; return its id. Nobody sees it before it is shared."""
    given = client.files_getUploadURLExternal(filename=file.name, length=len(file.content))
    asked = Request(str(given["upload_url"]), data=file.content, method="POST")  # noqa: S310  # Slack gave the address
    with urlopen(asked, timeout=UPLOAD_TIMEOUT) as answer:  # noqa: S310  # as above
        answer.read()
    return str(given["file_id"])
