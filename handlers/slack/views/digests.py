"""What people see of digests: the message, the clients in its thread, and what its commands answer."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import groupby

from slack_sdk.models.blocks import Block, ImageBlock
from slack_sdk.models.blocks.basic_components import SlackFile

from bot.digest_corrections import CorrectionAsked, DigestCorrected
from bot.digest_posts import CLIENTS_A_PAGE, pages_of
from bot.digest_words import against_plan, main_rows, named, rates_words, rests_on, title_of
from bot.digests import DigestIssued, DigestShown, FilesSent
from bot.policies import PolicySaved
from bot.report_policies import ReportPlace
from bot.rules.digest_changes import FigureChanged
from bot.rules.digest_client_rows import client_rows
from bot.rules.digest_figures import ClientFigures, JobFigures
from bot.rules.digest_row import MARK, FigureRow
from bot.rules.periods import describe_month
from bot.rules.policies import ReportPolicy
from handlers.slack.names import Action, Command
from handlers.slack.views.blocks import Message, actions, button, context, cut, escape, header, section
from handlers.slack.views.clients import channel

# Stands for an edition's id: nothing is kept of a preview.
PREVIEW = "preview"
MOST_CHANGES = 25
CLIENT_TEXT = 1_150
ALT_TEXT = 1_900
MOST_PLACES = 20
# Two of them a line, and so many lines, fit into a section.
CHANGE_TEXT = 40


def posted(shown: DigestShown, picture: str) -> Message:
    """The one message in a leadership channel; `picture` is the file in its thread, once it is there."""
    blocks = list(_summary(shown))
    if picture:
        blocks.append(ImageBlock(slack_file=SlackFile(id=picture), alt_text=cut(_in_words(shown), ALT_TEXT)))
    blocks.append(context("By client, with the spreadsheet and the PDF: in the thread."))
    return Message(text=_in_words(shown), blocks=blocks)


def summary(shown: DigestShown) -> Message:
    """An edition for one reader, with ways on."""
    ways = [button("By client", Action.DIGEST_CLIENTS, f"{shown.id} 0")]
    ways.append(button("Send me the files", Action.DIGEST_FILES, shown.id))
    return Message(text=_in_words(shown), blocks=[*_summary(shown), actions(*ways)])


def preview(shown: DigestShown) -> Message:
    """The running month; nothing of it is kept."""
    note = context("A preview, only for you. Nothing of it is kept: the digest is made once the month is over.")
    ways = actions(button("By client", Action.DIGEST_CLIENTS, f"{PREVIEW} 0"))
    return Message(text=_in_words(shown), blocks=[*_summary(shown), note, ways])


def details(shown: DigestShown, page: int, *, with_more: bool = False) -> Message:
    """Some of the clients; `with_more` leads on to the next ones."""
    clients = shown.figures.clients[page * CLIENTS_A_PAGE : (page + 1) * CLIENTS_A_PAGE]
    pages = pages_of(shown.figures)
    title = f"{describe_month(shown.month)} by client{f', page {page + 1} of {pages}' if pages > 1 else ''}"
    blocks: list[Block] = [section(f"*{title}*")]
    for client in clients:
        head = f"*{escape(client.code)}  {escape(client.name)}*"
        lines = client_lines(client, is_complete=shown.figures.is_complete)
        blocks.append(section(cut("\n".join([head, *lines]), CLIENT_TEXT)))
    if note := rests_on(shown.figures):
        blocks.append(context(note))
    if with_more and page + 1 < pages:
        blocks.append(actions(button("More clients", Action.DIGEST_CLIENTS, f"{shown.id or PREVIEW} {page + 1}")))
    names = ", ".join(client.code for client in clients) or "no clients"
    return Message(text=escape(f"{title}: {names}."), blocks=blocks)


def picture_words(shown: DigestShown) -> str:
    """What the picture comes with."""
    return f"{title_of(shown)}: burn against plan by client, and revenue against goal."


def files_words(shown: DigestShown, asked_at: datetime | None) -> str:
    """What the files come with."""
    asked = f", as you asked on {asked_at:%Y-%m-%d %H:%M:%S} UTC" if asked_at else ""
    return f"{title_of(shown)}: all figures with what they are made of, and the time behind them{asked}."


def issued(done: DigestIssued, prefix: str) -> Message:
    """Where a digest went."""
    went = "is on its way to" if done.is_new else "went out before, and stays as it is, in"
    command = f"`{Command.DIGEST.typed(prefix)} correct {done.shown.month}`"
    more = "" if done.is_new else f" Where figures changed since, {command} makes a new edition."
    text = f"{title_of(done.shown)} {went} {_channels(done.channels)}.{more}"
    return Message(text=text, blocks=[section(f":white_check_mark: {text}"), *summary(done.shown).blocks[-1:]])


def correcting(done: CorrectionAsked) -> Message:
    """A month is being counted anew."""
    month = describe_month(done.month)
    text = f"{month} is being counted anew. What came of it will be in your direct messages in a moment."
    return Message(text=text, blocks=[section(f":hourglass: {text}")])


def corrected(done: DigestCorrected) -> Message:
    """What a correction changed."""
    owners = ", ".join(map(escape, done.portfolios))
    told = f" A new one of their own portfolio goes to {owners}." if owners else ""
    if done.edition is None:
        text = f"Counted anew, {describe_month(done.month)} is just as it was issued: no new edition.{told}"
        return Message(text=text, blocks=[section(text)])
    where = f"is on its way to {_channels(done.channels)}" if done.channels else "is kept; no channel is named for it"
    text = f"Edition {done.edition} of {describe_month(done.month)} {where}.{told}"
    return Message(text=text, blocks=[section(f":white_check_mark: {text}"), section(_changes(done.changed))])


def files_sent(done: FilesSent) -> Message:
    """The files are on their way."""
    text = f"The files of {describe_month(done.month)} are on their way to your direct messages."
    return Message(text=text, blocks=[section(text)])


def policy_saved(saved: PolicySaved, prefix: str) -> Message:
    """When and where the digest goes from now on."""
    text = f":white_check_mark: {_place(saved.office.name, saved.policy.reports, prefix)}"
    return Message(text=escape(f"{saved.office.name}’s digest is set up."), blocks=[section(text)])


def channel_named(saved: PolicySaved, prefix: str) -> Message:
    """A channel is an office's leadership channel from now on."""
    shown = policy_saved(saved, prefix)
    follows = context("Last month’s is posted here too once its hour has come, unless it was.")
    return Message(text=shown.text, blocks=[*shown.blocks, follows])


def help_message(prefix: str, places: Sequence[ReportPlace]) -> Message:
    """What `/digest` takes, and for who may issue it where it goes."""
    command = Command.DIGEST.typed(prefix)
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
    """When and where an office's digest goes, and in which currency its sums are."""
    sums = f"sums of several currencies are in {reports.currency}"
    if not reports.leadership_channel:
        command = Command.DIGEST.typed(prefix)
        way = f"`{command} here` in one of your own office, or *Reports* on Home, names it"
        return f"{escape(office)}’s digest goes to no channel: {way}; {sums}."
    return (
        f"{escape(office)}’s digest goes to {channel(reports.leadership_channel)}, on the first business day of the "
        f"month at {reports.digest_at:%H:%M}; {sums}."
    )


def _channels(ids: Sequence[str]) -> str:
    return ", ".join(map(channel, ids))


def client_lines(client: ClientFigures, *, is_complete: bool = True) -> Iterator[str]:
    """A client's figures in a few lines; what has no data says how to supply it."""
    every = client_rows(client, is_complete=is_complete)
    rows = {row.name: row for row in every if row.about == client.code}
    for label, names in LINES:
        known = [_figure(rows[name]) for name in names if rows[name].value is not None]
        if known:
            yield f"_{label}_  " + "  ·  ".join(known)
    for job in client.jobs:
        yield from _job(client, job)
    if client.revised_pending:
        yield f"Revised Estimate pending: {escape(', '.join(client.revised_pending))}"
    if client.renewals:
        yield "Renews: " + ", ".join(f"{day.day} {day:%b %Y}" for day in client.renewals)
    yield _health(client)
    yield from _no_data([rows[name] for _, names in LINES for name in names])


LINES = (
    (
        "Burn",
        ("Time", "Time at rate", "Retainer burn", "Retainer burn in money", "Pace", "Projected burn", "Budget burn"),
    ),
    ("Growth", ("Upsell", "Recurring a month", "Net revenue retention", "Gross revenue retention")),
    ("Scope", ("Out-of-scope time", "Out-of-scope share", "Out-of-scope money", "Over-servicing")),
    ("Care", ("Budget variance", "Realization", "Effective rate", "Sign-off turnaround", "On-time share")),
)


def _summary(shown: DigestShown) -> Iterator[Block]:
    yield header(title_of(shown))
    if shown.changed:
        yield section(f"*What this edition corrects*\n{_changes(shown.changed)}")
    notes = [note for note in (_warned(rests_on(shown.figures)), rates_words(shown.figures)) if note]
    if notes:
        yield context(*notes)
    groups = groupby(main_rows(shown.figures), key=lambda row: row.about)
    yield section("\n".join(f"_{about}_  " + "  ·  ".join(map(_figure, rows)) for about, rows in groups))
    yield section("\n".join(f"_{label}_  {escape(words)}" for label, words in against_plan(shown.figures)))
    sentences = "\n".join(f"•  {escape(sentence)}" for sentence in shown.figures.moves)
    yield section(f"*What moved most, and why*\n{sentences}")


def _warned(note: str) -> str:
    return f":warning: {note}" if note else ""


def _in_words(shown: DigestShown) -> str:
    figures = ", ".join(f"{named(row)} {row.marked}" for row in main_rows(shown.figures))
    return escape(f"{title_of(shown)}: {figures}. {rests_on(shown.figures)}".strip())


def _changes(changed: Sequence[FigureChanged]) -> str:
    """What looks other than before; what changed in so small a part that it reads the same is in the spreadsheet."""
    seen = [each for each in changed if each.was != each.now]
    lines = [
        f"•  {escape(each.about)}, {escape(each.name)}: {_short(each.was)} → *{_short(each.now)}*"
        for each in seen[:MOST_CHANGES]
    ]
    more = len(changed) - len(lines)
    rest = f"and {more} more" if lines else f"{more} figures by less than can be read here"
    return "\n".join([*lines, *([f"{rest}: the spreadsheet has all of them"] if more else [])])


def _short(text: str) -> str:
    return escape(cut(" ".join(text.split()) or "not there", CHANGE_TEXT))


def _no_data(rows: Sequence[FigureRow]) -> Iterator[str]:
    """What has no data, with how to supply it: the figures that lack the same in one sentence."""
    lacking: dict[str, list[str]] = {}
    for row in rows:
        if row.value is None:
            lacking.setdefault(row.hint, []).append(row.name)
    for hint, names in lacking.items():
        yield f"_No data_  {', '.join(names)}: {hint}"


def _figure(row: FigureRow) -> str:
    return f"{row.name} *{row.text}*{f' {MARK}' if row.marked != row.text else ''}"


def _job(client: ClientFigures, job: JobFigures) -> Iterator[str]:
    if job.variance_cents is None or job.variance_cents >= 0:
        return
    rows = {row.name: row for row in client_rows(client) if row.about == job.number}
    plan = job.plan
    if plan is None:
        words = "no plan to make it good yet"
    else:
        facts = [plan.what, plan.who, f"by {plan.due_on.isoformat()}" if plan.due_on else ""]
        words = f"plan {plan.status}: " + (", ".join(fact for fact in facts if fact) or "not answered yet")
    yield f":red_circle:  {escape(job.number)} {rows['Budget variance'].text} ({escape(cut(words, 160))})"


def _health(client: ClientFigures) -> str:
    health = client.health
    if health is None:
        return "Health: not asked for this month"
    if health.mood is None:
        return f"Health: {escape(health.by)} was asked, and has not answered"
    risks, move = (
        f"{label}: {said}" if said else "" for label, said in (("Risks", health.risks), ("Next", health.next_move))
    )
    words = ". ".join(fact.strip().rstrip(".") for fact in (health.value, risks, move) if fact.strip())
    return f"Health: *{health.mood}* ({escape(health.by)})" + (f": {escape(cut(words, 300))}" if words else "")
