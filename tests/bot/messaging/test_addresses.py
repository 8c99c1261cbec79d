"""Which of a person's chat addresses gets a message."""

from bot.core import Bot
from bot.messaging.notices import destination_of
from bot.people.people import recognise
from storage.messaging.notices import Destination
from storage.people.people import Address, by_email
from storage.words.platforms import Platform
from tests.conftest import FixedClock, profile

MAYA = "Maya Torres"


def test_of_two_addresses_the_one_that_its_platform_spoke_of_last_gets_messages(agency: Bot, clock: FixedClock) -> None:
    here = profile(MAYA)
    there = here.model_copy(update={"address": Address(Platform("elsewhere"), "W0HARBOUR", "maya")})
    with agency.store.read() as session:
        maya = by_email(session, here.email)
        assert maya
    for seen in (there, here, there):
        clock.forward(hours=1)
        recognise(agency, seen)
        with agency.store.read() as session:
            assert destination_of(session, maya.id) == Destination(*seen.address)


def test_who_has_no_address_gets_nothing(agency: Bot) -> None:
    with agency.store.read() as session:
        assert destination_of(session, "nobody") is None
