"""Reading the rate card's form."""

from bot.model import Model
from bot.rules.kit.fields import Amount, Day, Form
from bot.rules.kit.imports import Currency, Service
from storage.words.time import Role


class RateRequest(Model):
    """The submitted form; `person` is an id. Empty fields count for all."""

    person: str = ""
    role: Role | None = None
    service: str = ""
    amount: str
    currency: str
    starts_on: str


class RateRead(Form):
    """The values of the form: cents an hour, from a day on."""

    person: str | None = None
    role: Role | None = None
    service: Service | None = None
    amount: Amount
    currency: Currency
    starts_on: Day
