"""Files: announced, uploaded, shared, and seen by those who are in the channel."""

import json
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from sandbox import Sandbox

Json = dict[str, Any]


def announce(client: WebClient, length: int = 3) -> tuple[str, str]:
    answer = client.files_getUploadURLExternal(filename="a.csv", length=length)
    return answer["upload_url"], answer["file_id"]


def upload(url: str, content: bytes) -> tuple[int, str]:
    try:
        with urllib.request.urlopen(urllib.request.Request(url, content), timeout=5) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as refused:
        with refused:
            return refused.code, refused.read().decode()


def refusal(client: WebClient, **arguments: Any) -> str:
    with pytest.raises(SlackApiError) as refused:
        client.files_completeUploadExternal(**arguments)
    return str(refused.value.response["error"])


def test_files_come_in_one_message_and_can_be_downloaded(sandbox: Sandbox, client: WebClient) -> None:
    sandbox.faults.retry_waits = ()
    uploads = [{"filename": f"{name}.csv", "title": name, "content": name.encode()} for name in ("one", "two")]
    client.files_upload_v2(channel="C0DESK", file_uploads=uploads, initial_comment="Here they are")

    maya = sandbox.as_person("maya")
    (message,) = maya.messages("desk")
    assert (message["text"], [file["title"] for file in message["files"]]) == ("Here they are", ["one", "two"])
    assert maya.download(message, "two.csv") == b"two"
    (kept,) = client.conversations_history(channel="C0DESK")["messages"]
    assert [file["name"] for file in kept["files"]] == ["one.csv", "two.csv"]


def test_only_who_is_in_the_channel_can_download(sandbox: Sandbox, client: WebClient) -> None:
    sandbox.faults.retry_waits = ()
    client.files_upload_v2(channel="C0SHARED", filename="a.csv", content="abc")
    (message,) = sandbox.as_person("omar").messages("shared")

    with pytest.raises(urllib.error.HTTPError) as refused:
        sandbox.as_person("priya").download(message, "a.csv")
    with refused.value as answer:
        assert answer.code == 404


def test_an_upload_has_the_length_that_was_announced_and_comes_once(client: WebClient) -> None:
    url, _ = announce(client)

    assert upload(url, b"ab") == (400, "length_mismatch")
    assert upload(url, b"abc") == (200, "OK - 3")
    assert upload(url, b"abc") == (404, "invalid_url")


def test_what_was_not_uploaded_or_is_completed_cannot_be_shared(client: WebClient) -> None:
    url, file = announce(client)
    wanted: Json = {"files": [{"id": file, "title": "A"}], "channel_id": "C0DESK"}

    assert refusal(client, **wanted) == "file_not_found"
    upload(url, b"abc")
    assert refusal(client, **wanted | {"channel_id": "U0MAYA"}) == "channel_not_found"
    assert refusal(client, **wanted | {"channel_id": "C0BOSS"}) == "channel_not_found"
    assert refusal(client, **wanted | {"channel_id": "C0OPEN"}) == "not_in_channel"
    assert refusal(client, **wanted | {"thread_ts": "1.1"}) == "thread_not_found"
    assert refusal(client, **wanted | {"files": []}) == "invalid_arguments"
    assert client.files_completeUploadExternal(**wanted)["files"][0]["id"] == file
    assert refusal(client, **wanted) == "file_already_completed"


@pytest.mark.parametrize("length", ["0", "-1", "many"])
def test_a_length_is_a_whole_number_of_bytes(client: WebClient, length: str) -> None:
    with pytest.raises(SlackApiError) as refused:
        client.api_call("files.getUploadURLExternal", params={"filename": "a.csv", "length": length})
    assert refused.value.response["error"] == "invalid_arguments"


def test_files_are_there_again_after_a_restart(manifest: Json, workspace: Json, tmp_path: Path) -> None:
    state = tmp_path / "state.json"
    with Sandbox(manifest, workspace, state=state) as before:
        before.faults.retry_waits = ()
        client = WebClient(token=before.bot_token, base_url=before.api_url)
        client.files_upload_v2(channel="C0DESK", filename="a.csv", content="abc")

    assert json.loads(state.read_text())["files"][0]["name"] == "a.csv"
    with Sandbox(manifest, workspace, state=state) as after:
        maya = after.as_person("maya")
        assert maya.download(maya.messages("desk")[0], "a.csv") == b"abc"
