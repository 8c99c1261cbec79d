"""What a browser may show of a file that somebody gave: only what can do nothing, told by its bytes, not its name."""

PDF = "application/pdf"
# So many bytes tell.
TELLING = 16
# What each begins with. SVG and HTML are never shown: they can hold scripts.
_BEGINNINGS = {
    b"%PDF-": PDF,
    b"\x89PNG\r\n\x1a\n": "image/png",
    b"\xff\xd8\xff": "image/jpeg",
    b"GIF87a": "image/gif",
    b"GIF89a": "image/gif",
}


def shown_as(content: bytes) -> str | None:
    """The media type that a browser may show a file as; None for one that is only to be downloaded."""
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return "image/webp"
    return next((media_type for begins, media_type in _BEGINNINGS.items() if content.startswith(begins)), None)


def is_picture(media_type: str | None) -> bool:
    """Whether that is a picture's."""
    return bool(media_type and media_type.startswith("image/"))
