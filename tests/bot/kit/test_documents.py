import io
from datetime import date

import pytest
from PIL import Image

from bot.kit.documents import Branding, Column, Document, Head, Row


def made(branding: Branding, rows: int = 3, text: str = "Zażółć Ελληνικά Кириллица €") -> bytes:
    document = Document(branding, Head("Letter of Estimate", "ACME-101", date(2026, 3, 12)))
    document.facts([("Prepared for", text), ("Empty", "")])
    document.heading("Fees")
    document.table([Column("Service", 3), Column("Amount", 1, is_number=True)], [Row([text, "1.00"])] * rows)
    document.paragraph(text)
    return document.to_bytes()


def logo() -> bytes:
    file = io.BytesIO()
    Image.new("RGB", (40, 20), "red").save(file, "PNG")
    return file.getvalue()


def test_the_same_content_makes_the_same_bytes() -> None:
    branding = Branding("Acme", "#d9480f", logo(), "PO needed")
    assert made(branding) == made(branding)
    assert made(branding) != made(Branding("Acme", "#d9480f", logo(), "PO wanted"))


@pytest.mark.parametrize("content", [b"", b"no picture", logo()[:-30], b"\x89PNG\r\n\x1a\n"])
@pytest.mark.parametrize("colour", [None, "#ffffff", "red; }"])
def test_a_logo_or_colour_that_is_none_never_stops_a_document(content: bytes, colour: str | None) -> None:
    assert made(Branding("Acme", colour, content)).startswith(b"%PDF-")


def test_a_long_table_and_letters_without_a_face_make_a_document_too() -> None:
    assert made(Branding("日本"), rows=200, text="日本 " * 50).startswith(b"%PDF-")
