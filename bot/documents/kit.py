"""What all documents are made of: pages in a client's branding, facts, paragraphs and tables.

Nothing here reads a clock or makes an id, so the same content always gives the same bytes.
"""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from enum import StrEnum

from fontpkg_lato import ROOT as FONTS
from fpdf import FPDF, Align, FontFace, XPos, YPos
from PIL import Image

from bot.rules.colours import WHITE, branded, readable_on

FAMILY = "lato"
FACES = {"": "Lato-Regular", "B": "Lato-Bold", "I": "Lato-Italic"}
SIZE, SMALL, BIG = 9.5, 8.0, 20.0
LINE, TIGHT = 5.0, 4.2
MARGIN, FOOT, BAR = 20.0, 22.0, 3.0
LOGO_WIDTH, LOGO_HEIGHT = 55.0, 18.0
# A picture that unpacks to more than this is no logo.
MOST_PIXELS = 25_000_000

Colour = tuple[int, int, int]
INK: Colour = (33, 37, 41)
GREY: Colour = (107, 114, 120)
PALE: Colour = (222, 226, 230)


class Paper(StrEnum):
    """The sheet that a document is laid out for."""

    A4 = "A4"
    LETTER = "Letter"


@dataclass(frozen=True)
class Branding:
    """How a client's documents look: `colour` is `#rrggbb`, `logo` a picture's bytes, `notes` stand at the foot."""

    name: str
    colour: str | None = None
    logo: bytes | None = None
    notes: str = ""


@dataclass(frozen=True)
class Head:
    """What stands over a document and on each page: its title, its reference, its date, and a mark such as DRAFT."""

    title: str
    reference: str
    dated: date
    mark: str = ""


@dataclass(frozen=True)
class Column:
    """A column of a table: its heading, its share of the width, and whether it holds numbers (set to the right)."""

    heading: str
    share: int
    is_number: bool = False


@dataclass(frozen=True)
class Row:
    """A row of a table, a text a column; `is_strong` for sums, `is_quiet` for what is gone."""

    cells: Sequence[str]
    is_strong: bool = False
    is_quiet: bool = False


class _Pages(FPDF):
    """Pages with a bar in the client's colour, and a foot that says what they belong to."""

    def __init__(self, branding: Branding, head: Head, paper: Paper) -> None:
        super().__init__(format=paper)
        self.branding, self.head = branding, head
        brand = branded(branding.colour)
        self.brand, self.brand_ink = _rgb(brand), _rgb(readable_on(WHITE, brand))
        self.set_creation_date(datetime.combine(head.dated, time(), UTC))
        self.set_producer("Jobjacket")
        self.set_title(f"{head.title}, {head.reference}")
        self.set_lang("en")
        for style, name in FACES.items():
            self.add_font(FAMILY, style, fname=FONTS / "files" / f"{name}.ttf")
        self.set_margins(MARGIN, MARGIN)
        self.set_auto_page_break(auto=True, margin=FOOT + LINE)

    def header(self) -> None:
        """The bar, and the mark."""
        self.set_fill_color(*self.brand)
        self.rect(0, 0, self.w, BAR, style="F")
        if self.head.mark:
            self.set_font(FAMILY, "B", SMALL)
            self.set_text_color(176, 42, 55)
            self.set_xy(MARGIN, BAR + 3)
            self.cell(self.epw, LINE, self.head.mark, align=Align.C)
        self.set_xy(MARGIN, MARGIN - 4)

    def footer(self) -> None:
        """What it is, whose, and which page of how many."""
        self.set_draw_color(*PALE)
        self.line(MARGIN, self.h - FOOT + 4, self.w - MARGIN, self.h - FOOT + 4)
        self.set_font(FAMILY, "", SMALL)
        self.set_text_color(*GREY)
        self.set_xy(MARGIN, self.h - FOOT + 6)
        self.cell(self.epw * 0.75, TIGHT, f"{self.head.title}  ·  {self.head.reference}  ·  {self.branding.name}")
        self.cell(self.epw * 0.25, TIGHT, f"Page {self.page_no()} of {{nb}}", align=Align.R)


class Document:
    """A document that grows from the top to the bottom."""

    def __init__(self, branding: Branding, head: Head, paper: Paper = Paper.A4) -> None:
        self._pages = _Pages(branding, head, paper)
        self._pages.add_page()
        self._brand_and_title()

    def facts(self, facts: Sequence[tuple[str, str]]) -> None:
        """Facts with their labels, two a line; a fact without a text is left out."""
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
        """A heading, kept on the page of what follows."""
        if self._pages.will_page_break(LINE * 5):
            self._pages.add_page()
        self.space(3)
        self._write(text, style="B", size=12, colour=self._pages.brand_ink, line=6.5)
        self.space(1)

    def paragraph(self, text: str) -> None:
        """What somebody wrote, line for line."""
        self._write(text.strip())
        self.space(1.5)

    def note(self, text: str) -> None:
        """Small print."""
        self._write(text.strip(), size=SMALL, colour=GREY, line=TIGHT)
        self.space(1)

    def table(self, columns: Sequence[Column], rows: Sequence[Row], *, is_dense: bool = False) -> None:
        """Rows under their headings, which come again on each page; numbers are set to the right.

        A dense table is small print, for what has to fit on one page.
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
            padding=(0.5, 2, 0.5, 1) if is_dense else (1.3, 1, 1.3, 1),
            v_align="TOP",
            headings_style=FontFace(emphasis="BOLD", color=GREY, size_pt=SMALL),
        ) as table:
            table.row([column.heading for column in columns])
            for row in rows:
                table.row(row.cells, style=_style(row))
        self.space(2)

    def sums(self, rows: Sequence[Row]) -> None:
        """Sums, each with its name, on the right half of the page."""
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
                table.row(row.cells, style=_style(row))
        self.space(2)

    def picture(self, content: bytes) -> None:
        """A picture as wide as the text, kept whole on a page."""
        shape = Image.open(io.BytesIO(content))
        height = self._pages.epw * shape.height / shape.width
        if self._pages.will_page_break(height):
            self._pages.add_page()
        self._pages.image(shape, MARGIN, self._pages.get_y(), self._pages.epw)
        self._pages.set_y(self._pages.get_y() + height + 2)

    def space(self, millimetres: float) -> None:
        """Leave some room."""
        self._pages.ln(millimetres)

    def to_bytes(self) -> bytes:
        """The PDF, with the branding's notes at its end."""
        if notes := self._pages.branding.notes.strip():
            self.space(4)
            self.note(notes)
        return bytes(self._pages.output())

    def _brand_and_title(self) -> None:
        pages = self._pages
        top = pages.get_y()
        if logo := _logo(pages.branding.logo):
            pages.image(logo, MARGIN, top, LOGO_WIDTH, LOGO_HEIGHT, keep_aspect_ratio=True)
        else:
            pages.set_y(top + 3)
            self._write(pages.branding.name, style="B", size=14, colour=pages.brand_ink, width=90, line=6.5)
        pages.set_xy(MARGIN, top)
        self._write(pages.head.title, style="B", size=BIG, align=Align.R, line=9)
        self._write(pages.head.reference, size=10.5, colour=GREY, align=Align.R, line=6)
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
        align: Align = Align.L,
    ) -> None:
        self._pages.set_font(FAMILY, style, size)
        self._pages.set_text_color(*colour)
        self._pages.multi_cell(width, line, text, align=align, new_x=XPos.LMARGIN, new_y=YPos.NEXT)


def _style(row: Row) -> FontFace:
    return FontFace(emphasis="BOLD" if row.is_strong else None, color=GREY if row.is_quiet else INK)


def _logo(content: bytes | None) -> Image.Image | None:
    """The logo; None where it is no picture, or an enormous one: a document without its logo is better than none."""
    try:
        picture = Image.open(io.BytesIO(content)) if content else None
        if picture is None or picture.width * picture.height > MOST_PIXELS:
            return None
        return picture.convert("RGBA")
    except (OSError, ValueError, Image.DecompressionBombError, Image.DecompressionBombWarning):
        return None


def _rgb(colour: str) -> Colour:
    red, green, blue = bytes.fromhex(colour.removeprefix("#"))
    return red, green, blue
