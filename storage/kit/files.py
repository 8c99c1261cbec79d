"""Files that must stay exactly as they are, known by the hash of their bytes: logos, artefacts, documents."""

from collections.abc import Iterator

from sqlalchemy import LargeBinary, String, delete, func, select
from sqlalchemy.orm import Mapped, Session, deferred, mapped_column

from storage.base import Base, Words, insert_once

PIECE = 1024 * 1024


class StoredFile(Base):
    """The bytes of a file; its id is their SHA-256 in hex. Only who asks for `content` loads it."""

    __tablename__ = "stored_files"

    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    name: Mapped[Words]
    media_type: Mapped[Words]
    size: Mapped[int]
    content: Mapped[bytes] = deferred(mapped_column(LargeBinary))


def keep(session: Session, digest: str, name: str, media_type: str, content: bytes) -> str:
    """Keep a file's bytes under their SHA-256 (hex), once however often they come; gives that back."""
    values = {"id": digest, "name": name, "media_type": media_type, "size": len(content), "content": content}
    insert_once(session, StoredFile, values)
    return digest


def by_id(session: Session, digest: str) -> StoredFile | None:
    """The file with that SHA-256 (hex), without its bytes."""
    return session.get(StoredFile, digest)


def beginning(session: Session, digest: str, size: int) -> bytes:
    """The first bytes of the file with that SHA-256 (hex); none where there is no such file."""
    found = session.scalar(select(func.substr(StoredFile.content, 1, size)).where(StoredFile.id == digest))
    return bytes(found or b"")


def drop(session: Session, digest: str) -> None:
    """Drop a file that nothing names any more."""
    session.execute(delete(StoredFile).where(StoredFile.id == digest))


def every_id(session: Session) -> Iterator[str]:
    """The SHA-256 (hex) by which each file is known, in order."""
    yield from session.scalars(select(StoredFile.id).order_by(StoredFile.id))


def pieces(session: Session, digest: str) -> Iterator[bytes]:
    """The bytes of the file with that SHA-256 (hex), a piece in memory at a time."""
    begin = 1
    while piece := session.scalar(select(func.substr(StoredFile.content, begin, PIECE)).where(StoredFile.id == digest)):
        yield bytes(piece)
        begin += PIECE
