"""Views of an account's review."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from slack_sdk.models.blocks import Block, RawTextObject, TableBlock, TableBlockColumnSettings

from bot.digests.accounts import ReviewSent
from bot.periods.exports import BatchFile
from bot.rules.digests.account_trends import AccountReviewed, trend_rows
from bot.rules.kit.periods import describe_month
from handlers.slack.digests.clients_views import client_lines, lacking
from handlers.slack.kit.blocks import Message, actions, button, context, escape, header, section
from handlers.slack.kit.commands import typed

# Slack refuses an empty cell.
NOTHING = " "


def review(shown: AccountReviewed, prefix: str) -> Message:
    """One page: the current month, then six months of trends."""
    title = f"{shown.code} {shown.name}: account review"
    lines = client_lines(shown.now, is_complete=shown.is_complete(shown.month))
    blocks: list[Block] = [
        header(title),
        context(" · ".join(_who(shown))),
        section(f"*{describe_month(shown.month)} so far*\n" + "\n".join(lines)),
        *lacking([shown.now], prefix),
        actions(button("Send me the PDF", "digests.send_account_file", shown.client_id)),
        section("*The six months before*"),
        context(f"– stands for no data. Money is in whole {shown.now.currency}. {shown.rests_on}".strip()),
        _table(trend_rows(shown)),
    ]
    return Message(text=escape(f"{title}, {describe_month(shown.month)} so far."), blocks=blocks)


def sent(done: ReviewSent) -> Message:
    """Confirm that the PDF is on its way."""
    text = f"The review of {escape(done.code)} is on its way to your direct messages."
    return Message(text=text, blocks=[section(text)])


def file_words(file: BatchFile, asked_at: datetime) -> str:
    """The words that come with the PDF."""
    return f"{escape(file.title)}, as you asked on {asked_at:%Y-%m-%d %H:%M:%S} UTC."


def help_message(prefix: str) -> Message:
    """The lines that `/account` can read."""
    command = typed("account", prefix)
    text = f"`{command} ACME`  one page on a client: the month so far, and six months of trends"
    return Message(text=f"Try: {command} ACME", blocks=[section(text)])


def _who(shown: AccountReviewed) -> Iterator[str]:
    yield f"As of {shown.day.day} {shown.day:%b %Y}"
    for role, name in (("lead", shown.now.lead), ("owner", shown.now.owner)):
        yield f"{role}: {escape(name)}" if name else f"no {role} yet"


def _table(rows: Sequence[Sequence[str]]) -> TableBlock:
    cells = [[RawTextObject(text=text or NOTHING) for text in row] for row in rows]
    right = [TableBlockColumnSettings(align="right") for _ in rows[0][1:]]
    return TableBlock(rows=cells, column_settings=[TableBlockColumnSettings(align="left"), *right])
