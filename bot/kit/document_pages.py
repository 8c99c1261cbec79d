"""The pages of every document. Imported when the first one is made, as the library takes a while to load."""

from datetime import UTC, date, datetime, time

from fpdf import FPDF, Align, FontFace

from bot.kit.document_fonts import add_fonts
from bot.kit.document_looks import BAR, FAMILY, FOOT, GREY, INK, LINE, MARGIN, PALE, SMALL, TIGHT, Colour
from bot.rules.kit.colours import WHITE, branded, readable_on


class Pages(FPDF):
    """Pages with a bar in the client's colour (`#rrggbb`), and a footer that names the document."""

    HEADINGS = FontFace(emphasis="BOLD", color=GREY, size_pt=SMALL)

    def __init__(
        self, paper: str, client: str, colour: str | None, title: str, reference: str, dated: date, mark: str
    ) -> None:
        super().__init__(format=paper)
        self.of, self.mark = f"{title}  ·  {reference}  ·  {client}", mark
        brand = branded(colour)
        self.brand, self.brand_ink = _rgb(brand), _rgb(readable_on(WHITE, brand))
        self.set_creation_date(datetime.combine(dated, time(), UTC))
        self.set_producer("Jobjacket")
        self.set_title(f"{title}, {reference}")
        self.set_lang("en")
        add_fonts(self)
        self.set_margins(MARGIN, MARGIN)
        self.set_auto_page_break(auto=True, margin=FOOT + LINE)

    def header(self) -> None:
        """Draw the bar and the mark."""
        self.set_fill_color(*self.brand)
        self.rect(0, 0, self.w, BAR, style="F")
        if self.mark:
            self.set_font(FAMILY, "B", SMALL)
            self.set_text_color(176, 42, 55)
            self.set_xy(MARGIN, BAR + 3)
            self.cell(self.epw, LINE, self.mark, align=Align.C)
        self.set_xy(MARGIN, MARGIN - 4)

    def footer(self) -> None:
        """Write the document's name, its client, and the page number with the number of pages."""
        self.set_draw_color(*PALE)
        self.line(MARGIN, self.h - FOOT + 4, self.w - MARGIN, self.h - FOOT + 4)
        self.set_font(FAMILY, "", SMALL)
        self.set_text_color(*GREY)
        self.set_xy(MARGIN, self.h - FOOT + 6)
        self.cell(self.epw * 0.75, TIGHT, self.of)
        self.cell(self.epw * 0.25, TIGHT, f"Page {self.page_no()} of {{nb}}", align=Align.R)

    def style_of(self, *, strong: bool, quiet: bool) -> FontFace:
        """Return the style of a table row."""
        return FontFace(emphasis="BOLD" if strong else None, color=GREY if quiet else INK)


def _rgb(colour: str) -> Colour:
    red, green, blue = bytes.fromhex(colour.removeprefix("#"))
    return red, green, blue
