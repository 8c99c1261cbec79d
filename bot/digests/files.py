"""The files of a digest, made from its snapshot and the rows behind it."""

from bot.core import Bot
from bot.digests.chart import digest_chart
from bot.digests.digests import DigestShown, digest_shown
from bot.digests.document import digest_document
from bot.digests.sheet import digest_sheets
from bot.digests.words import about_lines, title_of
from bot.periods.exports import BatchFile
from bot.rules.digests.rows import rows_of
from bot.rules.kit.periods import days_of
from storage.digests import digests, reports
from storage.people import people

OWN_NAME = "Jobjacket"


def digest_picture(bot: Bot, digest_id: str) -> tuple[DigestShown, BatchFile]:
    """Return the chart of an edition. For the outbox only."""
    shown = digest_shown(bot, digest_id)
    content = digest_chart(shown.figures)
    return shown, BatchFile(name=f"{_name(shown)}.png", title=f"Chart: {title_of(shown)}", content=content)


def digest_files(bot: Bot, digest_id: str) -> tuple[DigestShown, list[BatchFile]]:
    """Return the spreadsheet, the PDF and, if the rows are too many for the spreadsheet, a CSV file of them.

    For the outbox only.
    """
    shown = digest_shown(bot, digest_id)
    theirs = [client.id for client in shown.figures.clients]
    with bot.store.read() as session:
        made_at = digests.made_at(session, digest_id)
        agency = " · ".join(office.name for office in people.offices(session)) or OWN_NAME
        entries = reports.entries_between(session, *days_of(shown.month), theirs)
        about = list(about_lines(shown))
        sheets = digest_sheets(rows_of(shown.figures), shown.changed, entries, about, made_at)
    name, title = _name(shown), title_of(shown)
    pdf = digest_document(shown, agency, digest_chart(shown.figures))
    files = [
        BatchFile(name=f"{name}.xlsx", title=f"{title} (Excel)", content=sheets.xlsx),
        BatchFile(name=f"{name}.pdf", title=f"{title} (PDF)", content=pdf),
    ]
    if sheets.csv:
        files.append(BatchFile(name=f"{name}-entries.csv", title=f"{title}: time entries (CSV)", content=sheets.csv))
    return shown, files


def _name(shown: DigestShown) -> str:
    whose = f"-{shown.whose.split()[0].lower()}" if shown.whose else ""
    edition = f"-edition-{shown.edition}" if shown.edition > 1 else ""
    return f"digest-{shown.month}{whose}{edition}"
