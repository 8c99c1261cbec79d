"""Rows of a file of exchange rates."""

from datetime import date
from typing import Annotated

from pydantic import BeforeValidator

from bot.rules.accounts.exchange_rates import read_worth
from bot.rules.kit.fields import read_day
from bot.rules.kit.imports import Currency, FileRow


class ExchangeRow(FileRow):
    """An exchange rate: the worth of one unit of a currency in another from a date on, in millionths."""

    currency: Currency
    into: Currency
    rate: Annotated[int, BeforeValidator(read_worth)]
    from_date: Annotated[date, BeforeValidator(read_day)]

    @property
    def label(self) -> str:
        """Return the pair and its day in words; each may be in a file once."""
        return f"{self.currency} into {self.into} from {self.from_date}"
