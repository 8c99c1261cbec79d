"""The building blocks of all documents: pages in a client's branding, facts, paragraphs and tables.

Nothing here reads a clock or makes an id, so the same content always gives the same bytes.
"""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from PIL import Image

from bot.kit.document_looks import (
    BIG,
    FAMILY,
    GREY,
    INK,
    LINE,
    LOGO_HEIGHT,
    LOGO_WIDTH,
    MARGIN,
    PALE,
    SIZE,
    SMALL,
    TIGHT,
    Colour,
)

# Pixels: a picture that unpacks to more than this isn't a logo.
MOST_PIXELS = 25_000_000


class Paper(StrEnum):
    """The paper size that a document is laid out for."""

    A4 = "A4"
    LETTER = "Letter"


@dataclass(frozen=True)
class Branding:
    """A client's branding: `colour` is `#rrggbb`, `logo` a picture's bytes, `notes` go at the end of a document."""

    name: str
    colour: str | None = None
    logo: bytes | None = None
    notes: str = ""


@dataclass(frozen=True)
class Head:
    """The head of a document and of each page: its title, its reference, its date, and a mark such as DRAFT."""

    title: str
    reference: str
    dated: date
    mark: str = ""


@dataclass(frozen=True)
class Column:
    """A column of a table: its heading, its share of the width, and whether it holds numbers (aligned right)."""

    heading: str
    share: int
    is_number: bool = False


@dataclass(frozen=True)
class Row:
    """A row of a table, one text per column; `is_strong` for sums, `is_quiet` for removed lines."""

    cells: Sequence[str]
    is_strong: bool = False
    is_quiet: bool = False


class Document:
    """A document, written from top to bottom."""

    def __init__(self, branding: Branding, head: Head, paper: Paper = Paper.A4) -> None:
        from bot.kit.document_pages import Pages  # noqa: PLC0415  # only making a document waits for its library

        self._branding, self._head = branding, head
        self._pages = Pages(paper, branding.name, branding.colour, head.title, head.reference, head.dated, head.mark)
        self._pages.add_page()
        self._brand_and_title()

    def facts(self, facts: Sequence[tuple[str, str]]) -> None:
        """Add facts with their labels, two to a line; facts without a text are left out."""
        shown = [(label, text) for label, text in facts if text]
        pages, half = self._pages, self._pages.epw / 2
        for left in range(0, len(shown), 2):
            top, bottom = pages.get_y(), 0.0
            for side, (label, text) in enumerate(shown[left : left + 2]):
                pages.set_xy(MARGIN + side * half, top)
                self._write(label.upper(), size=6.8, colour=GREY, width=half, line=3.6)
                pages.set_x(MARGIN + side * half)
                self._write(text, style="B", width=half - 4, line=TIGHT + 0.4)
                bottom = max(bottom, pages.get_y())
            pages.set_y(bottom + 2.2)
        self.space(2)

    def heading(self, text: str) -> None:
        """Add a heading, kept on the same page as the text after it."""
        if self._pages.will_page_break(LINE * 5):
            self._pages.add_page()
        self.space(3)
        self._write(text, style="B", size=12, colour=self._pages.brand_ink, line=6.5)
        self.space(1)

    def paragraph(self, text: str) -> None:
        """Add somebody's text, line for line."""
        self._write(text.strip())
        self.space(1.5)

    def note(self, text: str) -> None:
        """Add small print."""
        self._write(text.strip(), size=SMALL, colour=GREY, line=TIGHT)
        self.space(1)

    def table(self, columns: Sequence[Column], rows: Sequence[Row], *, is_dense: bool = False) -> None:
        """Add rows under headings that repeat on each page; numbers are aligned right.

        A dense table is in small print, to fit on one page.
        """
        pages = self._pages
        aligns = tuple("RIGHT" if column.is_number else "LEFT" for column in columns)
        pages.set_font(FAMILY, "", SMALL if is_dense else SIZE)
        pages.set_text_color(*INK)
        pages.set_draw_color(*PALE)
        with pages.table(
            col_widths=tuple(column.share for column in columns),
            text_align=aligns,
            borders_layout="HORIZONTAL_LINES",
            line_height=TIGHT - 0.4 if is_dense else TIGHT + 0.4,
            padding=(0.35, 2, 0.35, 1) if is_dense else (1.3, 1, 1.3, 1),
            v_align="TOP",
            headings_style=pages.HEADINGS,
        ) as table:
            table.row([column.heading for column in columns])
            for row in rows:
                table.row(row.cells, style=pages.style_of(strong=row.is_strong, quiet=row.is_quiet))
        self.space(2)

    def sums(self, rows: Sequence[Row]) -> None:
        """Add sums with their names, on the right half of the page."""
        pages = self._pages
        pages.set_font(FAMILY, "", SIZE)
        pages.set_text_color(*INK)
        pages.set_draw_color(*PALE)
        with pages.table(
            width=pages.epw / 2,
            align="RIGHT",
            col_widths=(3, 2),
            text_align=("LEFT", "RIGHT"),
            borders_layout="HORIZONTAL_LINES",
            first_row_as_headings=False,
            line_height=TIGHT + 0.4,
            padding=(1.3, 1, 1.3, 1),
        ) as table:
            for row in rows:
                table.row(row.cells, style=pages.style_of(strong=row.is_strong, quiet=row.is_quiet))
        self.space(2)

    def picture(self, content: bytes) -> None:
        """Add a picture as wide as the text, kept whole on a page."""
        shape = Image.open(io.BytesIO(content))
        height = self._pages.epw * shape.height / shape.width
        if self._pages.will_page_break(height):
            self._pages.add_page()
        self._pages.image(shape, MARGIN, self._pages.get_y(), self._pages.epw)
        self._pages.set_y(self._pages.get_y() + height + 2)

    def space(self, millimetres: float) -> None:
        """Add vertical space."""
        self._pages.ln(millimetres)

    def to_bytes(self) -> bytes:
        """Return the PDF, with the branding's notes at its end."""
        if notes := self._branding.notes.strip():
            self.space(4)
            self.note(notes)
        return bytes(self._pages.output())

    def _brand_and_title(self) -> None:
        pages = self._pages
        top = pages.get_y()
        if logo := _logo(self._branding.logo):
            pages.image(logo, MARGIN, top, LOGO_WIDTH, LOGO_HEIGHT, keep_aspect_ratio=True)
        else:
            pages.set_y(top + 3)
            self._write(self._branding.name, style="B", size=14, colour=pages.brand_ink, width=90, line=6.5)
        pages.set_xy(MARGIN, top)
        self._write(self._head.title, style="B", size=BIG, align="R", line=9)
        self._write(self._head.reference, size=10.5, colour=GREY, align="R", line=6)
        pages.set_y(max(pages.get_y(), top + LOGO_HEIGHT) + 6)

    def _write(
        self,
        text: str,
        *,
        style: str = "",
        size: float = SIZE,
        colour: Colour = INK,
        width: float = 0,
        line: float = LINE,
        align: str = "L",
    ) -> None:
        self._pages.set_font(FAMILY, style, size)
        self._pages.set_text_color(*colour)
        self._pages.multi_cell(width, line, text, align=align, new_x="LMARGIN", new_y="NEXT")


def _logo(content: bytes | None) -> Image.Image | None:
    """Return the logo; None if it isn't a picture or is enormous: a document without a logo is better than none."""
    try:
        picture = Image.open(io.BytesIO(content)) if content else None
        if picture is None or picture.width * picture.height > MOST_PIXELS:
            return None
        return picture.convert("RGBA")
    except (OSError, ValueError, Image.DecompressionBombError, Image.DecompressionBombWarning):
        return None
