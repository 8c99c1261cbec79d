from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from sqlalchemy import select

from bot.admin.imports import import_people
from bot.admin.set_up import SetUp, SetUpRequest, is_set_up, set_up
from bot.core import OPERATOR, Bot
from bot.errors import BotError, Conflict, NotAllowed, UsageError
from bot.people.people import Profile, is_known
from storage.kit.history import HistoryLine
from storage.people.people import admins, everyone, offices
from storage.words.time import Change, Role
from tests.conftest import PEOPLE, actor, profile

GRACE = profile("Grace Lindqvist", admin=True)
REQUEST = SetUpRequest(office="New York", zone="America/New_York")


def do_set_up(bot: Bot, who: Profile = GRACE, request: SetUpRequest = REQUEST) -> SetUp:
    return set_up(bot, actor(who.name), who, request)


def test_the_first_workspace_admin_sets_up_the_office_and_becomes_admin(bot: Bot) -> None:
    assert not is_set_up(bot)
    assert do_set_up(bot) == SetUp(office="New York", zone="America/New_York", admin="Grace Lindqvist")
    assert is_set_up(bot)
    assert is_known(bot, GRACE.address)
    with bot.store.read() as session:
        (admin,) = admins(session)
        assert (admin.email, admin.role) == ("grace@hv.example", Role.HEAD)
        assert [office.zone for office in offices(session)] == ["America/New_York"]


def test_nobody_but_a_workspace_admin_sets_it_up(bot: Bot) -> None:
    for who in (profile("Zoe Park"), profile("Hannah Cole", member=False, admin=True)):
        with pytest.raises(NotAllowed):
            do_set_up(bot, who)
    assert not is_set_up(bot)


def test_it_is_set_up_once_only(bot: Bot) -> None:
    do_set_up(bot)
    with pytest.raises(Conflict, match="Grace Lindqvist has already set up Jobjacket"):
        do_set_up(bot, profile("Elena Rossi", admin=True))


def test_two_admins_at_once_make_one_admin(bot: Bot) -> None:
    def attempt(name: str) -> bool:
        try:
            do_set_up(bot, profile(name, admin=True))
        except BotError:
            return False
        return True

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(attempt, ["Grace Lindqvist", "Elena Rossi"])) == [False, True]
    with bot.store.read() as session:
        assert len(admins(session)) == 1


@pytest.mark.parametrize(
    ("field", "request_"),
    [
        ("office", SetUpRequest(office="  ", zone="Europe/London")),
        ("zone", SetUpRequest(office="London", zone="Europe/Lundun")),
    ],
)
def test_a_set_up_that_is_not_whole_is_told_at_the_field(bot: Bot, field: str, request_: SetUpRequest) -> None:
    with pytest.raises(UsageError) as refused:
        do_set_up(bot, request=request_)
    assert set(refused.value.refusal.fields) == {field}
    assert not is_set_up(bot)


def test_a_set_up_that_comes_twice_has_one_effect(bot: Bot) -> None:
    same = replace(actor("Grace Lindqvist"), delivery="slack:1")
    assert set_up(bot, same, GRACE, REQUEST) == set_up(bot, same, GRACE, REQUEST)


def test_an_imported_person_may_set_it_up(bot: Bot) -> None:
    import_people(bot, OPERATOR, [PEOPLE[0] | {"admin": "no"}], save=True)
    assert do_set_up(bot).admin == "Grace Lindqvist"
    with bot.store.read() as session:
        assert len(everyone(session)) == 1


def test_where_an_admin_was_imported_nobody_else_sets_it_up(agency: Bot) -> None:
    with pytest.raises(Conflict, match="Grace Lindqvist"):
        do_set_up(agency, profile("Elena Rossi", admin=True))


def test_what_the_set_up_makes_and_changes_is_kept_in_history(bot: Bot) -> None:
    import_people(bot, OPERATOR, [PEOPLE[0] | {"admin": "no"}], save=True)
    do_set_up(bot, request=SetUpRequest(office="New York", zone="America/Chicago"))
    with bot.store.read() as session:
        lines = session.scalars(select(HistoryLine).order_by(HistoryLine.id)).all()
        (grace,) = everyone(session)
    done = [(line.thing, line.change, line.person_id == grace.id) for line in lines[-3:]]
    assert done == [
        ("chat_addresses", Change.MADE, True), ("offices", Change.EDITED, True), ("people", Change.EDITED, True),
    ]  # fmt: skip
    office, person = lines[-2:]
    assert office.before and person.before
    assert (office.before["zone"], person.before["is_admin"]) == ("America/New_York", False)
