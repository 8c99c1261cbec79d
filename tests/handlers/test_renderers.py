"""Every notice of every room has somebody who brings it to people."""

from typing import get_args, get_type_hints

import pytest

from bot.kit.rooms import modules_named
from bot.leave.notices import LeaveTold
from bot.messaging.notices import Notice, notice_kinds
from bot.messaging.outbox import Undeliverable
from handlers.renderers import renderer_of

NOTICES = set(notice_kinds().values())
BY_MAIL = {each for each in NOTICES if "approver_id" in each.model_fields}
BY_MAIL_ONLY = {each for each in BY_MAIL if each.model_fields["approver_id"].is_required()}


def rendered_in(door: str) -> set[type[Notice]]:
    """What the rooms of a door say that they render: mypy holds each to all of its union."""
    found: set[type[Notice]] = set()
    for room, module in modules_named("notices", door).items():
        said = get_type_hints(module.rendered)["notice"]
        theirs = set(get_args(said) or [said])
        assert {each.__module__ for each in theirs} == {f"bot.{room}.notices"}
        found |= theirs
    return found


def test_slack_shows_every_notice_but_those_that_are_for_one_approver_by_mail() -> None:
    assert rendered_in("handlers.slack") == NOTICES - BY_MAIL_ONLY


def test_every_notice_that_is_for_one_approver_has_a_letter() -> None:
    assert rendered_in("handlers.mail") == BY_MAIL


def test_what_a_door_has_nothing_for_is_undeliverable_there() -> None:
    with pytest.raises(Undeliverable, match="handlers.mail has nothing to show for LeaveTold"):
        renderer_of(LeaveTold, "handlers.mail")
