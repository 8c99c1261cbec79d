"""The demo agency: its files in `examples/`, and some weeks of time, for a sandbox's first run."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from functools import partial
from pathlib import Path
from random import Random

from bot.core import OPERATOR, Actor, Bot
from bot.errors import BotError
from bot.imports import import_clients, import_jobs, import_people, import_rates
from bot.people import Profile, recognise
from bot.rules.lines import Line
from bot.set_up import is_set_up
from bot.time_entries import log_line
from handlers.terminal.imports import Kind, read_cells
from storage.enums import Source

EXAMPLES = Path(__file__).parents[2] / "examples"
WEEKS = 3
# Evening in New York and in London alike, so that a demo day is the same day in both.
ENTERED_AT = time(21, 30, tzinfo=UTC)

IMPORTS = (
    (Kind.PEOPLE, import_people),
    (Kind.CLIENTS, import_clients),
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
# What is entered twice within minutes would be asked about.
APART = timedelta(minutes=10)
# Most days are full, some are short: as in any agency.
ENTRIES_A_DAY = (4, 4, 4, 4, 3, 4, 1, 4)
LENGTHS = ("1h", "1h30", "1h45", "2h", "2:15", "2.5")


def open_demo_agency(bot: Bot, profiles: Iterable[Profile]) -> None:
    """Fill an empty store with the demo agency, through the same use cases as anybody; a filled one is left alone."""
    if is_set_up(bot):
        return
    begun = bot.now() - timedelta(weeks=WEEKS)
    before = replace(bot, clock=lambda: begun)
    for kind, bring_in in IMPORTS:
        bring_in(before, OPERATOR, read_cells(EXAMPLES / f"{kind}.csv", kind), save=True)
    for profile in profiles:
        try:
            recognise(bot, profile)
        except BotError:
            continue  # guests, the client's people, and a new joiner whom nobody has added yet
        _log_weeks(bot, profile)


def _log_weeks(bot: Bot, profile: Profile) -> None:
    random = Random(profile.email)  # noqa: S311  # the same demo for everybody
    actor = Actor(profile.address)
    for day in _workdays(bot.now().date()):
        evening = datetime.combine(day, ENTERED_AT)
        for number in range(random.choice(ENTRIES_A_DAY)):
            then = replace(bot, clock=partial(datetime.__add__, evening, number * APART))
            job, notes = random.choice(WORK)
            line = Line(f"{random.choice(LENGTHS)} {job} {random.choice(notes)}")
            log_line(then, actor, line, Source.COMMAND)


def _workdays(today: date) -> Iterator[date]:
    for ago in range(WEEKS * 7, 0, -1):
        day = today - timedelta(days=ago)
        if day.weekday() < 5:
            yield day
