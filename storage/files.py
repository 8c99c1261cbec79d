"""Files that must stay exactly as they are, known by the hash of their bytes: logos, artefacts, documents."""

from sqlalchemy import LargeBinary, String, func, select
from sqlalchemy.orm import Mapped, Session, deferred, mapped_column

from storage.base import Base, Words, insert_once


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
