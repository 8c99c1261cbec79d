"""The hash chain: any change to a log is found, and its first place is named."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.rules.signoffs.ledger import GENESIS, Break, Chain, Link, canonical, sealed, written

EVENTS = st.lists(st.sampled_from(["requested", "viewed", "decided"]), min_size=1, max_size=8)


def log(events: list[str]) -> list[Link]:
    links, previous, at = [], GENESIS, datetime(2026, 3, 12, 15, tzinfo=UTC)
    for position, event in enumerate(events, 1):
        at += timedelta(minutes=1)
        body = canonical({"at": written(at), "event": event, "signoff": "a", "said": "„ü”"})
        links.append(Link(position, at, event, "a", body, previous, sealed(previous, position, body)))
        previous = links[-1].hash
    return links


def check(links: list[Link], head: str | None = None) -> Chain:
    chain = Chain(head)
    for link in links:
        if not chain.take(link):
            break
    return chain


@given(EVENTS)
def test_a_log_that_nobody_touched_is_whole_and_has_each_of_its_heads(events: list[str]) -> None:
    links = log(events)
    for link in links:
        chain = check(links, link.hash)
        assert (chain.broken, chain.position, chain.head_position) == (None, len(links), link.position)


@given(EVENTS, st.data())
def test_any_changed_column_is_found_at_its_place(events: list[str], data: st.DataObject) -> None:
    links = log(events)
    at = data.draw(st.integers(0, len(links) - 1))
    link = links[at]
    place = data.draw(st.integers(0, len(link.body) - 1))
    other = "x" if link.body[place] != "x" else "y"
    changed = data.draw(
        st.sampled_from(
            [
                replace(link, body=link.body[:place] + other + link.body[place + 1 :]),
                replace(link, event="settled"),
                replace(link, signoff_id="b"),
                replace(link, at=link.at + timedelta(microseconds=1)),
                replace(link, position=link.position + 1),
                replace(link, previous="f" * 64),
                replace(link, hash="f" * 64),
            ]
        )
    )
    chain = check([*links[:at], changed, *links[at + 1 :]])
    assert chain.broken
    assert chain.broken.position == at + 1


@given(EVENTS, st.data())
def test_a_body_that_was_hashed_anew_breaks_what_follows_or_loses_the_head(
    events: list[str], data: st.DataObject
) -> None:
    links = log(events)
    at = data.draw(st.integers(0, len(links) - 1))
    body = links[at].body.replace('"said"', '"sayd"')
    forged = replace(links[at], body=body, hash=sealed(links[at].previous, links[at].position, body))
    chain = check([*links[:at], forged, *links[at + 1 :]], links[-1].hash)
    assert chain.broken == Break(at + 2, "it does not follow the event before it") or chain.head_position is None


@given(EVENTS, st.data())
def test_an_event_that_is_gone_or_out_of_order_is_found(events: list[str], data: st.DataObject) -> None:
    links = log([*events, "decided", "settled"])
    at = data.draw(st.integers(0, len(links) - 2))
    gone = check([*links[:at], *links[at + 1 :]])
    assert gone.broken
    assert (gone.broken.position, "missing" in gone.broken.problem) == (at + 1, True)
    turned = check([*links[:at], links[at + 1], links[at], *links[at + 2 :]])
    assert turned.broken
    assert turned.broken.position == at + 1


@given(EVENTS)
def test_a_tail_that_is_cut_off_no_longer_has_the_head_that_was_written_down(events: list[str]) -> None:
    links = log(events)
    chain = check(links[:-1], links[-1].hash)
    assert (chain.broken, chain.head_position) == (None, None)


@given(st.dictionaries(st.text(), st.integers() | st.text() | st.none() | st.booleans()))
def test_the_order_in_which_facts_are_given_makes_no_difference(body: dict) -> None:
    assert canonical(body) == canonical(dict(reversed(body.items())))


@pytest.mark.parametrize("body", [{"a": 1.5}, {"a": [{"b": 0.0}]}, {"a": ({"b": float("nan")},)}])
def test_a_float_is_never_hashed(body: dict) -> None:
    with pytest.raises(ValueError, match="a float"):
        canonical(body)
