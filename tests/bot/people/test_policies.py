import pytest
from sqlalchemy import select

from bot.core import Bot
from bot.errors import NotAllowed, NotFound, UsageError
from bot.people.policies import default_policy, policies_by_office, policy_form, save_policy
from bot.rules.people.policies import OfficePolicy
from bot.timesheets.summaries import set_summary_channel
from storage.kit.history import HistoryLine
from tests.bot.rules.people.test_policies import request
from tests.conftest import actor, in_chat

GRACE = "Grace Lindqvist"

DESK = in_chat("C0DESK")


def policies(bot: Bot) -> dict[str, OfficePolicy]:
    with bot.store.read() as session:
        return dict(policies_by_office(session))


@pytest.mark.parametrize(
    ("zone", "place"),
    [("America/New_York", ("US", None)), ("Europe/London", ("GB", "ENG")), ("Europe/Berlin", ("DE", None))]
    + [("UTC", (None, None))],
)
def test_an_office_begins_with_the_holidays_of_its_zones_country(zone: str, place: tuple[str | None, ...]) -> None:
    policy = default_policy(zone)
    assert (policy.country, policy.subdivision) == place


def test_an_admin_edits_one_office_and_no_other_changes(agency: Bot) -> None:
    form = policy_form(agency, actor(GRACE), "london")
    assert (form.office.name, [each.name for each in form.others]) == ("London", ["New York"])
    saved = save_policy(agency, actor(GRACE), form.office.id, request(window="2", place="GB-SCT"))
    assert (saved.policy.window, saved.policy.subdivision) == (2, "SCT")
    own = policy_form(agency, actor(GRACE))
    assert (own.office.name, own.policy.window) == ("New York", 3)
    assert policies(agency)[form.office.id].window == 2


@pytest.mark.parametrize("who", ["Maya Torres", "Sam Okafor"])
def test_nobody_but_an_admin_sees_or_edits_the_policy(agency: Bot, who: str) -> None:
    with pytest.raises(NotAllowed):
        policy_form(agency, actor(who))
    office = policy_form(agency, actor(GRACE)).office.id
    with pytest.raises(NotAllowed):
        save_policy(agency, actor(who), office, request())
    with pytest.raises(NotAllowed):
        set_summary_channel(agency, actor(who), DESK)


def test_an_unknown_office_is_refused_with_those_there_are(agency: Bot) -> None:
    with pytest.raises(NotFound, match="London, New York"):
        policy_form(agency, actor(GRACE), "Paris")


def test_a_form_that_cannot_be_read_saves_nothing(agency: Bot) -> None:
    office = policy_form(agency, actor(GRACE)).office.id
    with pytest.raises(UsageError):
        save_policy(agency, actor(GRACE), office, request(window="soon"))
    assert policies(agency)[office].window == 3


def test_each_change_is_in_the_history_and_no_change_is_not(agency: Bot) -> None:
    office = policy_form(agency, actor(GRACE)).office.id
    for window in ("2", "2", "4"):
        save_policy(agency, actor(GRACE), office, request(window=window))
    with agency.store.read() as session:
        lines = session.scalars(select(HistoryLine).where(HistoryLine.thing == "policies").order_by(HistoryLine.id))
        assert [(line.after or {})["policy"]["window"] for line in lines] == [2, 4]


def test_the_summarys_channel_is_set_and_taken_away(agency: Bot) -> None:
    assert set_summary_channel(agency, actor(GRACE), DESK).policy.summary_channel == DESK
    form = policy_form(agency, actor(GRACE))
    assert save_policy(agency, actor(GRACE), form.office.id, request()).policy.summary_channel == DESK
    assert set_summary_channel(agency, actor(GRACE), None).policy.summary_channel is None
