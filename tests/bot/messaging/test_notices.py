"""What each room has to say, as data: kept under the name of its class, and read back."""

import json
from collections.abc import Sequence
from datetime import UTC, date, datetime
from enum import StrEnum
from inspect import isabstract
from typing import Any, get_args, get_origin

import pytest

from bot.errors import Refusal
from bot.kit.rooms import modules_named
from bot.messaging.notices import Notice, Unprompted, notice_kinds
from bot.status.questions import StatusQuestion, Whose
from bot.timekeeping.answers import HelpTold
from bot.timekeeping.notices import LineAnsweredReply
from bot.timesheets.notices import DeadlineMissed, TeamMissing
from handlers.slack.kit.platform import SLACK
from storage.messaging.notices import QueuedNotice
from storage.people.people import Address

CLASSES = {
    each
    for module in modules_named("notices", "bot").values()
    for each in vars(module).values()
    if isinstance(each, type) and issubclass(each, Notice) and each.__module__ == module.__name__
}
DAY = date(2026, 3, 12)
VALUES: dict[object, object] = {
    str: "x",
    int: 1,
    bool: True,
    date: DAY,
    datetime: datetime(2026, 3, 12, 15, tzinfo=UTC),
    Address: Address(SLACK, "T", "U"),
    Refusal: Refusal(message="No", choices=[]),
    StatusQuestion: StatusQuestion(whose=Whose.OWN),
    Unprompted: TeamMissing(person_id="p", day=DAY),
    LineAnsweredReply.model_fields["answer"].annotation: HelpTold(),
}


def value_for(annotation: Any) -> object:
    if annotation in VALUES:
        return VALUES[annotation]
    if isinstance(annotation, type) and issubclass(annotation, StrEnum):
        return next(iter(annotation))
    first = get_args(annotation)[0]
    return [value_for(first)] if get_origin(annotation) in (list, Sequence) else value_for(first)


def built(kind: str) -> Notice:
    made = notice_kinds()[kind]
    return made(**{name: value_for(field.annotation) for name, field in made.model_fields.items()})


@pytest.mark.parametrize("kind", notice_kinds())
def test_each_notice_is_kept_under_its_name_and_read_back(kind: str) -> None:
    notice = built(kind)
    kept = json.loads(json.dumps(notice.model_dump(mode="json")))
    assert kept["kind"] == kind
    assert Notice.read(kept) == notice


def test_each_notice_says_whether_it_still_has_a_point() -> None:
    """A class without an answer can't be made: none is left so but those that others build on."""
    without = {each for each in CLASSES if isabstract(each)}
    assert without == {each for each in without if each.__subclasses__()}
    with pytest.raises(TypeError, match="abstract"):
        Unprompted(person_id="p")  # type: ignore[abstract]


def test_no_two_notices_share_a_name_and_each_name_fits_its_column() -> None:
    names = [each.kind() for each in CLASSES]
    assert len(names) == len(set(names))
    assert max(map(len, names)) <= QueuedNotice.__table__.c.kind.type.length


def test_what_is_kept_is_read_as_the_notice_that_it_is_only() -> None:
    team = TeamMissing(person_id="p", day="2026-03-12").model_dump(mode="json")
    with pytest.raises(TypeError, match="TeamMissing is not DeadlineMissed"):
        DeadlineMissed.read(team)
    with pytest.raises(KeyError):
        Notice.read(team | {"kind": "Unheard"})
