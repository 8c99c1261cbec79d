"""The demo agency: its files in `examples/`, and some weeks of time, for a sandbox's first run."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from functools import partial
from pathlib import Path
from random import Random

from bot.admin.imports import import_clients, import_contacts, import_jobs, import_people, import_rates
from bot.admin.set_up import is_set_up
from bot.core import OPERATOR, Actor, Bot
from bot.errors import BotError
from bot.people.people import Profile, recognise
from bot.people.policies import set_reports
from bot.rules.kit.dates import local_date
from bot.timekeeping.time_imports import import_time
from handlers.terminal.demo_contacts import link_contacts
from handlers.terminal.imports import Kind, read_cells
from storage.words.platforms import ChannelRef

EXAMPLES = Path(__file__).parents[2] / "examples"
WEEKS = 3
# The agency's leader, and the sandbox's channel for the monthly digest.
LEADER, LEADERSHIP_CHANNEL = "grace@harbourvale.example", ("C0LEADERS3", "leadership")
COLUMNS = ("person", "job", "date", "duration", "note")
# Of its people's zones, the one where a day ends last.
WHERE_DAYS_END_LAST = "America/New_York"
# Evening both in New York and in London, so that a demo day is the same day in both.
ENTERED_AT = time(21, 30, tzinfo=UTC)

IMPORTS = (
    (Kind.PEOPLE, import_people),
    (Kind.CLIENTS, import_clients),
    (Kind.CONTACTS, import_contacts),
    (Kind.JOBS, import_jobs),
    (Kind.RATES, import_rates),
)
WORK = (
    ("ACME-101", ("copy edits", "proof round 2", "mail list check", "call with Omar")),
    ("ACME-102", ("layout review", "map captions", "print quotes")),
    ("BWF-201", ("recipe copy", "photo selection", "tasting notes")),
    ("HLX-301", ("welcome letter", "medical review", "icon set")),
    ("LUM-401", ("launch plan", "rate table copy", "legal comments")),
    ("INT-ADM", ("status meeting", "timesheets", "1:1")),
)
# Most days are full and some are short, as in any agency.
ENTRIES_A_DAY = (4, 4, 4, 4, 3, 4, 1, 4)
HOURS = ("1", "1.5", "1.75", "2", "2.25", "2.5")


@dataclass
class Evening:
    """Everybody's time for a day, as a file to import."""

    name: str
    lines: Sequence[Sequence[str]]
    header: Sequence[str] = COLUMNS

    def read(self) -> Iterator[tuple[int, Sequence[str]]]:
        """Return the lines after the header."""
        return enumerate(self.lines, start=2)


def open_demo_agency(bot: Bot, profiles: Iterable[Profile], weeks: int = WEEKS) -> None:
    """Fill an empty store with the demo agency, through the normal use cases; leave a filled one alone.

    Up to yesterday its people used another tool, whose file was imported every evening: logging each line would slow
    down the first start by seconds.
    """
    if is_set_up(bot):
        return
    begun, everybody = bot.now() - timedelta(weeks=weeks), list(profiles)
    before = replace(bot, clock=lambda: begun)
    for kind, bring_in in IMPORTS:
        bring_in(before, OPERATOR, read_cells(EXAMPLES / f"{kind}.csv", kind), save=True)
    team = {profile.email: Random(profile.email) for profile in _recognised(bot, everybody)}  # noqa: S311  # one demo
    link_contacts(bot, everybody)
    for day in _workdays(local_date(bot.now(), WHERE_DAYS_END_LAST), weeks):
        evening = datetime.combine(day, ENTERED_AT)
        lines = [line for email, random in team.items() for line in _lines(email, day, random)]
        file = Evening(f"{day.isoformat()}.csv", lines)
        import_time(replace(bot, clock=partial(datetime.replace, evening)), OPERATOR, file, {}, save=True)
    for address in (each.address for each in everybody if each.email == LEADER):
        channel = ChannelRef(address.platform, address.workspace, *LEADERSHIP_CHANNEL)
        set_reports(bot, Actor(address), leadership_channel=channel)


def _recognised(bot: Bot, profiles: Iterable[Profile]) -> Iterator[Profile]:
    for profile in profiles:
        try:
            recognise(bot, profile)
        except BotError:
            continue  # guests, the client's people, and new joiners not added yet
        yield profile


def _lines(email: str, day: date, random: Random) -> Iterator[Sequence[str]]:
    for _ in range(random.choice(ENTRIES_A_DAY)):
        job, notes = random.choice(WORK)
        yield email, job, day.isoformat(), random.choice(HOURS), random.choice(notes)


def _workdays(today: date, weeks: int) -> Iterator[date]:
    for ago in range(weeks * 7, 0, -1):
        day = today - timedelta(days=ago)
        if day.weekday() < 5:
            yield day
