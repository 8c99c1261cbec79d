"""The look of documents: typefaces, sizes, margins (millimetres) and colours."""

FAMILY = "lato"
FACES = {"": "Lato-Regular", "B": "Lato-Bold"}
SIZE, SMALL, BIG = 9.5, 8.0, 20.0
LINE, TIGHT = 5.0, 4.2
MARGIN, FOOT, BAR = 20.0, 22.0, 3.0
LOGO_WIDTH, LOGO_HEIGHT = 55.0, 18.0

Colour = tuple[int, int, int]
INK: Colour = (33, 37, 41)
GREY: Colour = (107, 114, 120)
PALE: Colour = (222, 226, 230)
