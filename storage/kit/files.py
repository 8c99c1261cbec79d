"""Files that must stay exactly as they are, identified by the hash of their bytes: logos, artefacts, documents."""

from collections.abc import Iterator

from sqlalchemy import LargeBinary, String, delete, func, select
from sqlalchemy.orm import Mapped, Session, deferred, mapped_column

from storage.base import Base, Words, insert_once

PIECE = 1024 * 1024


class StoredFile(Base):
    """The bytes of a file; its id is their SHA-256 in hex. `content` is loaded only on access."""

    __tablename__ = "stored_files"

    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    name: Mapped[Words]
    media_type: Mapped[Words]
    size: Mapped[int]
    content: Mapped[bytes] = deferred(mapped_column(LargeBinary))


def keep(session: Session, digest: str, name: str, media_type: str, content: bytes) -> str:
    """Store a file's bytes under their SHA-256 (hex), once even if they come again; return the SHA-256."""
    values = {"id": digest, "name": name, "media_type": media_type, "size": len(content), "content": content}
    insert_once(session, StoredFile, values)
    return digest


def by_id(session: Session, digest: str) -> StoredFile | None:
    """The file with that SHA-256 (hex), without its bytes."""
    return session.get(StoredFile, digest)


def beginning(session: Session, digest: str, size: int) -> bytes:
    """Return the first bytes of the file with that SHA-256 (hex); empty if there is no such file."""
    found = session.scalar(select(func.substr(StoredFile.content, 1, size)).where(StoredFile.id == digest))
    return bytes(found or b"")


def drop(session: Session, digest: str) -> None:
    """Delete a file that nothing refers to any longer."""
    session.execute(delete(StoredFile).where(StoredFile.id == digest))


def every_id(session: Session) -> Iterator[str]:
    """Return the SHA-256 (hex) of each file, in order."""
    yield from session.scalars(select(StoredFile.id).order_by(StoredFile.id))


def pieces(session: Session, digest: str) -> Iterator[bytes]:
    """Return the bytes of the file with that SHA-256 (hex), with one piece in memory at a time."""
    begin = 1
    while piece := session.scalar(select(func.substr(StoredFile.content, begin, PIECE)).where(StoredFile.id == digest)):
        yield bytes(piece)
        begin += PIECE
