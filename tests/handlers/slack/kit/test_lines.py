import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.slack.kit.lines import line_from


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("2h ACME-101 R&amp;D &lt;x&gt;", "2h ACME-101 R&D <x>"),
        ("2h ACME-101 “x” it’s", '2h ACME-101 "x" it\'s'),
        ("2h\N{NO-BREAK SPACE}ACME-101", "2h ACME-101"),
        ("2h ACME-101 see <https://a.example/x|a.example>", "2h ACME-101 see a.example"),
        ("2h ACME-101 see <https://a.example/x>", "2h ACME-101 see https://a.example/x"),
        ("2h ACME-101 to <mailto:a@b.example|a@b.example>", "2h ACME-101 to a@b.example"),
        ("2h ACME-101 in <#C0DESK|desk> with <@U0SAM|sam>", "2h ACME-101 in #desk with @sam"),
        ("2h ACME-101 <!channel>", "2h ACME-101 channel"),
        ("<@U0BOT> log 2h ACME-101", "2h ACME-101"),
        ("<@U0BOT|jobjacket> 2h ACME-101", "2h ACME-101"),
        ("2h ACME-101 <@U0BOT>", "2h ACME-101"),
        ("<@U0BOT>, log 2h ACME-101", "2h ACME-101"),
        ("<@U0BOT>: where is ACME-101?", "where is ACME-101?"),
        ("log 2h ACME-101", "2h ACME-101"),
        ("Log 2h ACME-101", "2h ACME-101"),
        ("login page 2h", "login page 2h"),
        ("&amp;lt;", "&lt;"),
        ("", ""),
    ],
)  # fmt: skip
def test_slacks_markup_and_distortions_are_undone(typed: str, meant: str) -> None:
    assert line_from(typed, "U0BOT").text == meant


@given(st.text(max_size=200))
def test_whatever_is_typed_becomes_a_line(text: str) -> None:
    line_from(text, "U0BOT")
