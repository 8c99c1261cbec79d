"""Uploaded files that a browser may show: only harmless types, recognised by their bytes, not their names."""

PDF = "application/pdf"
# This many bytes are enough to recognise a type.
TELLING = 16
# The first bytes of each type. SVG and HTML are never shown, as they can contain scripts.
_BEGINNINGS = {
    b"%PDF-": PDF,
    b"\x89PNG\r\n\x1a\n": "image/png",
    b"\xff\xd8\xff": "image/jpeg",
    b"GIF87a": "image/gif",
    b"GIF89a": "image/gif",
}


def shown_as(content: bytes) -> str | None:
    """Return the media type that a browser may show a file as; None if it may only be downloaded."""
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return "image/webp"
    return next((media_type for begins, media_type in _BEGINNINGS.items() if content.startswith(begins)), None)


def is_picture(media_type: str | None) -> bool:
    """Return whether the media type is a picture's."""
    return bool(media_type and media_type.startswith("image/"))
