"""How long a Home and a timesheet take with five years of entries, as a ratio to one plain query in the same run.

`make bench`; you can name a database other than a fresh SQLite file: `python -m bench.home DATABASE_URL`.
"""

import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from statistics import quantiles
from typing import Any

from sqlalchemy import insert

from bot.core import Bot
from bot.desk.home import home_state
from bot.rules.kit.dates import week_of
from bot.timesheets.timesheets import timesheet_of
from handlers.logs import configure_logs
from handlers.settings import LogFormat, LogLevel
from storage import migrate
from storage.clients.clients import Client
from storage.jobs.jobs import Job
from storage.people.people import Office, Person
from storage.store import Store
from storage.timekeeping import time_entries
from storage.timekeeping.time_entries import TimeEntry
from storage.words.time import DateOrder, JobStatus, Role, Source

YEARS = 5
A_DAY = 6
OTHERS = 200
REPORTS = 10
JOBS = 40
ROUNDS = 200
BATCH = 10_000
NOW = datetime(2026, 3, 17, 15, 0, tzinfo=UTC)
TODAY = date(2026, 3, 17)
BUSY = f"p{0:031}"


def main() -> None:
    """Measure, and print."""
    configure_logs(LogLevel.WARNING, LogFormat.AUTO)
    with tempfile.TemporaryDirectory() as folder:
        url = sys.argv[1] if len(sys.argv) > 1 else f"sqlite:///{folder}/bench.db"
        bot = Bot(store=Store(url), clock=lambda: NOW)
        migrate.upgrade(bot.store)
        rows = fill(bot)
        print(f"{rows:,} entries over {YEARS} years, {A_DAY} a day of the one whose Home it is, {OTHERS} others")
        monday, _ = week_of(TODAY)
        base = measure(lambda: plain_query(bot))
        show("the week's minutes by day, one query", base, base)
        show("Home of somebody with ten people", measure(lambda: home_state(bot, BUSY)), base)
        show("Home of one of them", measure(lambda: home_state(bot, f"p{1:031}")), base)
        show("this week's timesheet", measure(lambda: timesheet_of(bot, BUSY, monday)), base)
        bot.store.close()


def fill(bot: Bot) -> int:
    """Add one office, one person with years of entries, and others, ten of them their reports; return the count."""
    with bot.store.begin() as session:
        session.add(Office(id="x", name="New York", zone="America/New_York", date_order=DateOrder.MONTH_FIRST))
        session.add(Client(id="c", code="ACME", name="Acme"))
        session.flush()
        job = {"title": "T", "client_id": "c", "billable": True, "status": JobStatus.OPENED}
        session.execute(insert(Job), [job | {"id": f"j{n}", "number": f"ACME-{n}"} for n in range(JOBS)])
        session.execute(insert(Person), [person(number) for number in range(OTHERS + 1)])
    every, count = entries(), 0
    while batch := [row for _, row in zip(range(BATCH), every, strict=False)]:
        with bot.store.begin() as session:
            session.execute(insert(TimeEntry), batch)
        count += len(batch)
    return count


def person(number: int) -> dict[str, Any]:
    """Return somebody at the agency; the first one supervises ten."""
    boss = BUSY if 0 < number <= REPORTS else None
    named = {"id": f"p{number:031}", "name": f"N{number}", "email": f"{number}@b.example", "role": Role.TEAM}
    return named | {"office_id": "x", "is_admin": False, "supervisor_id": boss, "expected_minutes": 450}


def entries() -> Iterator[dict[str, Any]]:
    """Return each weekday's entries: six a day for the first person, one for the others."""
    for back in range(YEARS * 365, -1, -1):
        day = TODAY - timedelta(days=back)
        for number in range(OTHERS + 1) if day.weekday() < 5 else ():
            pieces = A_DAY if number == 0 else 1
            for piece in range(pieces):
                entry_id = f"{back:08}{number:012}{piece:012}"
                said = {"id": entry_id, "line_id": entry_id, "person_id": f"p{number:031}", "worked_on": day}
                said |= {"job_id": f"j{(number + back + piece) % JOBS}", "minutes": 420 // pieces, "service": "copy"}
                said |= {"billable": True, "note": "layouts", "source": Source.COMMAND, "late": False}
                entered = datetime(day.year, day.month, day.day, 12 + piece, tzinfo=UTC)
                yield said | {"out_of_scope": False, "entered_at": entered}


def plain_query(bot: Bot) -> None:
    """Run the one query that every Home needs."""
    with bot.store.read() as session:
        time_entries.by_day(session, BUSY, *week_of(TODAY))


def measure(call: Callable[[], object]) -> list[float]:
    """Return the seconds of each call, after a warm-up."""
    times = []
    for _ in range(ROUNDS + 10):
        began = time.perf_counter()
        call()
        times.append(time.perf_counter() - began)
    return times[10:]


def show(name: str, times: list[float], baseline: list[float]) -> None:
    """Print p50 and p99, in milliseconds and as ratios to the baseline's p50."""
    cuts, base = quantiles(times, n=100), quantiles(baseline, n=100)[49]
    p50, p99 = cuts[49], cuts[98]
    print(f"{name:38} p50 {p50 * 1000:6.2f} ms ({p50 / base:5.1f} x)   p99 {p99 * 1000:6.2f} ms ({p99 / base:5.1f} x)")


if __name__ == "__main__":
    main()
