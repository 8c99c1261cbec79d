"""An agency with a month behind it."""

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import select, update

from bot.admin.imports import import_rates
from bot.core import OPERATOR, Bot
from bot.people.policies import set_reports
from storage.clients.clients import Client, Retainer
from storage.kit.history import HistoryLine
from storage.people.people import Person
from tests.bot.digests.test_digests import CHANNEL, GRACE, JUST_BEFORE, RATES
from tests.bot.timekeeping.test_time_entries import log
from tests.conftest import FixedClock, actor, in_chat


@pytest.fixture
def desk(agency: Bot, clock: FixedClock) -> Bot:
    """The small agency: Grace owns ACME, a rate for all, a leadership channel in New York, and time in February."""
    import_rates(agency, OPERATOR, RATES, save=True)
    with agency.store.begin() as session:
        grace = session.scalars(select(Person).where(Person.name == GRACE)).one()
        acme = session.scalars(select(Client).where(Client.code == "ACME")).one()
        acme.owner_id = grace.id
        terms = {"client_id": acme.id, "starts_on": date(2026, 2, 1), "minutes_a_month": 600, "fee_cents": 500_000}
        session.add(Retainer(id="retainer", **terms))
        session.execute(update(Person).values(starts_on=date(2026, 1, 1)))
        session.execute(update(HistoryLine).values(at=datetime(2026, 1, 1, tzinfo=UTC)))
    set_reports(agency, actor(GRACE), leadership_channel=in_chat(CHANNEL))
    clock.now = datetime(2026, 2, 26, 15, 0, tzinfo=UTC)
    log(agency, "2h ACME-101 copy; 1h oos ACME-101 more; 30m nb ACME-102 maps")
    clock.now = JUST_BEFORE
    return agency
