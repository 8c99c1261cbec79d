"""Files that the bot hands over: announced, uploaded to an address of their own, then shared in a channel."""

import base64
import secrets
from dataclasses import asdict, dataclass, field

from sandbox.limits import LIMITS
from sandbox.values import Json, Refused, new_id

UPLOAD_PATH = "/upload/"


@dataclass
class StoredFile:
    """A file; it has no content before it is uploaded, and is seen nowhere before it is shared."""

    id: str
    name: str
    length: int
    title: str = ""
    content: str | None = None
    channels: list[str] = field(default_factory=list)

    @property
    def bytes(self) -> bytes:
        """What was uploaded."""
        return base64.b64decode(self.content or "")


class Files:
    """All files, and the addresses at which uploads are awaited; each address takes one upload."""

    def __init__(self) -> None:
        self.base_url = ""
        self._files: dict[str, StoredFile] = {}
        self._awaited: dict[str, str] = {}

    def announce(self, name: str, length: int) -> tuple[str, StoredFile]:
        """A new file, and the address to which its bytes go."""
        if length > LIMITS["file.bytes"]:
            raise Refused("file_too_large")
        file = StoredFile(new_id("F"), name, length)
        secret = secrets.token_urlsafe(24)
        self._files[file.id], self._awaited[secret] = file, file.id
        return f"{self.base_url}{UPLOAD_PATH}{secret}", file

    def upload(self, secret: str, content: bytes) -> StoredFile:
        """Takes the bytes of a file, just as many as were announced."""
        file = self._files.get(self._awaited.get(secret, ""))
        if file is None:
            raise Refused("invalid_url")
        if len(content) != file.length:
            raise Refused("length_mismatch", f"{file.length} bytes were announced, {len(content)} came.")
        del self._awaited[secret]
        file.content = base64.b64encode(content).decode()
        return file

    def check(self, file_id: str) -> StoredFile:
        """The file, if it was uploaded and is not completed yet; else a refusal."""
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
        """What a state file keeps: the files that were uploaded."""
        return [asdict(file) for file in self._files.values() if file.content is not None]

    def load(self, saved: list[Json]) -> None:
        """Takes over what `to_json` gave."""
        self._files |= {one["id"]: StoredFile(**one) for one in saved}


def file_object(file: StoredFile, base_url: str) -> Json:
    """A file as Slack shows it in a message."""
    return {
        "id": file.id,
        "name": file.name,
        "title": file.title,
        "size": file.length,
        "filetype": file.name.rpartition(".")[2],
        "mode": "hosted",
        "url_private": f"{base_url}/files/{file.id}",
        "url_private_download": f"{base_url}/files/{file.id}",
    }
