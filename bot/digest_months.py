"""The figures of one month, as they stand: of all clients, of a portfolio, or of one client."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy.orm import Session

from bot.availability import available_minutes
from bot.core import Bot
from bot.digest_facts import Span, client_facts, span_by_office, span_of, staff_facts
from bot.goals import goals_of
from bot.policies import policies_by_office
from bot.rules.dates import local_date
from bot.rules.digest_facts import ClientFacts, GoalFacts, MonthFacts, Rate, StaffFacts
from bot.rules.digest_figures import ClientFigures, DigestFigures
from bot.rules.digest_moves import moves
from bot.rules.digests import client_figures, digest_figures
from bot.rules.periods import days_of, month_before
from bot.rules.policies import OfficePolicy
from bot.rules.quarters import quarter_of
from bot.rules.teams import people_below
from storage import clients, goals, people
from storage.clients import Client
from storage.enums import ClientStatus
from storage.people import Office

A_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Agency:
    """The offices with their policies, read once, and the date in that one where it is earliest."""

    offices: Sequence[Office]
    policies: Mapping[str, OfficePolicy]
    today: date

    @property
    def currency(self) -> str:
        """What reports are in: the currency of the first office that has a leadership channel, else of the first."""
        named = [office for office in self.offices if self.policies[office.id].reports.leadership_channel]
        first = next(iter([*named, *self.offices]), None)
        return self.policies[first.id].reports.currency if first else OfficePolicy().reports.currency

    @property
    def channels(self) -> Sequence[str]:
        """The leadership channels, each once, however many offices name it."""
        named = (self.policies[each.id].reports.leadership_channel for each in self.offices)
        return list(dict.fromkeys(channel for channel in named if channel))

    def is_over(self, month: str) -> bool:
        """Whether a month has ended in every office."""
        return days_of(month)[1] < self.today


def agency_of(bot: Bot, session: Session) -> Agency:
    """The agency as it is now."""
    offices = people.offices(session)
    today = min((local_date(bot.now(), office.zone) for office in offices), default=bot.now().date())
    return Agency(offices, policies_by_office(session), today)


class MonthCount:
    """A month as it stands, and the month before it, counted once for all clients and every portfolio of them."""

    def __init__(self, bot: Bot, session: Session, month: str) -> None:
        self.bot, self.session, self.month = bot, session, month
        self.agency = agency_of(bot, session)
        self.before = month_before(days_of(month)[0])
        self.facts = {each: self._facts(each) for each in (month, self.before)}
        self.quarter = quarter_of(days_of(month)[0])

    def figures(self, owner_id: str | None = None) -> DigestFigures:
        """The figures, with what moved since the month before; `owner_id` is a portfolio's."""
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
                staff=_staff(self.session, agency, span_of(month, "UTC"), owner_id),
                goals=against,
                currency=agency.currency,
                rates={each.currency: Rate(each.millionths, each.starts_on) for each in rates},
            )
        )

    def _facts(self, month: str) -> Sequence[ClientFacts]:
        """All clients but those that are archived and took no time, each by its own office's month.

        The agency's own account is none of them: its time counts in utilization and completeness.
        """
        chosen = [each for each in clients.every_client(self.session) if each.status != ClientStatus.INTERNAL]
        archived = {client.id for client in chosen if client.archived_at}
        by_office: dict[str | None, list[Client]] = defaultdict(list)
        for client in chosen:
            by_office[client.office_id].append(client)
        return [
            each
            for office_id, theirs in by_office.items()
            for each in client_facts(self.session, _span(self.bot, self.agency, month, office_id), theirs)
            if each.id not in archived or each.month.minutes
        ]


def figures_of(bot: Bot, session: Session, month: str, owner_id: str | None = None) -> DigestFigures:
    """A month's figures as they stand, with what moved since the month before; `owner_id` is a portfolio's."""
    return MonthCount(bot, session, month).figures(owner_id)


def figures_of_client(bot: Bot, session: Session, month: str, client: Client) -> ClientFigures:
    """One client's figures of a month, as they stand."""
    agency = agency_of(bot, session)
    (facts,) = client_facts(session, _span(bot, agency, month, client.office_id), [client])
    return client_figures(facts)


def _span(bot: Bot, agency: Agency, month: str, office_id: str | None) -> Span:
    """The month by a client's office; by the first one's where it has none."""
    office = next((each for each in agency.offices if each.id == office_id), next(iter(agency.offices), None))
    if office is None:
        return span_of(month, "UTC")
    return span_by_office(month, office, agency.policies[office.id], local_date(bot.now(), office.zone))


def _staff(session: Session, agency: Agency, span: Span, owner_id: str | None) -> StaffFacts:
    """The time of everybody, or of a portfolio's owner and those below them; of the days that are over."""
    everyone = people.everyone(session)
    if owner_id is not None:
        below = people_below(owner_id, {person.id: person.supervisor_id for person in everyone})
        everyone = [person for person in everyone if person.id in below or person.id == owner_id]
    last = min(span.last, agency.today - A_DAY)
    return staff_facts(session, span, everyone, available_minutes(session, everyone, span.first, last))
