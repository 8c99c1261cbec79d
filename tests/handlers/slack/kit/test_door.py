"""What the door makes of where a delivery comes from."""

from collections.abc import Callable

import pytest

from tests.conftest import in_chat
from tests.handlers.conftest import Desk, Json, slack_door

SHARED = in_chat("C0SHARED", "shared")


@pytest.mark.parametrize(
    "body",
    [
        {"team_id": "T0ACME", "event": {"channel": "C0SHARED", "channel_type": "channel", "user_team": "T0ACME"}},
        {"team_id": "T0ACME", "user_id": "U0OMAR", "channel_id": "C0SHARED", "channel_name": "privategroup"},
        {"team": {"id": "T0ACME"}, "channel": {"id": "C0SHARED", "name": "shared"}},
        {"team": {"id": "T0ACME"}, "container": {"type": "message", "channel_id": "C0SHARED"}},
    ],
    ids=["event", "command", "shortcut", "click"],
)
def test_a_shared_channel_is_one_channel_of_the_bots_own_workspace_whoever_asks_there(desk: Desk, body: Json) -> None:
    assert slack_door(desk.bot, desk.sandbox).here(body) == SHARED


@pytest.mark.parametrize(
    "body",
    [
        {"event": {"channel": "D0MAYA", "channel_type": "im"}},
        {"channel_id": "D0MAYA", "channel_name": "directmessage"},
        {"view": {"type": "modal"}, "container": {"type": "view"}},
    ],
)
def test_a_direct_message_and_a_modal_are_no_channel(desk: Desk, body: Json) -> None:
    assert slack_door(desk.bot, desk.sandbox).here(body) is None


def test_a_channel_whose_name_slack_does_not_tell_is_known_by_its_id(desk: Desk) -> None:
    assert slack_door(desk.bot, desk.sandbox).channel("C0GONE") == in_chat("C0GONE")


def test_nulls_in_a_profile_are_taken_for_nothing(desk: Desk) -> None:
    user = {
        "id": "U0NEW",
        "team_id": "T0HARBOUR",
        "name": None,
        "tz": None,
        "profile": {"email": None, "real_name": None},
    }
    profile = slack_door(desk.bot, desk.sandbox).profile_from(user)
    assert (profile.name, profile.email, profile.zone) == ("", "", "")


@pytest.mark.parametrize("error", ["user_not_found", "user_not_visible"])
def test_a_person_of_whom_slack_says_nothing_is_a_stranger(desk: Desk, error: str, logged: Callable[[], str]) -> None:
    desk.sandbox.faults.fail_next("users.info", error=error)
    assert "I don't know you yet" in desk.person("zoe").command("desk", "/logtime", "2h ACME-101").text
    assert '"fault"' not in logged()
