"""What a row of an imported file may say: one model for each kind of file.

A blank cell counts as not given: a new row has the default then, and a kept one keeps what it has.
"""

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Annotated, Any, TypeVar

from pydantic import BeforeValidator, ConfigDict, ValidationError

from bot.model import Model
from bot.rules.accounts.exchange_rates import read_worth
from bot.rules.jobs.jobs import is_job_number
from bot.rules.kit.currencies import read_currency
from bot.rules.kit.fields import read_day
from bot.rules.kit.zones import time_zones
from storage.words.time import DateOrder, JobStatus, Role

YES = ("yes", "y", "true", "1")
NO = ("no", "n", "false", "0")
SHORT_ROLES = {
    "ac": Role.COORDINATOR,
    "am": Role.MANAGER,
    "ae": Role.MANAGER,
    "account executive": Role.MANAGER,
    "ad": Role.DIRECTOR,
    "sad": Role.SENIOR_DIRECTOR,
    "vp": Role.HEAD,
}

LONGEST_SERVICE = 60
LONGEST_TYPE = 40
# Where a line has more cells than its file has columns, the name under which they come.
SURPLUS = ""

_HOURS = re.compile(r"\d{1,2}(?:\.\d{1,4})?", re.ASCII)
_MONEY = re.compile(r"\d{1,6}(?:\.\d{1,2})?", re.ASCII)


def _yes(text: Any) -> bool:
    lower = str(text).lower()
    if lower not in YES + NO:
        raise ValueError(f"“{text}” is neither yes nor no")
    return lower in YES


def _role(text: Any) -> Role:
    lower = str(text).lower()
    if lower in SHORT_ROLES:
        return SHORT_ROLES[lower]
    if lower not in set(Role):
        raise ValueError(f"“{text}” is no role; one of: {', '.join(Role)}")
    return Role(lower)


def _status(text: Any) -> JobStatus:
    lower = str(text).lower()
    if lower not in set(JobStatus):
        raise ValueError(f"“{text}” is no job status; one of: {', '.join(JobStatus)}")
    return JobStatus(lower)


def _date_order(text: Any) -> DateOrder:
    lower = str(text).lower()
    if lower not in set(DateOrder):
        raise ValueError(f"“{text}” is no order of dates; one of: {', '.join(DateOrder)}")
    return DateOrder(lower)


def _email(text: Any) -> str:
    name, at, host = str(text).partition("@")
    if not (name and at and "." in host and not any(letter.isspace() for letter in str(text))):
        raise ValueError(f"“{text}” is no e-mail address")
    return str(text).lower()


def _zone(text: Any) -> str:
    if text not in time_zones():
        raise ValueError(f"“{text}” is no time zone, e.g. Europe/London")
    return str(text)


def _minutes(text: Any) -> int:
    if not _HOURS.fullmatch(str(text)):
        raise ValueError(f"“{text}” is no number of hours, e.g. 7.5")
    minutes = Decimal(text) * 60
    if not 0 <= minutes <= 24 * 60 or minutes != minutes.to_integral_value():
        raise ValueError(f"“{text}” hours is no whole number of minutes in a day")
    return int(minutes)


def _number(text: Any) -> str:
    upper = str(text).upper()
    if not is_job_number(upper):
        raise ValueError(f"“{text}” is no job number, e.g. ACME-101")
    return upper


def _type(text: Any) -> str:
    if len(str(text)) > LONGEST_TYPE:
        raise ValueError(f"a type has up to {LONGEST_TYPE} characters")
    return str(text)


def _code(text: Any) -> str:
    upper = str(text).upper()
    if not (upper.isascii() and upper.isalnum() and len(upper) <= 20):
        raise ValueError(f"“{text}” is no client code: letters and digits, e.g. ACME")
    return upper


def _cents(text: Any) -> int:
    if not _MONEY.fullmatch(str(text)):
        raise ValueError(f"“{text}” is no amount for an hour, e.g. 125 or 125.50")
    return int(Decimal(text) * 100)


def _service(text: Any) -> str:
    if len(str(text)) > LONGEST_SERVICE:
        raise ValueError(f"a service has up to {LONGEST_SERVICE} characters")
    return str(text).lower()


Yes = Annotated[bool, BeforeValidator(_yes)]
Zone = Annotated[str, BeforeValidator(_zone)]
Number = Annotated[str, BeforeValidator(_number)]
Email = Annotated[str, BeforeValidator(_email)]
Hours = Annotated[int, BeforeValidator(_minutes)]
Code = Annotated[str, BeforeValidator(_code)]
Currency = Annotated[str, BeforeValidator(read_currency)]
Service = Annotated[str, BeforeValidator(_service)]


class FileRow(Model):
    """A row of a file. A blank cell counts as not given."""

    model_config = ConfigDict(str_strip_whitespace=True)


class PersonRow(FileRow):
    """A person. `office_zone` makes an office that is not there yet; `supervisor` is an e-mail address.

    `starts_on` is the first day that time is expected for; without it, the day that they are added.
    `office_dates` says how a new office reads `3/10`; without it, as its time zone's country does.
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
    """A job by its number; `client` is the client's code, `channel` names the channel that stands for it.

    `lead` is an e-mail address; without one the client's own lead minds it.
    """

    number: Number
    title: str
    client: Annotated[str, BeforeValidator(_code)]
    billable: Yes
    status: Annotated[JobStatus, BeforeValidator(_status)] = JobStatus.OPENED
    channel: Annotated[str, BeforeValidator(lambda text: str(text).removeprefix("#"))] | None = None
    type: Annotated[str, BeforeValidator(_type)] = ""
    due: Annotated[date | None, BeforeValidator(read_day)] = None
    lead: Email | None = None


class ExchangeRow(FileRow):
    """An exchange rate: what one unit of a currency is worth in another from a date on, in millionths."""

    currency: Currency
    into: Currency
    rate: Annotated[int, BeforeValidator(read_worth)]
    from_date: Annotated[date, BeforeValidator(read_day)]

    @property
    def label(self) -> str:
        """The pair and its day, in words: each may stand in a file once."""
        return f"{self.currency} into {self.into} from {self.from_date}"


class RateRow(FileRow):
    """A line of the rate card: an amount for an hour from a date on. A blank service, role or person means all."""

    service: Annotated[str, BeforeValidator(_service)] | None = None
    role: Annotated[Role, BeforeValidator(_role)] | None = None
    person: Email | None = None
    amount: Annotated[int, BeforeValidator(_cents)]
    currency: Annotated[str, BeforeValidator(read_currency)]
    from_date: Annotated[date, BeforeValidator(read_day)]

    @property
    def label(self) -> str:
        """What the line is for, in words: each may stand in a file once."""
        whom = " ".join(filter(None, (self.person or self.role, self.service))) or "everybody, all services"
        return f"{whom} from {self.from_date.isoformat()}"


Row = TypeVar("Row", bound=FileRow)


def read_row(model: type[Row], cells: Mapping[str, str]) -> Row | list[str]:
    """A row of the model, or what is wrong with its cells, one sentence each."""
    given = {name: text.strip() for name, text in cells.items() if text and text.strip()}
    if SURPLUS in given:
        return [f'“{given[SURPLUS]}” stands in no column; put a text with a comma in it in quotes: "Foods, Inc."']
    try:
        return model.model_validate({name: text for name, text in given.items() if name in model.model_fields})
    except ValidationError as error:
        return [_sentence(problem["loc"][0], problem["msg"], problem["type"]) for problem in error.errors()]


def _sentence(column: int | str, message: str, kind: str) -> str:
    return f"{column} is missing" if kind == "missing" else f"{column}: {message.removeprefix('Value error, ')}"
