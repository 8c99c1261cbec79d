"""How long the morning sweep over 10,000 people takes, as a ratio to one plain query in the same run.

`make bench`; you can name a database other than a fresh SQLite file: `python -m bench.sweep DATABASE_URL`.
"""

import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from random import Random

from sqlalchemy import func, insert, select

from bot.core import Bot
from bot.timesheets.reminders import queue_morning_messages
from handlers.logs import configure_logs
from handlers.settings import LogFormat, LogLevel
from handlers.slack.kit.platform import SLACK
from storage import migrate
from storage.clients.clients import Client
from storage.jobs.jobs import Job
from storage.messaging.notices import QueuedNotice
from storage.people.people import ChatAddress, Office, Person
from storage.store import Store
from storage.timekeeping.time_entries import TimeEntry
from storage.words.time import DateOrder, JobStatus, Role, Source

PEOPLE = 10_000
DAYS = 30
ROUNDS = 5
# A Tuesday; New York's morning comes five hours after London's.
DAY = date(2026, 3, 17)
BEFORE, LONDON, NEW_YORK = (datetime(2026, 3, 17, hour, 0, tzinfo=UTC) for hour in (3, 9, 14))


def main() -> None:
    """Measure, and print."""
    configure_logs(LogLevel.WARNING, LogFormat.AUTO)
    with tempfile.TemporaryDirectory() as folder:
        url = sys.argv[1] if len(sys.argv) > 1 else f"sqlite:///{folder}/bench.db"
        bot = Bot(store=Store(url))
        migrate.upgrade(bot.store)
        fill(bot)
        baseline = best(lambda: plain_query(bot))
        print(f"{PEOPLE:,} people, {DAYS} days")
        show("one query of minutes by person and day", baseline, baseline)
        show("sweep at night, nobody's morning", best(lambda: queue_morning_messages(at(bot, BEFORE))), baseline)
        show("sweep that queues London's half", once(lambda: queue_morning_messages(at(bot, LONDON))), baseline)
        show("the same again, nothing to do", best(lambda: queue_morning_messages(at(bot, LONDON))), baseline)
        show("sweep that queues New York's half", once(lambda: queue_morning_messages(at(bot, NEW_YORK))), baseline)
        with bot.store.read() as session:
            print(f"{session.scalar(select(func.count()).select_from(QueuedNotice)):,} messages queued")
        bot.store.close()


def at(bot: Bot, now: datetime) -> Bot:
    """Return the bot at that instant."""
    return Bot(store=bot.store, clock=lambda: now)


def fill(bot: Bot) -> None:
    """Add two offices, ten thousand people with supervisors, and a month of time in which every tenth day is short."""
    random = Random(1)
    people, addresses, entries = [], [], []
    for number in range(PEOPLE):
        boss = f"p{number // 10:031}" if number else None
        person = {"id": f"p{number:031}", "name": f"N{number}", "email": f"{number}@b.example", "role": Role.TEAM}
        person |= {"office_id": "xy"[number % 2], "is_admin": False, "supervisor_id": boss, "expected_minutes": 450}
        people.append(person)
        address = {"id": f"a{number:031}", "person_id": person["id"], "platform": SLACK, "workspace": "T0"}
        addresses.append(address | {"user": f"U{number}", "checked_at": BEFORE})
        for back in range(1, DAYS + 1):
            if random.random() < 0.9:
                day = DAY - timedelta(days=back)
                entry_id = f"{number:016}{back:016}"
                entry = {"id": entry_id, "line_id": entry_id, "person_id": person["id"], "job_id": "j", "minutes": 450}
                entry |= {"worked_on": day, "service": "copy", "billable": True, "note": "", "source": Source.COMMAND}
                entries.append(entry | {"entered_at": BEFORE, "late": False})
    with bot.store.begin() as session:
        session.add(Office(id="x", name="New York", zone="America/New_York", date_order=DateOrder.MONTH_FIRST))
        session.add(Office(id="y", name="London", zone="Europe/London", date_order=DateOrder.DAY_FIRST))
        session.add(Client(id="c", code="ACME", name="Acme"))
        session.flush()
        job = {"id": "j", "number": "ACME-1", "title": "T", "client_id": "c", "billable": True}
        session.execute(insert(Job), [job | {"status": JobStatus.OPENED}])
        for table, rows in ((Person, people), (ChatAddress, addresses), (TimeEntry, entries)):
            for start in range(0, len(rows), 5000):
                session.execute(insert(table), rows[start : start + 5000])


def plain_query(bot: Bot) -> None:
    """Run the one query that every sweep needs."""
    query = select(TimeEntry.person_id, TimeEntry.worked_on, func.sum(TimeEntry.minutes))
    since = DAY - timedelta(days=DAYS)
    query = query.where(TimeEntry.worked_on >= since, TimeEntry.voided_at.is_(None))
    with bot.store.read() as session:
        session.execute(query.group_by(TimeEntry.worked_on, TimeEntry.person_id)).all()


def once(call: Callable[[], None]) -> float:
    """Return the seconds of one call."""
    began = time.perf_counter()
    call()
    return time.perf_counter() - began


def best(call: Callable[[], None]) -> float:
    """Return the seconds of the fastest of a few calls."""
    return min(once(call) for _ in range(ROUNDS))


def show(name: str, seconds: float, baseline: float) -> None:
    """Print the seconds, and the ratio to the baseline."""
    print(f"{name:42} {seconds:6.2f} s ({seconds / baseline:5.1f} x)")


if __name__ == "__main__":
    main()
