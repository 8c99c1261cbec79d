"""Third-party files are listed, unchanged, and come with their licence; Slack's schema takes the manifest."""

import json
import threading
from collections.abc import Iterator
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from jsonschema import Draft7Validator

from handlers.slack.manifest import fitted, load_manifest
from vendor import fetch
from vendor.fetch import FOLDER, Vendored, listed

SCHEMA = "slack-manifest-schema/manifest.schema.2.0.0.json"


@pytest.fixture
def address() -> Iterator[str]:
    """A server that answers “new” to whatever is asked."""

    class Answers(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.end_headers()
            self.wfile.write(b"new")

        def log_message(self, *_: object) -> None:
            pass

    with HTTPServer(("127.0.0.1", 0), Answers) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/file"
        server.shutdown()
        thread.join()


def test_every_third_party_file_is_listed_and_unchanged() -> None:
    kept = {
        file.relative_to(FOLDER).as_posix(): sha256(file.read_bytes()).hexdigest()
        for file in FOLDER.rglob("*")
        if file.parent != FOLDER and file.is_file() and "__pycache__" not in file.parts
    }
    assert kept == {each.file: each.sha256 for each in listed()}
    assert all(each.url.startswith("https://") for each in listed())


def test_every_folder_has_its_licence() -> None:
    assert {each.file.split("/")[0] for each in listed()} == {file.parent.name for file in FOLDER.glob("*/LICENSE*")}


def test_a_file_that_differs_from_its_hash_is_not_kept(
    address: str, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path_factory.mktemp("vendor")
    monkeypatch.setattr(fetch, "FOLDER", folder)
    (folder / "file").write_text("kept")
    with pytest.raises(ValueError, match="differs"):
        fetch.fetch(Vendored("file", sha256(b"other").hexdigest(), address))
    assert (folder / "file").read_text() == "kept"
    fetch.fetch(Vendored("file", sha256(b"new").hexdigest(), address))
    assert (folder / "file").read_text() == "new"


@pytest.mark.parametrize(("url", "prefix"), [(None, ""), ("https://bot.agency.example", "jj-")])
def test_slacks_own_schema_takes_the_manifest(url: str | None, prefix: str) -> None:
    schema = Draft7Validator(json.loads((FOLDER / SCHEMA).read_text("utf-8")))
    made = fitted(load_manifest(), url, prefix)
    assert [error.message for error in schema.iter_errors(made)] == []
    made["features"]["slash_commands"][0].pop("command")
    assert [error.message for error in schema.iter_errors(made)] == ["'command' is a required property"]
