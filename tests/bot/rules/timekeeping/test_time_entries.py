from datetime import date

import pytest

from bot.errors import UsageError
from bot.rules.kit.services import DEFAULT_SERVICE, SERVICES
from bot.rules.timekeeping.time_entries import Billing, check_billing, check_day, is_billable
from storage.words.time import Role

TODAY = date(2026, 3, 12)
MONDAY = date(2026, 3, 9)


def test_a_day_holds_24_hours_and_not_a_minute_more() -> None:
    check_day(60, 23 * 60, MONDAY, TODAY)
    with pytest.raises(UsageError, match=r"Mon 9 Mar already has 23h\. There's room for 1h"):
        check_day(61, 23 * 60, MONDAY, TODAY)
    with pytest.raises(UsageError, match="no room left"):
        check_day(1, 24 * 60, TODAY, TODAY)
    with pytest.raises(UsageError, match="a day has 24 hours"):
        check_day(1441, 0, TODAY, TODAY)


def test_time_on_a_non_billable_job_is_never_billed() -> None:
    with pytest.raises(UsageError, match="INT-ADM is a non-billable job"):
        check_billing(Billing.BILLABLE, "INT-ADM", job_is_billable=False)
    check_billing(Billing.BILLABLE, "ACME-101", job_is_billable=True)
    assert is_billable(Billing.AS_JOB, job_is_billable=True)
    assert not is_billable(Billing.AS_JOB, job_is_billable=False)
    assert not is_billable(Billing.NON_BILLABLE, job_is_billable=True)


def test_every_role_has_a_service() -> None:
    assert set(DEFAULT_SERVICE) == set(Role)
    assert set(DEFAULT_SERVICE.values()) <= set(SERVICES)
