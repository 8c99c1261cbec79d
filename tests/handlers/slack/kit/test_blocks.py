"""What Slack's limits leave of long texts."""

import re

from hypothesis import given
from hypothesis import strategies as st

from handlers.slack.kit.blocks import CONTEXT_TEXT, SECTION_TEXT, context, cut_markup, escape, section

typed = st.text(alphabet="&<>a ", min_size=1, max_size=60)


@given(typed, st.integers(1, 200))
def test_markup_is_cut_to_the_limit_and_never_through_an_entity(text: str, limit: int) -> None:
    shown = cut_markup(escape(text), limit)
    assert len(shown) <= limit
    assert not re.search(r"&(?!amp;|lt;|gt;)", shown)
    assert escape(text).startswith(shown.removesuffix("…"))


def test_markup_is_never_cut_through_a_mention() -> None:
    assert cut_markup("ask <@U0GRACE> now", 9) == "ask …"
    assert cut_markup("ask <@U0GRACE> now", 17) == "ask <@U0GRACE> n…"


def test_a_paragraph_and_small_print_fit_whatever_they_hold() -> None:
    text = escape("&" * SECTION_TEXT)
    assert len(section(text).to_dict()["text"]["text"]) <= SECTION_TEXT
    assert len(context(text).to_dict()["elements"][0]["text"]) <= CONTEXT_TEXT
