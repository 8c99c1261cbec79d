import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import select

from bot.core import Bot
from bot.desk.home import open_home
from bot.errors import NotAllowed, Unknown
from bot.people.people import is_known, recognise
from handlers.slack.kit.platform import SLACK
from storage.kit.history import HistoryLine
from storage.messaging.notices import Destination
from storage.words.time import Change
from tests.conftest import TEAM, FixedClock, actor, profile

THREADS, ROUNDS = 4, 5


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
    with pytest.raises(Unknown, match="Hello Zoe Park! I don't know you yet. Ask Grace Lindqvist to add you"):
        recognise(agency, profile("Zoe Park"))


def test_before_set_up_everybody_is_told_who_does_it(bot: Bot) -> None:
    with pytest.raises(Unknown, match="set up yet"):
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
        open_home(agency, actor("Maya Torres"), Destination(SLACK, TEAM, "U0MAYA"))


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


def test_linking_and_unlinking_an_address_is_kept_in_history(agency: Bot) -> None:
    maya = profile("Maya Torres")
    with pytest.raises(NotAllowed):
        recognise(agency, profile("Maya Torres", member=False))
    recognise(agency, maya)
    recognise(agency, maya)
    with agency.store.read() as session:
        about = select(HistoryLine).where(HistoryLine.thing == "chat_addresses").order_by(HistoryLine.id)
        lines = [line for line in session.scalars(about) if maya.address.user in str((line.before, line.after))]
    assert [line.change for line in lines] == [Change.MADE, Change.REMOVED, Change.MADE]
    assert (lines[1].before, lines[1].after) == (lines[0].after, None)
    assert lines[1].person_id is None
