"""Agencies that several rooms begin with."""

import pytest

from bot.admin.imports import import_people, import_rates
from bot.core import OPERATOR, Bot
from bot.people.people import recognise
from storage.store import Store
from tests.bot.estimates.test_estimates import open_account
from tests.bot.periods.test_periods import DANIEL, RATE
from tests.conftest import FixedClock, make_bot, open_agency, profile


@pytest.fixture
def finance(agency: Bot) -> Bot:
    """The small agency with Daniel in finance, and a rate for everybody."""
    assert import_people(agency, OPERATOR, [DANIEL], save=True).saved
    assert import_rates(agency, OPERATOR, [RATE], save=True).saved
    recognise(agency, profile("Daniel Kim"))
    return agency


@pytest.fixture
def account(sqlite_store: Store, clock: FixedClock) -> Bot:
    """The agency with a director, a manager and a rate card; the client's lead is Priya, who reports to Elena."""
    bot = make_bot(sqlite_store, clock)
    open_agency(bot)
    return open_account(bot)


@pytest.fixture
def either_account(agency: Bot) -> Bot:
    """The same, once on each database."""
    return open_account(agency)
