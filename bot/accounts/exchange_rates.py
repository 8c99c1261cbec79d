"""Exchange rates, set by hand or imported from a file. Each applies from its day on; none is ever guessed."""

from collections.abc import Sequence
from datetime import date

from bot import history
from bot.core import Actor, Bot, Work, once
from bot.errors import NotFound
from bot.kit.importing import Cells, Import, Imported, run_import
from bot.model import Model
from bot.people.people import require_person, require_staff
from bot.rules.accounts.exchange_rates import ExchangeRead, format_worth, read_exchange, read_exchange_pair
from bot.rules.accounts.rows import ExchangeRow
from bot.rules.permissions import Act
from storage.accounts import goals
from storage.accounts.goals import ExchangeRate


class ExchangeShown(Model):
    """How much one unit of a currency is worth in another from a day on, in millionths."""

    currency: str
    into: str
    starts_on: date
    millionths: int


class ExchangesShown(Model):
    """All exchange rates, the latest of each pair first."""

    today: date
    rates: Sequence[ExchangeShown]


class ExchangeKept(Model):
    """A rate was set; `was` is the rate that applied on that day before, in millionths."""

    rate: ExchangeShown
    was: int | None


def show_exchange_rates(bot: Bot, actor: Actor) -> ExchangesShown:
    """All exchange rates. Raises NotAllowed, Unknown."""
    with bot.read(actor) as work:
        staff = require_staff(work, Act.SEE_GOALS)
        rates = [_shown(each) for each in goals.every_exchange_rate(staff.session)]
        return ExchangesShown(today=staff.today, rates=rates)


@once
def set_exchange_rate(work: Work, text: str) -> ExchangeKept:
    """Save the rate of a line like `EUR 1.08 USD from 2026-10-01`; a rate of the same day is changed.

    Raises UsageError, NotAllowed, Unknown.
    """
    staff = require_staff(work, Act.KEEP_EXCHANGE_RATES)
    read = read_exchange(text, staff.today)
    row = goals.exchange_rate(staff.session, read.currency, read.into, read.starts_on)
    before, was = (history.state_of(row), row.millionths) if row else (None, None)
    if row is None:
        row = ExchangeRate(id=staff.new_id(), **read._asdict())
        staff.session.add(row)
    row.millionths = read.millionths
    staff.session.flush()
    history.record_kept(staff, staff.id, row, before)
    return ExchangeKept(rate=_shown(row), was=was)


@once
def remove_exchange_rate(work: Work, text: str) -> ExchangeShown:
    """Remove the rate of a line like `EUR USD from 2026-10-01`; its history stays.

    Raises UsageError, NotFound if there is none from that day, NotAllowed, Unknown.
    """
    person = require_person(work, Act.KEEP_EXCHANGE_RATES)
    pair = read_exchange_pair(text)
    row = goals.exchange_rate(work.session, *pair)
    if row is None:
        currency, into, day = pair
        raise NotFound(f"I can't find a rate from {currency} into {into} from {day.isoformat()} on.", example="rates")
    shown = _shown(row)
    history.record_removal(work, person.id, row)
    work.session.delete(row)
    return shown


def import_exchange_rates(bot: Bot, actor: Actor, cells: Sequence[Cells], *, save: bool) -> Imported:
    """Add or change exchange rates, matched by their currencies and first day."""
    return run_import(bot, actor, lambda run: _bring(run, cells), save=save)


def _bring(run: Import, cells: Sequence[Cells]) -> None:
    for line, row in run.rows(ExchangeRow, "label", cells):
        if row.currency == row.into:
            run.error(line, f"one {row.currency} is always one {row.currency}; name two currencies")
            continue
        read = ExchangeRead(row.currency, row.into, row.rate, row.from_date)
        key = {"currency": read.currency, "into": read.into, "starts_on": read.starts_on}
        kept = goals.exchange_rate(run.session, read.currency, read.into, read.starts_on)
        label = f"1 {row.currency} = {format_worth(row.rate)} {row.into} from {row.from_date}"
        run.put(line, label, kept, ExchangeRate, key, {"millionths": row.rate}, {"millionths"})


def _shown(row: ExchangeRate) -> ExchangeShown:
    return ExchangeShown(currency=row.currency, into=row.into, starts_on=row.starts_on, millionths=row.millionths)
