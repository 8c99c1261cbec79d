"""Views of job status."""

from collections.abc import Iterator, Sequence
from datetime import date

from slack_sdk.models.blocks import Block, ButtonElement

from bot.rules.kit.dates import describe_day
from bot.rules.kit.durations import format_duration
from bot.status.client_status import ClientBoard, ClientJob
from bot.status.questions import StatusQuestion, Whose
from bot.status.sharing import StatusPosted
from bot.status.status import PAGE, JobStatusRow, OpenSignoff, StatusBoard
from handlers.slack.jobs.jobs_views import MARKS
from handlers.slack.kit.blocks import (
    ALL_TEXT,
    Message,
    actions,
    button,
    channel_name,
    context,
    cut,
    cut_markup,
    escape,
    section,
    within,
)
from handlers.slack.kit.carried import Carried
from handlers.slack.kit.commands import typed
from storage.words.time import JobStatus

LATE = ":red_circle:"
STEP_TEXT = 120
MOST_SIGNOFFS = 3
MOST_OF_CLIENT, MOST_OF_CLIENTS = 20, 40
CLIENT_WORDS = {JobStatus.WITH_CLIENT: "with you", JobStatus.OPENED: "about to begin"}
HELP = (
    ("", "your jobs, what needs attention first"),
    ("ACME", "a client's; a name gives a person's jobs, or their portfolio"),
    ("overdue", "also `waiting on client`, `due this week`, `stalled`, `no estimate`, `on hold`"),
    ("ACME overdue", "both at once; `all overdue` for every client"),
    ("@sam", "who leads, works or lately worked on them"),
    ("ACME-101", "the job jacket"),
    ("report ACME", "the client's status report, and what changed since the last"),
    ("report ACME for client", "what may go to the shared channel, for you to look at first"),
)


class BoardPage(Carried):
    """A page of the jobs that a question asks for."""

    question: StatusQuestion
    page: int = 0


def board(shown: StatusBoard) -> Message:
    """A page of jobs, for the asker only."""
    head = _head(shown)
    if not shown.jobs:
        return Message(text=head, blocks=[section(f"*{head}*")])
    blocks: list[Block] = [section(f"*{head}*"), *_jobs(shown)]
    if shown.pages > 1:
        blocks.append(context(f"Page {shown.page + 1} of {shown.pages}"))
    return Message(text=head, blocks=[*blocks, actions(*_turns(shown), share(shown.question, shown.page))])


def shared(shown: StatusBoard, by: str) -> Message:
    """The same for a channel, without the money."""
    head = _head(shown)
    blocks = [section(f"*{head}*"), *_jobs(shown)]
    note = f"Shared by {escape(by)} as it stood on {shown.today:%a} {shown.today.day} {shown.today:%b}"
    pages = f"  ·  page {shown.page + 1} of {shown.pages}" if shown.pages > 1 else ""
    return Message(text=f"{escape(by)} shares status. {head}", blocks=[*blocks, context(note + pages)])


def posted(done: StatusPosted) -> Message:
    """Confirm where the answer was posted, and how much of it."""
    how = " It shows what the client may know: no money, no notes, billable jobs only." if done.for_client else ""
    words = f"Posted in {channel_name(done.channel)}.{how}"
    return Message(text=words, blocks=[section(f":white_check_mark: {words}")])


def of_client(boards: Sequence[ClientBoard]) -> Message:
    """The status of a client's jobs, for somebody at the client."""
    heads = [client_head(each) for each in boards]
    blocks: list[Block] = []
    for shown, head in zip(boards, heads, strict=True):
        share = ALL_TEXT // len(boards), MOST_OF_CLIENTS // len(boards)
        blocks += [section(f"*{head}*"), *client_jobs(shown, *share)]
    return Message(text="  ".join(heads), blocks=blocks)


def client_head(shown: ClientBoard) -> str:
    """How many jobs of a client there are, and how many wait for it."""
    count, waiting = len(shown.jobs), sum(_waits(each) for each in shown.jobs)
    if not count:
        return f"{escape(shown.client)}: no open job fits."
    waits = f"; {waiting} wait{'s' if waiting == 1 else ''} for you" if waiting else ""
    return f"{escape(shown.client)}: {count} open job{'' if count == 1 else 's'}{waits}"


def client_jobs(shown: ClientBoard, room: int = ALL_TEXT, most: int = MOST_OF_CLIENT) -> Iterator[Block]:
    """A client's jobs as the client sees them, as many as fit."""
    fitting = within(["\n".join(_client_job(each, shown.today)) for each in shown.jobs], room, most)
    yield from map(section, fitting)
    if len(shown.jobs) > len(fitting):
        yield context(f"… and {len(shown.jobs) - len(fitting)} more. Ask for one by its number or title.")


def share(question: StatusQuestion, page: int = 0) -> ButtonElement:
    """The button that posts an answer where it was asked."""
    return button("Share in channel", "status.share_board", BoardPage(question=question, page=page))


def help_message(prefix: str) -> Message:
    """The lines that work."""
    command = typed("jobstatus", prefix)
    lines = [f"•  `{' '.join(filter(None, (command, typed)))}`  {what}" for typed, what in HELP]
    hint = "Plain words work too, to me in any channel or thread: `@Jobjacket what's late for Acme?`"
    return Message(
        text=f"Status works like this: {command} ACME overdue",
        blocks=[section("*Where things stand*\n" + "\n".join(lines)), context(hint)],
    )


def job_lines(each: JobStatusRow, today: date, *, with_client: bool) -> list[str]:
    """A job on a board: its name and why it needs attention, its facts, its next step, what it is waiting on."""
    mark = LATE if any(reason.startswith("overdue") for reason in each.reasons) else MARKS[each.status]
    head = f"{mark}  *{escape(each.job.number)}* {escape(each.job.title)}"
    if each.reasons:
        head += f"  ·  *{', '.join(each.reasons)}*"
    client = [each.job.client] if with_client else []
    lines = [head, escape("  ·  ".join([*client, *_facts(each, today)]))]
    steps = [f"_Next:_ {escape(cut(each.next_step, STEP_TEXT))}"] if each.next_step else []
    steps += [f"_Waits on:_ {escape(cut(each.waits_on, STEP_TEXT))}"] if each.waits_on else []
    lines += ["   ".join(steps)] if steps else []
    lines += [_signoff(signoff, today) for signoff in each.signoffs[:MOST_SIGNOFFS]]
    if len(each.signoffs) > MOST_SIGNOFFS:
        lines.append(f"… and {len(each.signoffs) - MOST_SIGNOFFS} more open sign-offs")
    return lines


def _head(shown: StatusBoard) -> str:
    asked = [each.value for each in sorted(shown.question.filters)]
    asked += [shown.question.status.value] if shown.question.status else []
    which = " and ".join(asked)
    whose = {Whose.OWN: "yours", Whose.ALL: "all clients"}.get(shown.question.whose, escape(shown.about))
    title = f"{which[:1].upper()}{which[1:]}, {whose}" if which else f"{whose[:1].upper()}{whose[1:]}"
    if not shown.total:
        return f"{title}: no job. All clear." if which else f"{title}: no open job."
    count = f"{shown.total} job{'' if shown.total == 1 else 's'}"
    needs = f"; {shown.pressing} need{'s' if shown.pressing == 1 else ''} attention" if shown.pressing else ""
    return f"{title}: {count}{needs}"


def _jobs(shown: StatusBoard) -> Iterator[Block]:
    with_client = shown.question.whose != Whose.CLIENT
    for each in shown.jobs:
        lines = job_lines(each, shown.today, with_client=with_client)
        text = cut_markup("\n".join(lines), ALL_TEXT // PAGE)
        yield section(text, button("Open", "desk.show_jacket", each.job.id))


def _facts(each: JobStatusRow, today: date) -> list[str]:
    facts = [each.status.value, each.lead or "no lead"]
    if each.due_on and not any(reason.startswith(("due", "overdue")) for reason in each.reasons):
        facts.append(f"due {describe_day(each.due_on, today)}")
    elif not each.due_on:
        facts.append("no due date")
    if each.stalled_days and not any(reason.startswith("stalled") for reason in each.reasons):
        facts.append(f"last moved {each.stalled_days} business day{'' if each.stalled_days == 1 else 's'} ago")
    return [*facts, *_used(each)]


def _used(each: JobStatusRow) -> list[str]:
    if each.used_percent is not None and not any("of budget" in reason for reason in each.reasons):
        return [f"{each.used_percent} % of budget used"]
    if each.used_percent is None and each.budget_minutes:
        return [f"{format_duration(each.minutes)} of {format_duration(each.budget_minutes)} used"]
    return [f"{format_duration(each.minutes)} logged"] if each.used_percent is None and each.minutes else []


def _signoff(each: OpenSignoff, today: date) -> str:
    facts = [f"waits on {escape(', '.join(each.waits_on))}"] if each.waits_on else []
    facts += [f"{'was ' if each.is_overdue else ''}due {describe_day(each.due_on, today)}"] if each.due_on else []
    return f":pencil2: Sign-off of {escape(cut(each.title, 80))} (version {each.version}) {', '.join(facts)}".rstrip()


def _client_job(each: ClientJob, today: date) -> Iterator[str]:
    facts = [CLIENT_WORDS.get(each.status, each.status.value)]
    facts += [f"due {describe_day(each.due_on, today)}"] if each.due_on else []
    yield f"{MARKS[each.status]}  *{escape(each.job.number)}* {escape(each.job.title)}  ·  {'  ·  '.join(facts)}"
    for signoff in each.signoffs[:MOST_SIGNOFFS]:
        who = escape(", ".join(signoff.waits_on)) or "you"
        due = f", due {describe_day(signoff.due_on, today)}" if signoff.due_on else ""
        title = escape(cut(signoff.title, 80))
        yield f":pencil2: {title} (version {signoff.version}) waits for sign-off by {who}{due}"


def _waits(each: ClientJob) -> bool:
    return bool(each.signoffs) or each.status == JobStatus.WITH_CLIENT


def _turns(shown: StatusBoard) -> list[ButtonElement]:
    turns = (("Earlier", "earlier", shown.page - 1), ("More", "later", shown.page + 1))
    return [
        button(label, f"status.turn_board.{name}", BoardPage(question=shown.question, page=page))
        for label, name, page in turns
        if 0 <= page < shown.pages
    ]
