"""A digest in words: the same sentences for the message, the PDF and the spreadsheet."""

from collections.abc import Iterator

from bot.digests import DigestShown
from bot.rules.digest_rows import ALL, FigureRow, missing, rows_of
from bot.rules.digests import DigestFigures
from bot.rules.periods import describe_month

MAIN = ("Time", "Utilization", "Realization", "On-time share")
MAIN_MONEY = ("Time at rate", "Upsell", "Budget variance", "Net revenue retention", "Gross revenue retention")


def title_of(shown: DigestShown) -> str:
    """What the digest is: its month, whose, and which edition."""
    whose = f", {shown.whose}’s clients" if shown.whose else ""
    if not shown.edition:
        return f"Digest of {describe_month(shown.month)}{whose}{'' if shown.figures.is_over else ', so far'}"
    edition = f", edition {shown.edition}" if shown.edition > 1 else ""
    return f"Digest of {describe_month(shown.month)}{whose}{edition}"


def rests_on(figures: DigestFigures) -> str:
    """What the numbers rest on, where that is not all the time that was expected."""
    if figures.completeness.percent is None:
        return "No time was expected of anybody, so how complete these numbers are is not known."
    if figures.is_complete:
        return ""
    return f"These numbers rest on {figures.completeness.percent} % of expected time, entered on time."


def main_rows(figures: DigestFigures) -> list[FigureRow]:
    """The figures of all clients that the message shows."""
    rows = [row for row in rows_of(figures) if row.about.startswith(ALL) and not row.currency and row.name in MAIN]
    rows += [row for row in rows_of(figures) if row.about.startswith("All") and row.currency and row.name in MAIN_MONEY]
    return rows


def named(row: FigureRow) -> str:
    """A figure's name, with its currency where it is of one."""
    return f"{row.name} ({row.currency})" if row.currency else row.name


def rates_words(figures: DigestFigures) -> str:
    """By which rates amounts were taken into one currency; or what is missing for that."""
    one = figures.in_one
    if one is None:
        return ""
    if one.missing:
        missed = ", ".join(one.missing)
        return f"Amounts are apart by currency: there is no rate from {missed} into {one.currency}."
    rates = [
        f"1 {currency} = {rate.millionths / 1_000_000:.6g} {one.currency} (from {rate.starts_on.isoformat()})"
        for currency, rate in sorted(one.rates.items())
    ]
    return f"Sums in {one.currency} are at {', '.join(rates)}."


def about_lines(shown: DigestShown) -> Iterator[str]:
    """What the spreadsheet and the PDF say of themselves."""
    yield title_of(shown)
    if shown.edition:
        yield f"Made on {shown.made_on.isoformat()}. It is a snapshot: a correction is a new edition."
    for line in (rests_on(shown.figures), rates_words(shown.figures)):
        if line:
            yield line
    if missing(rows_of(shown.figures)):
        yield "“no data” means that a figure can't be known yet, not that it is nothing; its row says how to supply it."
    yield "The time entries are as they stand when this file is made; entries changed since then differ."
