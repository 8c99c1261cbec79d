"""How long a month's digest takes, as a ratio to one plain count of the month's entries in the same run.

`make bench` measures 100 thousand entries on a fresh SQLite file; you can name another size and database:
`python -m bench.digests 1000000 DATABASE_URL`.
"""

import sys
import tempfile
from datetime import UTC, date, datetime, timedelta
from random import Random

from sqlalchemy import func, insert, select, text

from bench.sweep import best, show
from bot.core import Bot
from bot.digests.months import figures_of
from bot.timekeeping.rollups import count_anew
from handlers.logs import configure_logs
from handlers.settings import LogFormat, LogLevel
from storage import migrate
from storage.clients.clients import Client, Retainer
from storage.estimates.estimates import Estimate
from storage.jobs.jobs import Job
from storage.people.people import Office, Person
from storage.store import Store
from storage.timekeeping.time_entries import TimeEntry
from storage.words.signoffs import EstimateStatus
from storage.words.time import Role, Source

ENTRIES = 100_000
PEOPLE, CLIENTS, JOBS_EACH, MONTHS = 300, 60, 10, 24
MONTH, FIRST, NOW = "2026-10", date(2026, 10, 1), datetime(2026, 11, 2, 15, tzinfo=UTC)
BATCH = 5_000


def main() -> None:
    """Measure, and print."""
    configure_logs(LogLevel.WARNING, LogFormat.AUTO)
    entries = int(sys.argv[1]) if len(sys.argv) > 1 else ENTRIES
    with tempfile.TemporaryDirectory() as folder:
        url = sys.argv[2] if len(sys.argv) > 2 else f"sqlite:///{folder}/bench.db"
        bot = Bot(store=Store(url), clock=lambda: NOW)
        migrate.upgrade(bot.store)
        fill(bot, entries)
        plain = best(lambda: plain_count(bot))
        print(f"{entries:,} entries of {MONTHS} months, {CLIENTS} clients, {CLIENTS * JOBS_EACH} jobs, {PEOPLE} people")
        show("one count of a month's entries", plain, plain)
        show("the digest of a month, with the month before", best(lambda: digest(bot)), plain)
        bot.store.close()


def plain_count(bot: Bot) -> None:
    """Count the month's entries: the first query if there were no sums."""
    minutes = select(TimeEntry.job_id, func.sum(TimeEntry.minutes))
    month = TimeEntry.worked_on.between(FIRST, FIRST.replace(day=31))
    with bot.store.read() as session:
        session.execute(minutes.where(month, TimeEntry.voided_at.is_(None)).group_by(TimeEntry.job_id)).all()


def digest(bot: Bot) -> None:
    """Calculate all figures of all clients, and the biggest changes."""
    with bot.read() as work:
        figures_of(work, MONTH)


def fill(bot: Bot, entries: int) -> None:
    """Add an agency with two years of time, half its clients on retainer, and estimates approved for half its jobs."""
    random = Random(1)
    begun = FIRST.replace(year=2024, month=11)
    people = [{"id": f"p{number}", "name": f"N{number}", "email": f"{number}@b.example", "role": Role.TEAM,
               "office_id": "x", "is_admin": False, "expected_minutes": 450} for number in range(PEOPLE)]  # fmt: skip
    clients = [{"id": f"c{number}", "code": f"C{number}", "name": f"C{number}", "currency": "USD", "office_id": "x"}
               for number in range(CLIENTS)]  # fmt: skip
    jobs = [{"id": f"j{number}", "number": f"J-{number}", "title": "T", "client_id": f"c{number // JOBS_EACH}",
             "billable": True} for number in range(CLIENTS * JOBS_EACH)]  # fmt: skip
    estimates = [{"id": f"e{number}", "job_id": f"j{number}", "version": 1, "currency": "USD", "made_by_id": "p0",
                  "made_at": NOW, "status": EstimateStatus.APPROVED, "total_cents": 5_000_000, "minutes": 30_000,
                  "decided_at": NOW - timedelta(days=200)} for number in range(0, len(jobs), 2)]  # fmt: skip
    retainers = [{"id": f"r{number}", "client_id": f"c{number}", "starts_on": begun, "minutes_a_month": 6_000,
                  "fee_cents": 1_000_000} for number in range(0, CLIENTS, 2)]  # fmt: skip
    with bot.store.begin() as session:
        session.add(Office(id="x", name="New York", zone="America/New_York", date_order="month first"))
        session.flush()
        for table, rows in (
            (Person, people),
            (Client, clients),
            (Job, jobs),
            (Estimate, estimates),
            (Retainer, retainers),
        ):
            session.execute(insert(table), rows)
        for start in range(0, entries, BATCH):
            made = [entry(random, number, begun) for number in range(start, min(start + BATCH, entries))]
            session.execute(insert(TimeEntry), made)
        count_anew(session)
    with bot.store.engine.begin() as connection:
        connection.execute(text("ANALYZE"))  # as a database does by itself, some minutes after so many new rows


def entry(random: Random, number: int, begun: date) -> dict[str, object]:
    """One entry: people work for a dozen jobs, whichever day."""
    person = random.randrange(PEOPLE)
    job = (person * 7 + random.randrange(12)) % (CLIENTS * JOBS_EACH)
    kind = {"billable": random.random() < 0.9, "out_of_scope": random.random() < 0.05, "late": random.random() < 0.1}
    facts = {"id": f"t{number}", "line_id": f"t{number}", "person_id": f"p{person}", "job_id": f"j{job}"}
    day = {"worked_on": begun + timedelta(days=random.randrange(730)), "minutes": 15 * random.randrange(1, 20)}
    return facts | day | kind | {"service": "copy", "note": "", "source": Source.IMPORT, "entered_at": NOW,
                                 "rate_cents": 14_000, "currency": "USD"}  # fmt: skip


if __name__ == "__main__":
    main()
