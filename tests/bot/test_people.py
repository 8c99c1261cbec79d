import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from bot.core import OPERATOR, Bot
from bot.errors import BotError, Conflict, NotAllowed, Unknown, UsageError
from bot.home import open_home
from bot.imports import import_people
from bot.people import Profile, SetUp, SetUpRequest, is_known, is_set_up, recognise, set_up
from storage.enums import Platform, Role
from storage.notices import Place
from storage.people import admins, everyone, offices
from tests.conftest import PEOPLE, TEAM, FixedClock, actor, profile

GRACE = profile("Grace Lindqvist", admin=True)
THREADS, ROUNDS = 4, 5
REQUEST = SetUpRequest(office="New York", zone="America/New_York")


def do_set_up(bot: Bot, who: Profile = GRACE, request: SetUpRequest = REQUEST) -> SetUp:
    return set_up(bot, actor(who.name), who, request)


def test_a_new_address_is_linked_to_the_person_with_that_email(agency: Bot) -> None:
    elsewhere = profile("Maya Torres").model_copy(update={"email": "MAYA@hv.example"})
    new = elsewhere.model_copy(update={"address": elsewhere.address._replace(user="U0SECOND")})
    assert not is_known(agency, new.address)
    recognise(agency, new)
    assert is_known(agency, new.address)


def test_first_contacts_at_the_same_moment_all_succeed(agency: Bot) -> None:
    new = [profile("Maya Torres", team=f"T0NEW{number}") for number in range(ROUNDS)]
    together = threading.Barrier(THREADS)

    def contact(_: int) -> None:
        for each in new:
            together.wait(10)
            recognise(agency, each)

    with ThreadPoolExecutor(THREADS) as pool:
        list(pool.map(contact, range(THREADS)))
    assert all(is_known(agency, each.address) for each in new)


def test_a_stranger_is_greeted_by_name_and_told_who_can_add_them(agency: Bot) -> None:
    with pytest.raises(Unknown, match="Hello Zoe Park! I don't know you yet. Grace Lindqvist can add you"):
        recognise(agency, profile("Zoe Park"))


def test_before_set_up_everybody_is_told_who_does_it(bot: Bot) -> None:
    with pytest.raises(Unknown, match="not set up yet"):
        recognise(bot, profile("Zoe Park"))


@pytest.mark.parametrize("name", ["Hannah Cole", "Maya Torres"])
def test_who_is_no_full_member_is_never_staff(agency: Bot, name: str) -> None:
    with pytest.raises(NotAllowed, match="guests"):
        recognise(agency, profile(name, member=False))
    assert not is_known(agency, profile(name).address)


def test_a_member_who_becomes_a_guest_is_staff_no_more(agency: Bot) -> None:
    assert is_known(agency, profile("Maya Torres").address)
    with pytest.raises(NotAllowed):
        recognise(agency, profile("Maya Torres", member=False))
    with pytest.raises(Unknown):
        open_home(agency, actor("Maya Torres"), Place(Platform.SLACK, TEAM, "U0MAYA"))


def test_membership_is_asked_anew_after_a_day(agency: Bot, clock: FixedClock) -> None:
    clock.forward(hours=23)
    assert is_known(agency, profile("Maya Torres").address)
    clock.forward(hours=2)
    assert not is_known(agency, profile("Maya Torres").address)
    recognise(agency, profile("Maya Torres"))
    assert is_known(agency, profile("Maya Torres").address)


def test_someone_without_an_email_address_matches_nobody(agency: Bot) -> None:
    with pytest.raises(Unknown):
        recognise(agency, profile("Zoe Park").model_copy(update={"email": ""}))


def test_the_same_user_id_of_another_workspace_is_someone_else(agency: Bot) -> None:
    assert not is_known(agency, profile("Maya Torres", team="T0AWAY").address)


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
    with pytest.raises(Conflict, match="Grace Lindqvist has set Jobjacket up already"):
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
