"""An office's own settings: the 3-day rule, its calendar, and the hours for unprompted messages."""

from collections.abc import Sequence
from datetime import date, time
from enum import StrEnum
from functools import lru_cache
from typing import Annotated

from pydantic import Field

from bot.model import Model
from bot.rules.kit.holidays import public_holidays
from storage.words.platforms import ChannelRef
from storage.words.time import Role

# Countries that write the month first in dates like 3/10; everywhere else the day comes first.
MONTH_FIRST = ("US",)


class Binds(StrEnum):
    """The entries that have a deadline."""

    BILLABLE = "billable entries"
    ALL = "all entries"


class WhenLate(StrEnum):
    """The requirement for a late entry."""

    REASON = "a reason"
    APPROVAL = "the supervisor's approval"
    REFUSED = "it is refused"


class OwnDay(Model):
    """A day that an office has off in addition to public holidays."""

    day: date
    name: str


class ApprovalLimit(Model):
    """The highest total (cents, in the estimate's currency) of an estimate that a role may release; None for any."""

    role: Role
    up_to_cents: Annotated[int, Field(ge=0)] | None = None


class AccountPolicy(Model):
    """An office's settings for estimates and sign-off; basis points are hundredths of a percent, ppm millionths.

    With `four_eyes`, nobody approves a version that they sent for review themselves, whatever their own limit. The lead
    of a new billable job is reminded of its estimate after `estimate_days` business days. A link to the sign-off page
    lasts `link_days`; approvers are reminded `remind_days` before the due date.
    """

    limits: Sequence[ApprovalLimit] = (
        ApprovalLimit(role=Role.MANAGER, up_to_cents=500_000),
        ApprovalLimit(role=Role.DIRECTOR, up_to_cents=2_500_000),
        ApprovalLimit(role=Role.SENIOR_DIRECTOR, up_to_cents=5_000_000),
        ApprovalLimit(role=Role.HEAD),
        ApprovalLimit(role=Role.LEADERSHIP),
    )
    estimate_days: Annotated[int, Field(ge=1, le=20)] = 2
    markup_bp: Annotated[int, Field(ge=0, le=100_000)] = 1_500
    contingency_bp: Annotated[int, Field(ge=0, le=10_000)] = 0
    tax_name: str = ""
    tax_ppm: Annotated[int, Field(ge=0, le=1_000_000)] = 0
    four_eyes: bool = False
    valid_days: Annotated[int, Field(ge=1, le=365)] = 30
    link_days: Annotated[int, Field(ge=1, le=90)] = 14
    remind_days: Annotated[int, Field(ge=0, le=30)] = 1


class ReportPolicy(Model):
    """The schedule of an office's reports, by its own clock: the weekly status reports, and leadership's digest.

    `status_weekday` is 0 for Monday. Amounts in other currencies are shown in `currency` if there's a rate. An estimate
    that a client hasn't decided on counts for `open_estimate_percent` in the forecast.
    """

    status_weekday: Annotated[int, Field(ge=0, le=6)] | None = 0
    status_at: time = time(9)
    leadership_channel: ChannelRef | None = None
    digest_at: time = time(9)
    currency: Annotated[str, Field(min_length=3, max_length=3)] = "USD"
    open_estimate_percent: Annotated[int, Field(ge=0, le=100)] = 50


class OfficePolicy(Model):
    """One office's policy, with the defaults of an office that hasn't set anything.

    `works_on` are public holidays that the office works, by date (ISO) or by name, the same every year. Hours are by
    the person's own clock: unprompted messages go out only from `day_begins` to `day_ends`, waiting ones at `morning`.
    """

    window: Annotated[int, Field(ge=1, le=20)] = 3
    weekdays: Annotated[Sequence[Annotated[int, Field(ge=0, le=6)]], Field(min_length=1)] = (0, 1, 2, 3, 4)
    country: str | None = None
    subdivision: str | None = None
    own_days: Sequence[OwnDay] = ()
    works_on: Sequence[str] = ()
    binds: Binds = Binds.BILLABLE
    when_late: WhenLate = WhenLate.REASON
    short_percent: Annotated[int, Field(ge=1, le=100)] = 80
    day_begins: time = time(8)
    day_ends: time = time(18)
    morning: time = time(9)
    last_call: time | None = None
    summary_channel: ChannelRef | None = None
    names_in_summary: bool = False
    accounts: AccountPolicy = AccountPolicy()
    reports: ReportPolicy = ReportPolicy()
    approve_weeks: bool = False

    def binds_entry(self, *, billable: bool) -> bool:
        """Return whether an entry has a deadline."""
        return billable or self.binds == Binds.ALL

    @property
    def hours(self) -> frozenset[time]:
        """Return every hour that the policy names, by the local clock; at each, something may be due."""
        return frozenset(value for part in (self, self.reports) for _, value in part if isinstance(value, time))

    @property
    def month_first(self) -> bool:
        """Return whether 3/10 is the tenth of March here."""
        return self.country in MONTH_FIRST

    def holidays(self, first_year: int, last_year: int) -> frozenset[date]:
        """Return the days that the office has off in those years, except weekends."""
        return _holidays(
            (self.country, self.subdivision), tuple(self.own_days), tuple(self.works_on), first_year, last_year
        )


def is_short(minutes: int, expected: int, policy: OfficePolicy) -> bool:
    """Return whether a business day is below the policy's share of its expected minutes; never if none are."""
    return minutes * 100 < expected * policy.short_percent


@lru_cache(maxsize=512)
def _holidays(
    place: tuple[str | None, str | None],
    own_days: tuple[OwnDay, ...],
    works_on: tuple[str, ...],
    first_year: int,
    last_year: int,
) -> frozenset[date]:
    country, subdivision = place
    worked = {each.casefold() for each in works_on}
    found = {each.day for each in own_days}
    for year in range(first_year, last_year + 1) if country else ():
        for day, name in public_holidays(country or "", subdivision, year).items():
            if not worked & {day.isoformat(), *(part.casefold() for part in name.split("; "))}:
                found.add(day)
    return frozenset(found)
