"""Rows of imported files of people, jobs and the rate card."""

import re
from datetime import date
from decimal import Decimal
from typing import Annotated, Any

from pydantic import BeforeValidator

from bot.rules.clients.rows import Channel
from bot.rules.jobs.numbers import Number
from bot.rules.jobs.openings import LONGEST_TYPE
from bot.rules.kit.currencies import read_currency
from bot.rules.kit.fields import read_day
from bot.rules.kit.imports import Code, Email, FileRow, Hours, Service, Yes, Zone
from storage.words.time import DateOrder, JobStatus, Role

SHORT_ROLES = {
    "ac": Role.COORDINATOR,
    "am": Role.MANAGER,
    "ae": Role.MANAGER,
    "account executive": Role.MANAGER,
    "ad": Role.DIRECTOR,
    "sad": Role.SENIOR_DIRECTOR,
    "vp": Role.HEAD,
}


_MONEY = re.compile(r"\d{1,6}(?:\.\d{1,2})?", re.ASCII)


def _role(text: Any) -> Role:
    lower = str(text).lower()
    if lower in SHORT_ROLES:
        return SHORT_ROLES[lower]
    if lower not in set(Role):
        raise ValueError(f"I don't know the role “{text}”. Choose one of: {', '.join(Role)}")
    return Role(lower)


def _status(text: Any) -> JobStatus:
    lower = str(text).lower()
    if lower not in set(JobStatus):
        raise ValueError(f"I don't know the job status “{text}”. Choose one of: {', '.join(JobStatus)}")
    return JobStatus(lower)


def _date_order(text: Any) -> DateOrder:
    lower = str(text).lower()
    if lower not in set(DateOrder):
        raise ValueError(f"I don't know the order of dates “{text}”. Choose one of: {', '.join(DateOrder)}")
    return DateOrder(lower)


def _type(text: Any) -> str:
    if len(str(text)) > LONGEST_TYPE:
        raise ValueError(f"a type can have up to {LONGEST_TYPE} characters")
    return str(text)


def _cents(text: Any) -> int:
    if not _MONEY.fullmatch(str(text)):
        raise ValueError(f"I can't read “{text}” as an amount an hour. Try 125 or 125.50")
    return int(Decimal(text) * 100)


class PersonRow(FileRow):
    """A person. `office_zone` creates an office that doesn't exist yet; `supervisor` is an e-mail address.

    `starts_on` is the first day with expected time; by default the day that they're added. `office_dates` is how a
    new office reads `3/10`; by default as its time zone's country does.
    """

    name: str
    email: Email
    role: Annotated[Role, BeforeValidator(_role)]
    office: str
    office_zone: Zone | None = None
    office_dates: Annotated[DateOrder, BeforeValidator(_date_order)] | None = None
    zone: Zone | None = None
    supervisor: Email | None = None
    hours_a_day: Hours = 450
    starts_on: Annotated[date | None, BeforeValidator(read_day)] = None
    admin: Yes = False


class JobRow(FileRow):
    """A job by its number; `client` is the client's code, `channel` the name of the channel linked to it.

    `lead` is an e-mail address; without one the client's own lead leads it.
    """

    number: Number
    title: str
    client: Code
    billable: Yes
    status: Annotated[JobStatus, BeforeValidator(_status)] = JobStatus.OPENED
    channel: Channel | None = None
    type: Annotated[str, BeforeValidator(_type)] = ""
    due: Annotated[date | None, BeforeValidator(read_day)] = None
    lead: Email | None = None


class RateRow(FileRow):
    """A line of the rate card: an amount an hour from a date on. A blank service, role or person means all."""

    service: Service | None = None
    role: Annotated[Role, BeforeValidator(_role)] | None = None
    person: Email | None = None
    amount: Annotated[int, BeforeValidator(_cents)]
    currency: Annotated[str, BeforeValidator(read_currency)]
    from_date: Annotated[date, BeforeValidator(read_day)]

    @property
    def label(self) -> str:
        """Return the line's scope in words; each may be in a file once."""
        whom = " ".join(filter(None, (self.person or self.role, self.service))) or "everybody, all services"
        return f"{whom} from {self.from_date.isoformat()}"
