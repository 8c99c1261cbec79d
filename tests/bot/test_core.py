import pytest

from bot.core import Actor, Bot, Work, handled, once
from bot.errors import Conflict
from bot.model import Model
from storage.people import people
from storage.people.people import Office
from storage.words.time import DateOrder

CLICK = Actor(address=None, delivery="slack:click-1")


class OfficeOpened(Model):
    """An office was opened."""

    name: str
    offices: int


class OfficeClosed(Model):
    """An office was closed."""

    name: str


@once
def open_office(work: Work, name: str, *, refused: bool = False) -> OfficeOpened:
    """Open an office."""
    work.session.add(Office(id=work.new_id(), name=name, zone="UTC", date_order=DateOrder.DAY_FIRST))
    work.session.flush()
    if refused:
        raise Conflict("Not today.")
    return OfficeOpened(name=name, offices=len(people.offices(work.session)))


@once
def move_office(work: Work, name: str) -> "OfficeOpened":
    """Move an office: the result has the same name as that of opening one."""
    return OfficeOpened(name=name, offices=0)


@once
def close_office(work: Work, name: str) -> OfficeClosed:
    """Close an office."""
    return OfficeClosed(name=name)


def names(bot: Bot) -> list[str]:
    with bot.store.read() as session:
        return [office.name for office in people.offices(session)]


def test_a_delivery_that_comes_again_gets_the_stored_result_and_does_nothing(bot: Bot) -> None:
    first = open_office(bot, CLICK, "Leeds")
    assert open_office(bot, CLICK, "York") == first == OfficeOpened(name="Leeds", offices=1)
    assert names(bot) == ["Leeds"]
    assert handled(bot, CLICK, OfficeOpened) == first


def test_without_a_delivery_each_call_counts(bot: Bot) -> None:
    for name in ("Leeds", "York"):
        open_office(bot, Actor(address=None), name)
    assert names(bot) == ["Leeds", "York"]


def test_a_refusal_stores_nothing_and_is_worked_out_again(bot: Bot) -> None:
    with pytest.raises(Conflict):
        open_office(bot, CLICK, "Leeds", refused=True)
    assert names(bot) == [] and handled(bot, CLICK, OfficeOpened) is None
    assert open_office(bot, CLICK, "Leeds").offices == 1


def test_a_delivery_may_run_several_use_cases_each_once(bot: Bot) -> None:
    opened = open_office(bot, CLICK, "Leeds")
    assert close_office(bot, CLICK, "Leeds") == OfficeClosed(name="Leeds")
    assert close_office(bot, CLICK, "York") == OfficeClosed(name="Leeds")
    assert open_office(bot, CLICK, "York") == opened


def test_two_use_cases_of_one_delivery_are_told_apart_by_their_result(bot: Bot) -> None:
    opened = open_office(bot, CLICK, "Leeds")
    assert move_office(bot, CLICK, "York") == opened, "an annotation in quotes names the same result"


def test_a_use_case_keeps_its_name_and_what_it_promises() -> None:
    assert (open_office.__name__, open_office.__doc__) == ("open_office", "Open an office.")
