import pytest

from bot.core import OPERATOR, Bot
from bot.desk.home import home_state, open_home
from bot.errors import NotAllowed, NotFound
from bot.messaging.notices import answer
from bot.messaging.outbox import Dead, Outbox
from bot.messaging.undelivered import send_again, undelivered_notices
from bot.timekeeping.answers import HelpTold
from bot.timekeeping.notices import LineAnsweredReply
from handlers.slack.kit.platform import SLACK
from storage.messaging.notices import Destination
from tests.bot.messaging.test_outbox import ObedientSender
from tests.conftest import TEAM, actor

HERE = Destination(SLACK, TEAM, "D0MAYA")


@pytest.fixture
def outbox(agency: Bot) -> Outbox:
    """An outbox whose door has refused one notice for good."""
    door = ObedientSender()
    door.outcomes = [Dead("channel_not_found")]
    outbox = Outbox(agency, door)
    answer(agency, LineAnsweredReply(answer=HelpTold()), HERE, "slack:1")
    outbox.drain()
    return outbox


def test_what_is_set_aside_is_listed_with_its_reason(agency: Bot, outbox: Outbox) -> None:
    (found,) = undelivered_notices(agency, OPERATOR)
    assert (found.key, found.kind, found.channel, found.problem) == (
        "reply:slack:1", "LineAnsweredReply", "D0MAYA", "channel_not_found",
    )  # fmt: skip


def test_what_is_sent_again_is_set_aside_no_more(agency: Bot, outbox: Outbox) -> None:
    send_again(agency, OPERATOR, "reply:slack:1")
    assert outbox.drain() == 1
    assert undelivered_notices(agency, OPERATOR) == []
    with pytest.raises(NotFound, match="Nothing with the key reply:slack:1 is set aside"):
        send_again(agency, OPERATOR, "reply:slack:1")


def test_nobody_but_the_operator_minds_the_outbox(agency: Bot, outbox: Outbox) -> None:
    for attempt in (
        lambda: undelivered_notices(agency, actor("Grace Lindqvist")),
        lambda: send_again(agency, actor("Grace Lindqvist"), "reply:slack:1"),
    ):
        with pytest.raises(NotAllowed):
            attempt()


@pytest.mark.parametrize(("name", "count"), [("Grace Lindqvist", 1), ("Maya Torres", 0)])
def test_an_admins_home_says_how_many_are_set_aside(agency: Bot, outbox: Outbox, name: str, count: int) -> None:
    person_id = open_home(agency, actor(name), HERE._replace(channel="U0HOME")).person_id
    assert home_state(agency, person_id).undelivered == count
