"""Every figure of a digest, the long way: first of all clients, then client by client."""

from collections.abc import Iterator
from datetime import date, datetime
from zoneinfo import ZoneInfo

from storage.accounts.goals import ExchangeRate
from storage.clients.clients import Client
from storage.leave.leave import Leave
from storage.people.people import Office, Person
from storage.timekeeping.time_entries import TimeEntry
from storage.words.time import DayPart
from tests.bot.digests.agencies import Agency
from tests.bot.digests.slow_books import A_DAY, Figure, alone, is_business_day, nearest, share, sum_known, today_in
from tests.bot.digests.slow_clients import SlowClient

Figures = dict[tuple[str, str, str], Figure]

# What sums of several currencies are in.
IN = "USD"


def slow_figures(agency: Agency, now: datetime) -> Figures:
    """All figures of the agency's month as it stands."""
    clients = [each for client in agency.of(Client) if (each := SlowClient(agency, client, now)).is_in_it()]
    found = {("All clients", name, currency): figure for name, currency, figure in _of_all(agency, now, clients)}
    by_currency: dict[str, list[SlowClient]] = {}
    for each in clients:
        by_currency.setdefault(each.client.currency, []).append(each)
    for currency, theirs in by_currency.items():
        for name, figure in _of_currency(theirs):
            found[f"All clients, {currency}", name, currency] = figure
    if len(by_currency) > 1:
        for name, figure in _in_one(agency, by_currency):
            found[f"All, in {IN}", name, IN] = figure
    for each in clients:
        for about, name, currency, figure in each.figures():
            found[about, name, currency] = figure
    return found


def _of_all(agency: Agency, now: datetime, clients: list[SlowClient]) -> Iterator[tuple[str, str, Figure]]:
    today = min(today_in(agency, office.id, now) for office in agency.of(Office))
    over = [agency.first + n * A_DAY for n in range(31) if agency.first + n * A_DAY <= min(agency.last, today - A_DAY)]
    available = {person.id: sum(_available(agency, person, day) for day in over) for person in agency.of(Person)}
    every = [each for each in agency.of(TimeEntry) if not each.voided_at and each.worked_on in over]
    expected = [each for each in every if available[each.person_id]]
    yield "Time", "", alone(sum(each.minutes for client in clients for each in client.now))
    billable = sum(each.minutes for each in expected if each.billable)
    yield "Utilization", "", share(billable, sum(available.values()))
    on_time = sum(each.minutes for each in expected if not each.late)
    yield "Time completeness", "", share(on_time, sum(available.values()))
    in_time, logged = sum(each.minutes for each in every if not each.late), sum(each.minutes for each in every)
    yield "On-time share", "", share(in_time, logged)
    billed = [each for each in clients if each.billed_minutes() is not None]
    total = sum(each.billed_minutes() for each in billed) if billed else None
    yield "Realization", "", share(total, sum(each.billable_minutes for each in billed))
    yield "Revenue gap", "", alone(None)


def _of_currency(clients: list[SlowClient]) -> Iterator[tuple[str, Figure]]:
    yield "Time at rate", alone(sum_known(each.time_at_rate() for each in clients))
    yield "Upsell", alone(sum(each.upsell() for each in clients))
    yield "Out-of-scope money", alone(sum_known(each.scope_cents() for each in clients))
    yield "Budget variance", alone(sum_known(each.variance() for each in clients))
    paid = [each for each in clients if each.fees() is not None]
    cents, minutes = sum_known(each.fees() for each in clients), sum(each.minutes for each in paid)
    over = None if cents is None else cents * 60
    yield "Effective rate", (nearest(over, minutes) if paid and minutes else None, over, minutes)
    known = [(each.recurring()) for each in clients if None not in each.recurring()]
    if not known:
        yield "Net revenue retention", (None, None, None)
        yield "Gross revenue retention", (None, None, None)
        return
    start = sum(before for before, _ in known)
    yield "Net revenue retention", share(sum(after for before, after in known if before), start)
    yield "Gross revenue retention", share(sum(min(before, after) for before, after in known), start)


def _in_one(agency: Agency, by_currency: dict[str, list[SlowClient]]) -> Iterator[tuple[str, Figure]]:
    worth = {IN: 1_000_000}
    for rate in sorted(agency.of(ExchangeRate), key=lambda each: each.starts_on):
        if rate.starts_on <= agency.last:
            worth[rate.currency] = rate.millionths
    sums = {currency: dict(_of_currency(clients)) for currency, clients in by_currency.items()}
    for name in ("Time at rate", "Upsell", "Out-of-scope money", "Budget variance"):
        known = {currency: figures[name][0] for currency, figures in sums.items() if figures[name][0] is not None}
        if set(sums) <= set(worth) and known:
            yield name, alone(sum(nearest(cents * worth[currency], 1_000_000) for currency, cents in known.items()))
        else:
            yield name, alone(None)


def _available(agency: Agency, person: Person, day: date) -> int:
    """What a person was there to work on a day."""
    zone = next(ZoneInfo(each.zone) for each in agency.of(Office) if each.id == person.office_id)
    if not is_business_day(person.office_id, day) or (person.starts_on and day < person.starts_on):
        return 0
    if person.left_at and day > person.left_at.astimezone(zone).date():
        return 0
    off = [each for each in agency.of(Leave) if each.person_id == person.id and not each.cancelled_at]
    parts = [each.part for each in off if each.first <= day <= each.last]
    if DayPart.WHOLE in parts:
        return 0
    return person.expected_minutes // 2 if parts else person.expected_minutes
