"""The current figures of one month: of all clients, of a portfolio, or of one client."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from bot.accounts.goals import goals_of
from bot.core import Bot, Work
from bot.digests.books import A_DAY, MonthBooks, Span, span_by_office, span_of
from bot.digests.facts import client_facts, is_told
from bot.people.availability import available_minutes
from bot.people.policies import policies_by_office
from bot.rules.accounts.goal_facts import GoalFacts, Rate
from bot.rules.digests.digests import client_figures, digest_figures
from bot.rules.digests.facts import ClientFacts, MonthFacts, StaffFacts
from bot.rules.digests.figures import ClientFigures, DigestFigures
from bot.rules.digests.moves import moves
from bot.rules.kit.dates import local_date
from bot.rules.kit.figures import Ratio, completeness
from bot.rules.kit.periods import days_of, month_before
from bot.rules.kit.quarters import quarter_of
from bot.rules.people.policies import OfficePolicy
from bot.rules.people.teams import people_below
from storage.accounts import goals
from storage.clients import clients
from storage.clients.clients import Client
from storage.digests import report_time
from storage.people import people
from storage.people.people import Office, Person
from storage.words.accounts import ClientStatus
from storage.words.platforms import ChannelRef


@dataclass(frozen=True)
class Agency:
    """The offices with their policies, read once, and the earliest current date among them."""

    offices: Sequence[Office]
    policies: Mapping[str, OfficePolicy]
    today: date

    @property
    def currency(self) -> str:
        """Return the currency of reports: the first office's with a leadership channel, or else the first office's."""
        named = [office for office in self.offices if self.policies[office.id].reports.leadership_channel]
        first = next(iter([*named, *self.offices]), None)
        return self.policies[first.id].reports.currency if first else OfficePolicy().reports.currency

    @property
    def channels(self) -> Sequence[ChannelRef]:
        """The leadership channels, each once, however many offices name it."""
        named = (self.policies[each.id].reports.leadership_channel for each in self.offices)
        return list(dict.fromkeys(channel for channel in named if channel))

    def is_over(self, month: str) -> bool:
        """Return whether a month has ended in every office."""
        return days_of(month)[1] < self.today


def agency_of(work: Work) -> Agency:
    """Return the agency as it is now."""
    offices = people.offices(work.session)
    return Agency(offices, policies_by_office(work.session), _earliest(offices, work.now()))


def earliest_date(session: Session, instant: datetime) -> date:
    """Return the earliest date among the offices at an instant (aware UTC)."""
    return _earliest(people.offices(session), instant)


def _earliest(offices: Sequence[Office], instant: datetime) -> date:
    return min((local_date(instant, office.zone) for office in offices), default=instant.date())


class MonthCount:
    """A month so far, and the month before it, counted once for all clients and all portfolios."""

    def __init__(self, work: Work, month: str) -> None:
        self.bot, self.session, self.month = work.bot, work.session, month
        self.agency = agency_of(work)
        self.before = month_before(days_of(month)[0])
        self.quarter = quarter_of(days_of(month)[0])
        self.everyone = people.everyone(work.session)
        # Without the agency's own account. Its time counts in utilization and completeness.
        chosen = [each for each in clients.every_client(work.session) if each.status != ClientStatus.INTERNAL]
        books = MonthBooks(work.session, month)
        before = MonthBooks(work.session, self.before, books)
        self.facts = {each.month: self._facts(each, chosen) for each in (books, before)}
        self.staff = {each: _people_facts(work.session, self.agency, self.everyone, each) for each in self.facts}

    def figures(self, owner_id: str | None = None) -> DigestFigures:
        """Return the figures, with changes since the month before; `owner_id` is a portfolio's."""
        figures = self._figures(self.month, owner_id, goals_of(self.session, self.quarter, self.bot.now(), owner_id))
        return figures.model_copy(update={"moves": moves(figures, self._figures(self.before, owner_id))})

    def _figures(self, month: str, owner_id: str | None, against: Sequence[GoalFacts] = ()) -> DigestFigures:
        agency = self.agency
        rates = goals.rates_into(self.session, agency.currency, days_of(month)[1])
        return digest_figures(
            MonthFacts(
                month=month,
                is_over=agency.is_over(month),
                clients=[each for each in self.facts[month] if owner_id in (None, each.owner_id)],
                staff=self._staff(month, owner_id),
                goals=against,
                currency=agency.currency,
                rates={each.currency: Rate(each.millionths, each.starts_on) for each in rates},
            )
        )

    def _facts(self, books: MonthBooks, chosen: Sequence[Client]) -> Sequence[ClientFacts]:
        """Return the facts of the clients in the month's digest, each by its own office's month."""
        spans = {id_: _span(self.bot, self.agency, books.month, id_) for id_ in {each.office_id for each in chosen}}
        found = []
        for client in chosen:
            span = spans[client.office_id]
            facts = client_facts(books, span, client)
            if is_told(client, facts, books, span):
                found.append(facts)
        return found

    def _staff(self, month: str, owner_id: str | None) -> StaffFacts:
        """Return the time of everybody, or of a portfolio's owner and their reports; only of the days that are over."""
        every = self.staff[month]
        if owner_id is None:
            return StaffFacts.total(every.values())
        theirs = {owner_id, *people_below(owner_id, {each.id: each.supervisor_id for each in self.everyone})}
        return StaffFacts.total(facts for person_id, facts in every.items() if person_id in theirs)


def figures_of(work: Work, month: str, owner_id: str | None = None) -> DigestFigures:
    """Return a month's current figures, with changes since the month before; `owner_id` is a portfolio's."""
    return MonthCount(work, month).figures(owner_id)


def figures_of_client(work: Work, month: str, client: Client) -> ClientFigures:
    """Return one client's current figures of a month."""
    agency = agency_of(work)
    span = _span(work.bot, agency, month, client.office_id)
    return client_figures(client_facts(MonthBooks(work.session, month, client_id=client.id), span, client))


def completeness_of(work: Work, months: Sequence[str]) -> Mapping[str, Ratio]:
    """Return how complete everybody's time of those months is."""
    agency, everyone = agency_of(work), people.everyone(work.session)
    staff = {month: StaffFacts.total(_people_facts(work.session, agency, everyone, month).values()) for month in months}
    return {month: completeness(facts.on_time, facts.available) for month, facts in staff.items()}


def _span(bot: Bot, agency: Agency, month: str, office_id: str | None) -> Span:
    """Return the month by a client's office, or by the first office if it has none."""
    office = next((each for each in agency.offices if each.id == office_id), next(iter(agency.offices), None))
    if office is None:
        return span_of(month, "UTC", bot.now().date())
    return span_by_office(month, office, agency.policies[office.id], local_date(bot.now(), office.zone))


def _people_facts(session: Session, agency: Agency, everyone: Sequence[Person], month: str) -> Mapping[str, StaffFacts]:
    """Return each person's time on the days of a month that are over, by their id."""
    first, last = days_of(month)
    over_to = min(last, agency.today - A_DAY)
    available = available_minutes(session, everyone, first, over_to)
    if over_to == last:
        worked = report_time.staff_time(session, month)
    else:
        worked = report_time.worked_between(session, first, over_to)
    found = {person_id: [StaffFacts(available=minutes)] for person_id, minutes in available.items()}
    for each in worked:
        on_time, billable = 0 if each.late else each.minutes, each.minutes if each.billable else 0
        there = StaffFacts(0, on_time, each.minutes, billable)
        not_there = StaffFacts(logged=each.minutes, extra_on_time=on_time)
        found[each.person_id].append(there if available[each.person_id] else not_there)
    return {person_id: StaffFacts.total(facts) for person_id, facts in found.items()}
