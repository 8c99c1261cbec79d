import pytest

from bot.errors import NotAllowed
from bot.rules.permissions import ADMIN, MAY, OPERATOR, SUPERVISOR, Act, require
from docs.permissions import FILE, page
from storage.words.time import Role


def test_every_act_has_somebody_who_may() -> None:
    assert set(MAY) == set(Act)
    assert all(MAY.values())


def test_all_staff_log_their_own_time() -> None:
    for role in Role:
        require(Act.LOG_OWN_TIME, [role])


@pytest.mark.parametrize("roles", [[], [Role.HEAD], [Role.HEAD, ADMIN], ["guest"]])
def test_only_the_operator_imports(roles: list[str]) -> None:
    with pytest.raises(NotAllowed, match="import people"):
        require(Act.IMPORT, roles)
    require(Act.IMPORT, [OPERATOR])


@pytest.mark.parametrize(
    ("act", "to_ask"),
    [
        (Act.OPEN_JOBS, "an account lead or an admin"),
        (Act.CLOSE_PERIODS, "finance"),
        (Act.SET_GOALS, "a head of accounts or leadership"),
        (Act.SEE_TEAM_TIME, "your supervisor or leadership"),
    ],
)
def test_a_refusal_names_at_most_two_roles_to_ask(act: Act, to_ask: str) -> None:
    with pytest.raises(NotAllowed, match=f"You can't {act}. Ask {to_ask}.$"):
        require(act, [])


def test_nobody_without_a_role_may_do_anything() -> None:
    for act in Act:
        with pytest.raises(NotAllowed):
            require(act, [])


@pytest.mark.parametrize(
    ("act", "may"),
    [
        (Act.CLOSE_PERIODS, {Role.FINANCE}),
        (Act.GET_EXPORTS, {Role.FINANCE, ADMIN}),
        (Act.SET_EXPORTS, {ADMIN}),
        (Act.ASK_OVERRIDES, {SUPERVISOR, ADMIN}),
        (Act.GRANT_OVERRIDES, {Role.FINANCE}),
    ],
)
def test_periods_are_closed_by_finance_and_overridden_by_two(act: Act, may: set[str]) -> None:
    for role in (*Role, ADMIN, SUPERVISOR, OPERATOR):
        if role in may:
            require(act, [role])
        else:
            with pytest.raises(NotAllowed):
                require(act, [role])


def test_the_page_of_permissions_says_what_the_table_says() -> None:
    assert FILE.read_text(encoding="utf-8") == page(), "make permissions writes it"
