"""Files: the bot announces one, uploads it to its own address and shares it; a person uploads one and sends it."""

import base64
import mimetypes
import secrets
from dataclasses import dataclass, field
from urllib.parse import quote

from sandbox.limits import LIMITS
from sandbox.values import Json, Refused, fields_of, new_id

UPLOAD_PATH = "/upload/"
PRIVATE_PATH = "/files-pri/"


@dataclass
class StoredFile:
    """A file; it has no content until it is uploaded, and shows nowhere until it is shared.

    `user` is its owner; `for_app` is true if a person handed it to the bot in a modal.
    """

    id: str
    name: str
    length: int
    title: str = ""
    content: str | None = None
    channels: list[str] = field(default_factory=list)
    user: str = ""
    created: int = 0
    for_app: bool = False

    @property
    def mimetype(self) -> str:
        """Its media type, by its name."""
        return mimetypes.guess_type(self.name)[0] or "application/octet-stream"

    @property
    def bytes(self) -> bytes:
        """The uploaded bytes."""
        return base64.b64decode(self.content or "")


class Files:
    """All files, and the addresses waiting for an upload; each takes one."""

    def __init__(self) -> None:
        self.base_url = ""
        self._files: dict[str, StoredFile] = {}
        self._awaited: dict[str, str] = {}

    def announce(self, name: str, length: int, user: str, created: float) -> tuple[str, StoredFile]:
        """Returns the id of a new file, and the address for its bytes."""
        if length > LIMITS["file.bytes"]:
            raise Refused("file_too_large")
        file = StoredFile(new_id("F"), name, length, user=user, created=int(created))
        secret = secrets.token_urlsafe(24)
        self._files[file.id], self._awaited[secret] = file, file.id
        return f"{self.base_url}{UPLOAD_PATH}{secret}", file

    def upload(self, secret: str, content: bytes) -> StoredFile:
        """Takes the bytes of a file, exactly as many as announced."""
        file = self._files.get(self._awaited.get(secret, ""))
        if file is None:
            raise Refused("invalid_url")
        if len(content) != file.length:
            raise Refused("length_mismatch", f"{file.length} bytes were announced, {len(content)} came.")
        del self._awaited[secret]
        file.content = base64.b64encode(content).decode()
        return file

    def take(self, name: str, content: bytes, user: str, created: float) -> StoredFile:
        """Stores a person's file, which only they can see until they send it."""
        if not content:
            raise Refused("file_empty", "That file is empty.")
        if len(content) > LIMITS["file.bytes"]:
            raise Refused("file_too_large", "That file is too large.")
        file = StoredFile(new_id("F"), name, len(content), user=user, created=int(created))
        file.content = base64.b64encode(content).decode()
        self._files[file.id] = file
        return file

    def of_person(self, file_id: str, user: str) -> StoredFile:
        """Returns a person's own file that they haven't sent yet, or raises a refusal."""
        file = self.find(file_id)
        if file.user != user or file.channels:
            raise Refused("file_not_found", "There is no such file of yours to send.")
        return file

    def check(self, file_id: str) -> StoredFile:
        """Returns the file if it was uploaded and isn't completed yet; otherwise raises a refusal."""
        file = self.find(file_id)
        if file.content is None:
            raise Refused("file_not_found", "Its bytes were never uploaded.")
        if file.title:
            raise Refused("file_already_completed")
        return file

    def share(self, file_id: str, title: str | None, channel: str | None) -> StoredFile:
        """Completes a file: gives it its title, and shows it in a channel."""
        file = self.check(file_id)
        file.title = title or file.name
        if channel:
            file.channels.append(channel)
        return file

    def find(self, file_id: str) -> StoredFile:
        """The file with that id, or a refusal."""
        if file_id not in self._files:
            raise Refused("file_not_found", "There is no such file.")
        return self._files[file_id]

    def to_json(self) -> list[Json]:
        """Returns the part for a state file: the uploaded files."""
        return [fields_of(file) for file in self._files.values() if file.content is not None]

    def load(self, saved: list[Json]) -> None:
        """Loads the result of `to_json`."""
        self._files |= {one["id"]: StoredFile(**one) for one in saved}


def file_object(file: StoredFile, base_url: str) -> Json:
    """A file as Slack shows it in a message. Its private addresses are for the bot, with its token."""
    private = f"{base_url}{PRIVATE_PATH}{file.id}"
    return {
        "id": file.id,
        "created": file.created,
        "timestamp": file.created,
        "name": file.name,
        "title": file.title or file.name,
        "mimetype": file.mimetype,
        "filetype": file.name.rpartition(".")[2].lower(),
        "user": file.user,
        "size": file.length,
        "mode": "hosted",
        "is_external": False,
        "url_private": f"{private}/{quote(file.name)}",
        "url_private_download": f"{private}/download/{quote(file.name)}",
    }


def file_to_be_looked_up(file: Json) -> Json:
    """A file of another organisation's member: a message has only its id, and `files.info` the rest."""
    stub = {"mode": "file_access", "file_access": "check_file_info", "created": 0, "timestamp": 0, "user": ""}
    return {"id": file["id"], **stub}
