from datetime import date, time

import pytest

from bot.errors import UsageError
from bot.rules.kit.holidays import read_place
from bot.rules.people.policies import Binds, OfficePolicy, OwnDay, WhenLate, is_short
from bot.rules.people.policy_forms import PolicyRequest, read_hour, read_policy
from tests.conftest import in_chat

DESK = in_chat("C0DESK")
KEPT = OfficePolicy(country="US", summary_channel=DESK)


def request(**given: object) -> PolicyRequest:
    fields = {"window": "3", "weekdays": [0, 1, 2, 3, 4], "place": "US", "own_days": "", "works_on": ""}
    fields |= {"binds": Binds.BILLABLE, "when_late": WhenLate.REASON, "short_percent": "80", "hours": "08:00-18:00"}
    fields |= {"morning": "09:00", "last_call": "", "names_in_summary": False}
    return PolicyRequest.model_validate(fields | given)


def test_what_the_form_says_is_read_and_what_it_has_no_field_for_stays() -> None:
    policy = read_policy(
        request(
            window=" 2 ",
            weekdays=[6, 0, 1],
            place="gb-eng",
            own_days="2026-12-24 Christmas Eve\n\n2026-12-31",
            works_on="good friday",
            short_percent="90 %",
            hours="7 - 17:30",
            morning="8.30",
            last_call="15:30",
            binds=Binds.ALL,
        ),
        KEPT,
    )
    assert (policy.window, policy.weekdays, policy.short_percent) == (2, [0, 1, 6], 90)
    assert (policy.country, policy.subdivision, policy.works_on) == ("GB", "ENG", ["Good Friday"])
    assert policy.own_days == [
        OwnDay(day=date(2026, 12, 24), name="Christmas Eve"),
        OwnDay(day=date(2026, 12, 31), name=""),
    ]
    assert (policy.day_begins, policy.day_ends, policy.morning) == (time(7), time(17, 30), time(8, 30))
    assert (policy.last_call, policy.summary_channel) == (time(15, 30), DESK)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("window", "0"),
        ("window", "three"),
        ("weekdays", []),
        ("place", "XX"),
        ("place", "GB-XYZ"),
        ("place", "Atlantis is nice"),
        ("own_days", "Christmas"),
        ("own_days", "2026-02-30 nothing"),
        ("works_on", "Pancake Day"),
        ("short_percent", "0"),
        ("short_percent", "101"),
        ("hours", "18:00-08:00"),
        ("hours", "always"),
        ("hours", "25:00-26:00"),
        ("morning", "07:00"),
        ("last_call", "19:00"),
    ],
)
def test_what_cannot_be_is_said_at_its_field_alone(field: str, value: object) -> None:
    with pytest.raises(UsageError) as refused:
        read_policy(request(**{field: value}), KEPT)
    assert set(refused.value.refusal.fields) == {field}


def test_every_wrong_field_is_said_at_once() -> None:
    with pytest.raises(UsageError) as refused:
        read_policy(request(window="x", short_percent="y"), KEPT)
    assert set(refused.value.refusal.fields) == {"window", "short_percent"}


def test_holidays_are_the_countrys_and_the_offices_own_without_those_it_works() -> None:
    policy = OfficePolicy(
        country="US", own_days=[OwnDay(day=date(2026, 12, 24), name="")], works_on=["Columbus Day", "2026-11-11"]
    )
    off = policy.holidays(2026, 2027)
    assert {date(2026, 12, 25), date(2026, 12, 24), date(2027, 11, 11)} <= off
    assert off.isdisjoint({date(2026, 10, 12), date(2027, 10, 11), date(2026, 11, 11)})


def test_an_office_without_a_country_has_its_own_days_alone() -> None:
    assert OfficePolicy().holidays(2026, 2026) == frozenset()


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("", (None, None)),
        ("none", (None, None)),
        ("uk eng", ("GB", "ENG")),
        ("US-NY", ("US", "NY")),
        ("de", ("DE", None)),
    ],
)
def test_places_as_people_write_them(text: str, place: tuple[str | None, str | None]) -> None:
    assert read_place(text) == place


def test_a_day_is_short_below_the_share_and_never_where_nothing_is_expected() -> None:
    policy = OfficePolicy(short_percent=80)
    assert [is_short(minutes, 450, policy) for minutes in (0, 359, 360, 450)] == [True, True, False, False]
    assert not is_short(0, 0, policy)


def test_hours_as_people_write_them() -> None:
    assert [read_hour(text) for text in ("9", "09:00", " 15.30 ")] == [time(9), time(9), time(15, 30)]


def test_the_month_comes_first_in_the_united_states_only() -> None:
    assert OfficePolicy(country="US").month_first
    assert not OfficePolicy(country="GB").month_first
