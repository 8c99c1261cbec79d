"""The fonts of documents, read once: parsing them takes longer than writing the text."""

from copy import deepcopy
from functools import cache

from fontpkg_lato import ROOT
from fontTools.ttLib import TTFont
from fpdf import FPDF
from fpdf.fonts import TTFFont

from bot.kit.document_looks import FACES, FAMILY

# Tables for laying out scripts that documents don't shape; the subset leaves them out, and is slow to find that out.
UNUSED = ("GDEF", "GPOS", "GSUB")


def add_fonts(pages: FPDF) -> None:
    """Add every face to a document that has no fonts yet. Each document gets its own subset of the glyphs."""
    for key, font in _parsed().items():
        # What is only read is shared: copying it takes as long as parsing.
        own = deepcopy(font, {id(each): each for each in (font.cw, font.glyph_ids)})
        own.ttfont = _opened(font)
        pages.fonts[key] = own


@cache
def _parsed() -> dict[str, TTFFont]:
    pages = FPDF()
    for style, name in FACES.items():
        pages.add_font(FAMILY, style, fname=ROOT / "files" / f"{name}.ttf")
    return {key: font for key, font in pages.fonts.items() if isinstance(font, TTFFont)}


def _opened(font: TTFFont) -> TTFont:
    opened = TTFont(font.ttffile, recalcTimestamp=False, lazy=True)
    opened.setGlyphOrder(font.ttfont.getGlyphOrder())
    for table in UNUSED:
        if table in opened:
            del opened[table]
    return opened
