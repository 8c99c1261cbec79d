from hypothesis import given
from hypothesis import strategies as st

from bot.rules.kit.colours import INK, PLAIN, READABLE, WHITE, branded, contrast, ink_on, readable_on

colours = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")


def test_contrast_is_counted_as_wcag_does() -> None:
    assert contrast("#000000", "#ffffff") == 21
    assert contrast("#777777", "#777777") == 1


@given(colours)
def test_what_stands_on_a_clients_colour_can_be_read(colour: str) -> None:
    assert contrast(ink_on(colour), colour) >= 4  # no ink does better on a middling grey


@given(colours, st.sampled_from([WHITE, INK]))
def test_what_is_written_in_a_clients_colour_can_be_read(colour: str, paper: str) -> None:
    assert contrast(readable_on(paper, colour), paper) >= READABLE


def test_a_colour_that_can_be_read_stays_as_it_is() -> None:
    assert readable_on(WHITE, "#7a1fa2") == "#7a1fa2"


def test_what_is_no_colour_is_the_plain_one() -> None:
    assert [branded(each) for each in (None, "red", "#12", "#AB12EF")] == [PLAIN, PLAIN, PLAIN, "#ab12ef"]
