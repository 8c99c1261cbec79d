import pytest
from sqlalchemy import select

from bot.admin.new_people import PersonAdded, add_person, find_people, new_person_form
from bot.core import Bot
from bot.errors import BotError, Conflict, NotAllowed, NotFound, UsageError
from bot.people.people import is_known, recognise
from bot.rules.admin.new_people import NewPersonRequest
from storage.kit.history import HistoryLine
from storage.people.people import by_email, everyone
from storage.words.time import Change, Role
from tests.conftest import FixedClock, actor, profile

GRACE = "Grace Lindqvist"


def request_for(bot: Bot, **fields: str) -> NewPersonRequest:
    with bot.store.read() as session:
        grace = by_email(session, "grace@hv.example")
        assert grace
    given = {"name": " Zoe Park ", "email": "Zoe@HV.example", "role": Role.COORDINATOR, "office": grace.office_id}
    return NewPersonRequest.model_validate(given | {"supervisor": grace.id, "hours_a_day": "6.5"} | fields)


def test_whom_an_admin_adds_is_recognised_at_once(agency: Bot, clock: FixedClock) -> None:
    done = add_person(agency, actor(GRACE), request_for(agency))
    assert done == PersonAdded(name="Zoe Park", email="zoe@hv.example", office="New York")
    recognise(agency, profile("Zoe Park"))
    assert is_known(agency, profile("Zoe Park").address)
    with agency.store.read() as session:
        zoe, grace = by_email(session, "zoe@hv.example"), by_email(session, "grace@hv.example")
        assert zoe and grace
        assert (zoe.role, zoe.expected_minutes, zoe.is_admin) == (Role.COORDINATOR, 390, False)
        assert (zoe.supervisor_id, zoe.starts_on) == (grace.id, clock.now.date())
        line = session.scalars(select(HistoryLine).where(HistoryLine.thing_id == zoe.id)).one()
        assert (line.change, line.person_id) == (Change.MADE, grace.id)


@pytest.mark.parametrize(
    ("fields", "refusal"),
    [
        ({"name": " "}, UsageError),
        ({"email": "zoe"}, UsageError),
        ({"hours_a_day": "lots"}, UsageError),
        ({"office": "gone"}, NotFound),
        ({"supervisor": "gone"}, NotFound),
        ({"email": "Maya@hv.example"}, Conflict),
    ],
)
def test_what_does_not_fit_is_told_at_its_field(agency: Bot, fields: dict[str, str], refusal: type[BotError]) -> None:
    with pytest.raises(refusal) as refused:
        add_person(agency, actor(GRACE), request_for(agency, **fields))
    assert set(refused.value.refusal.fields) == set(fields)
    with agency.store.read() as session:
        assert len(everyone(session)) == 3


def test_nobody_but_an_admin_adds_people(agency: Bot) -> None:
    for attempt in (
        lambda: add_person(agency, actor("Maya Torres"), request_for(agency)),
        lambda: new_person_form(agency, actor("Maya Torres")),
        lambda: find_people(agency, actor("Maya Torres"), ""),
    ):
        with pytest.raises(NotAllowed, match="You can't add people. Ask an admin."):
            attempt()


@pytest.mark.parametrize(("query", "names"), [("", [GRACE, "Maya Torres", "Sam Okafor"]), ("OKA sam@", ["Sam Okafor"])])
def test_supervisors_are_found_by_name_or_email(agency: Bot, query: str, names: list[str]) -> None:
    assert [person.name for person in find_people(agency, actor(GRACE), query)] == names
