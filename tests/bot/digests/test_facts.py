"""Every figure of the digest, held against a slow and obvious count of agencies made at random."""

from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.core import Bot
from bot.digests.books import span_of
from bot.digests.months import figures_of
from bot.rules.digests.rows import rows_of
from bot.timekeeping.rollups import count_anew
from storage.store import Store
from storage.tables import all_tables
from tests.bot.digests.agencies import Agency, agencies
from tests.bot.digests.slow_digest import slow_figures
from tests.conftest import emptied

# In the middle of the month, around its end, and after it, at hours when it is another day elsewhere.
moments = st.tuples(st.sampled_from([0, 1, 14, 27, 30, 31, 33, 60]), st.sampled_from([0, 4, 16, 21]))


@given(agencies(), moments)
@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_every_figure_is_the_one_that_a_slow_count_gives(
    sqlite_for_all: Store, migrated_sqlite: Path, agency: Agency, moment: tuple[int, int]
) -> None:
    _check(emptied(sqlite_for_all, migrated_sqlite), agency, moment)


@given(agencies(), moments)
@settings(max_examples=3, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_postgresql_gives_the_same_figures(migrated_postgres: Store, agency: Agency, moment: tuple[int, int]) -> None:
    with migrated_postgres.begin() as session:
        for table in reversed(all_tables().sorted_tables):
            session.execute(table.delete())
    _check(migrated_postgres, agency, moment)


def _check(store: Store, agency: Agency, moment: tuple[int, int]) -> None:
    days, hour = moment
    now = datetime.combine(agency.first, time(hour), UTC) + timedelta(days=days)
    with store.begin() as session:
        session.expire_on_commit = False
        agency.save(session)
        session.flush()
        count_anew(session)
    with Bot(store=store, clock=lambda: now).read() as work:
        rows = rows_of(figures_of(work, agency.month))
    found = {row.key: (row.value, row.numerator, row.denominator) for row in rows}
    assert len(found) == len(rows)
    assert found == slow_figures(agency, now)
    assert all(row.hint for row in rows if row.value is None)


def test_a_month_begins_and_ends_at_the_midnights_of_the_office() -> None:
    span = span_of("2026-10", "Europe/London", date(2026, 10, 8))  # summer time ends on the 25th
    assert (span.begins, span.ends) == (
        datetime(2026, 9, 30, 23, tzinfo=UTC),
        datetime(2026, 11, 1, tzinfo=UTC),
    )
    assert span.over_to == date(2026, 10, 7)
