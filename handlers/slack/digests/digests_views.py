"""Views of digests: the message, the clients in its thread, and the answers of its commands."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import groupby

from slack_sdk.models.blocks import Block, ImageBlock, MarkdownTextObject, SectionBlock
from slack_sdk.models.blocks.basic_components import SlackFile

from bot.digests.corrections import CorrectionAsked, DigestCorrected
from bot.digests.digests import DigestIssued, DigestShown, FilesSent
from bot.digests.posts import CLIENTS_A_PAGE, pages_of
from bot.digests.words import against_plan, incomplete, main_rows, named, rates_words, rests_on, title_of
from bot.people.policies import PolicySaved
from bot.rules.digests.changes import FigureChanged
from bot.rules.digests.row import FigureRow
from bot.rules.digests.rows import ALL
from bot.rules.kit.periods import describe_month
from bot.rules.people.policies import ReportPolicy
from bot.status.report_policies import ReportPlace
from handlers.slack.clients.channels_views import held_back
from handlers.slack.clients.clients_views import channel
from handlers.slack.digests.clients_views import client_lines, figure, lacking, mark_of, value_of
from handlers.slack.kit.blocks import Message, actions, button, context, cut, cut_markup, escape, header, section
from handlers.slack.kit.carried import Carried
from handlers.slack.kit.commands import hinted, typed
from storage.words.platforms import ChannelRef

USE_OWN = "Choose one of the agency's own in the report policy."
MOST_CHANGES = 25
CLIENT_TEXT = 1_000
ALT_TEXT = 1_900
MOST_PLACES = 20
# Two of them fit on a line, and this many lines in a section.
CHANGE_TEXT = 40


class ClientPage(Carried):
    """A page of an edition's clients; of the current month if it names no edition."""

    digest: str
    page: int = 0


def posted(shown: DigestShown, picture: str, prefix: str) -> Message:
    """The one message in a leadership channel; `picture` is the file in its thread, once it is there."""
    blocks = list(_summary(shown, prefix))
    if picture:
        blocks.append(ImageBlock(slack_file=SlackFile(id=picture), alt_text=cut(_in_words(shown), ALT_TEXT)))
    blocks.append(context("By client, with the spreadsheet and the PDF: in the thread."))
    return Message(text=_in_words(shown), blocks=blocks)


def summary(shown: DigestShown, prefix: str) -> Message:
    """An edition for one reader, with buttons for more."""
    ways = [button("By client", "digests.show_clients", ClientPage(digest=shown.id))]
    ways.append(button("Send me the files", "digests.send_files", shown.id))
    return Message(text=_in_words(shown), blocks=[*_summary(shown, prefix), actions(*ways)])


def preview(shown: DigestShown, prefix: str) -> Message:
    """The current month; nothing of it is stored."""
    note = context("A preview, only for you. Nothing of it is kept: the digest is made once the month is over.")
    ways = actions(button("By client", "digests.show_clients", ClientPage(digest=shown.id)))
    return Message(text=_in_words(shown), blocks=[*_summary(shown, prefix), note, ways])


def details(shown: DigestShown, page: int, prefix: str, *, with_more: bool = False) -> Message:
    """Some of the clients; `with_more` adds a button for the next ones."""
    clients = shown.figures.clients[page * CLIENTS_A_PAGE : (page + 1) * CLIENTS_A_PAGE]
    pages = pages_of(shown.figures)
    title = f"{describe_month(shown.month)} by client{f', page {page + 1} of {pages}' if pages > 1 else ''}"
    blocks: list[Block] = [section(f"*{title}*")]
    for client in clients:
        head = f"*{escape(client.code)}  {escape(client.name)}*"
        lines = client_lines(client, is_complete=shown.figures.is_complete)
        blocks.append(section(cut_markup("\n".join([head, *lines]), CLIENT_TEXT)))
    if note := rests_on(shown.figures):
        blocks.append(context(note))
    blocks += lacking(clients, prefix)
    if with_more and page + 1 < pages:
        following = ClientPage(digest=shown.id, page=page + 1)
        blocks.append(actions(button("More clients", "digests.show_clients", following)))
    names = ", ".join(client.code for client in clients) or "no clients"
    return Message(text=escape(f"{title}: {names}."), blocks=blocks)


def picture_words(shown: DigestShown) -> str:
    """The words that come with the picture."""
    return f"{escape(title_of(shown))}: burn against plan by client, and revenue against goal."


def files_words(shown: DigestShown, asked_at: datetime | None) -> str:
    """The words that come with the files."""
    asked = f", as you asked on {asked_at:%Y-%m-%d %H:%M:%S} UTC" if asked_at else ""
    return f"{escape(title_of(shown))}: all figures with what they are made of, and the time behind them{asked}."


def issued(done: DigestIssued, prefix: str) -> Message:
    """Confirm where a digest went."""
    went = "is on its way to" if done.is_new else "went out before, and stays as it is, in"
    command = f"`{typed('digest', prefix)} correct {done.shown.month}`"
    more = "" if done.is_new else f" Where figures changed since, {command} makes a new edition."
    told = [f"{title_of(done.shown)} {went} {_channels(done.channels)}.{more}"] if done.channels else []
    text = " ".join([*told, *([held_back(done.held_back, USE_OWN)] if done.held_back else [])])
    mark = ":white_check_mark:" if done.channels else ":warning:"
    return Message(text=text, blocks=[section(f"{mark} {text}"), *summary(done.shown, prefix).blocks[-1:]])


def correcting(done: CorrectionAsked) -> Message:
    """Confirm that a month is being counted again."""
    month = describe_month(done.month)
    text = f"{month} is being counted anew. What came of it will be in your direct messages in a moment."
    return Message(text=text, blocks=[section(f":hourglass: {text}")])


def corrected(done: DigestCorrected) -> Message:
    """The changes that a correction made."""
    owners = ", ".join(map(escape, done.portfolios))
    told = f" A new one of their own portfolio goes to {owners}." if owners else ""
    if done.edition is None:
        text = f"Counted anew, {describe_month(done.month)} is just as it was issued: no new edition.{told}"
        return Message(text=text, blocks=[section(text)])
    where = f"is on its way to {_channels(done.channels)}" if done.channels else "is kept, but not posted"
    text = f"Edition {done.edition} of {describe_month(done.month)} {where}.{told}"
    if done.held_back:
        text += f" {held_back(done.held_back, USE_OWN)}"
    elif not done.channels:
        text += " No office has a leadership channel yet."
    return Message(text=text, blocks=[section(f":white_check_mark: {text}"), section(_changes(done.changed))])


def files_sent(done: FilesSent) -> Message:
    """Confirm that the files are on their way."""
    text = f"The files of {describe_month(done.month)} are on their way to your direct messages."
    return Message(text=text, blocks=[section(text)])


def policy_saved(saved: PolicySaved, prefix: str) -> Message:
    """Confirm when and where the digest goes from now on."""
    text = f":white_check_mark: {_place(saved.office.name, saved.policy.reports, prefix)}"
    return Message(text=escape(f"{saved.office.name}’s digest is set up."), blocks=[section(text)])


def channel_named(saved: PolicySaved, prefix: str) -> Message:
    """Confirm that a channel is an office's leadership channel from now on."""
    shown = policy_saved(saved, prefix)
    follows = context("Last month’s is posted here too once its hour has come, unless it was.")
    return Message(text=shown.text, blocks=[*shown.blocks, follows])


def help_message(prefix: str, places: Sequence[ReportPlace]) -> Message:
    """The lines that `/digest` can read and, for people who may issue it, where it goes."""
    command = typed("digest", prefix)
    lines = (
        f"`{command} 2026-10`  a month’s digest, as it was issued; only to you",
        f"`{command} preview`  the running month so far, only to you",
        f"`{command} now`  last month’s digest goes to the leadership channels right now",
        f"`{command} correct 2026-10`  counts a month anew; what differs makes a new edition that says so",
        f"`{command} here`, `{command} off`  this channel is your office’s leadership channel, or none is (admins)",
        f"`{command} at 08:30`, `{command} in GBP`  its hour, and the currency of its sums (admins)",
    )
    blocks: list[Block] = [section("*Digest*\n" + "\n".join(lines))]
    if places:
        blocks.append(context("\n".join(_place(each.office, each.reports, prefix) for each in places[:MOST_PLACES])))
    return Message(text="The monthly digest: what I understand.", blocks=blocks)


def _place(office: str, reports: ReportPolicy, prefix: str) -> str:
    """When and where an office's digest goes, and the currency of its sums."""
    sums = f"sums of several currencies are in {reports.currency}"
    if not reports.leadership_channel:
        command = typed("digest", prefix)
        way = f"`{command} here` in one of your own office, or *Reports* on Home, names it"
        return f"{escape(office)}’s digest goes to no channel: {way}; {sums}."
    return (
        f"{escape(office)}’s digest goes to {channel(reports.leadership_channel)}, on the first business day of the "
        f"month at {reports.digest_at:%H:%M}; {sums}."
    )


def _channels(shown: Sequence[ChannelRef]) -> str:
    return ", ".join(map(channel, shown))


def _summary(shown: DigestShown, prefix: str) -> Iterator[Block]:
    yield header(title_of(shown))
    if shown.changed:
        yield section(f"*What this edition corrects*\n{_changes(shown.changed)}")
    figures = shown.figures
    without = " ".join(f"{hinted(hint, prefix)}." for hint in incomplete(figures))
    said = (_warned(rests_on(figures)), escape(rates_words(figures)), without)
    notes = [note for note in said if note]
    if notes:
        yield context(*notes)
    yield from _board(main_rows(shown.figures))
    yield section("\n".join(f"_{label}_  {hinted(words, prefix)}" for label, words in against_plan(shown.figures)))
    sentences = "\n".join(f"•  {escape(sentence)}" for sentence in shown.figures.moves)
    yield section(f"*What moved most, and why*\n{sentences}")


def _warned(note: str) -> str:
    return f":warning: {note}" if note else ""


def _in_words(shown: DigestShown) -> str:
    figures = ", ".join(f"{named(row)} {value_of(row)}{mark_of(row)}" for row in main_rows(shown.figures))
    return escape(f"{title_of(shown)}: {figures}. {rests_on(shown.figures)}".strip())


def _changes(changed: Sequence[FigureChanged]) -> str:
    """The figures that now read differently; changes too small to show are in the spreadsheet."""
    seen = [each for each in changed if each.was != each.now]
    lines = [
        f"•  {escape(each.about)}, {escape(each.name)}: {_short(each.was)} → *{_short(each.now)}*"
        for each in seen[:MOST_CHANGES]
    ]
    more = len(changed) - len(lines)
    rest = f"and {more} more" if lines else f"{more} figure{'' if more == 1 else 's'} by less than can be read here"
    return "\n".join([*lines, *([f"{rest}: the spreadsheet has all of them"] if more else [])])


def _short(text: str) -> str:
    return escape(cut(" ".join(text.split()) or "not there", CHANGE_TEXT))


def _board(rows: Sequence[FigureRow]) -> Iterator[Block]:
    """The main figures side by side, in one block; with several currencies, one block for each."""
    groups = [(about, list(each)) for about, each in groupby(rows, key=lambda row: row.about)]
    if sum(about != ALL for about, _ in groups) == 1:
        groups = [(ALL, list(rows))]
    for about, each in groups:
        title = None if about == ALL else MarkdownTextObject(text=f"_{about}_")
        yield SectionBlock(text=title, fields=[MarkdownTextObject(text=figure(row, row.name)) for row in each])
