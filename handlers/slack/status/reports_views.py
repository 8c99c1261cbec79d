"""Views of a client's status report."""

from collections.abc import Iterator, Sequence
from datetime import date

from slack_sdk.models.blocks import Block, ButtonElement, DividerBlock

from bot.requests.reports import ClientRequestReported, RequestReported
from bot.rules.kit.dates import describe_day
from bot.status.reports import JobMoved, StatusReport
from bot.status.status import JobStatusRow
from handlers.slack.clients.channels_views import held_back
from handlers.slack.kit.blocks import (
    ALL_TEXT,
    SECTION_TEXT,
    Message,
    actions,
    button,
    channel_name,
    context,
    cut,
    escape,
    header,
    section,
    within,
)
from handlers.slack.kit.carried import Carried
from handlers.slack.status.status_views import client_head, client_jobs, job_lines
from storage.words.accounts import RequestStatus

MOST_JOBS, MOST_MOVED, MOST_REQUESTS = 30, 15, 12
CHANGE_TEXT, REQUEST_TEXT = 160, 120
# Line breaks, and how many more there are.
ROOM_FOR_REST = 60


class ReportOf(Carried):
    """A client's report, for the agency only or for the client."""

    client: str
    for_client: bool = False


def posted(shown: StatusReport) -> Message:
    """The report in its channel."""
    return Message(text=_title(shown), blocks=list(_blocks(shown)))


def preview(shown: StatusReport) -> Message:
    """The report as we would post it, for the asker only, with a button that posts it."""
    value = ReportOf(client=shown.client_id, for_client=shown.for_client)
    if shown.held_back:
        advice = "Choose another internal channel on the client's card."
        note = f"Only you see this. {held_back([shown.held_back], advice)}"
        row: Block = actions(_other(shown))
    elif shown.channel:
        note = f"Only you see this. It would go to {channel_name(shown.channel)}."
        row = actions(button(_label(shown), "status.post_report", value, "primary"), _other(shown))
    else:
        which = "shared" if shown.for_client else "internal"
        note = f"Only you see this. {escape(shown.client)} has no {which} channel yet, so it can't be posted."
        row = actions(_other(shown))
    return Message(text=f"{_title(shown)} {note}", blocks=[*_blocks(shown), DividerBlock(), context(note), row])


def _label(shown: StatusReport) -> str:
    return "Post in the shared channel" if shown.for_client else "Post in the internal channel"


def _other(shown: StatusReport) -> ButtonElement:
    other = ReportOf(client=shown.client_id, for_client=not shown.for_client)
    words = "Look at the internal one" if shown.for_client else "Look at the client's version"
    return button(words, "status.preview_report", other)


def _title(shown: StatusReport) -> str:
    day = f"{shown.today:%a} {shown.today.day} {shown.today:%b %Y}"
    return escape(f"Status report {shown.client}, {day}.")


def _blocks(shown: StatusReport) -> Iterator[Block]:
    yield header(f"Status: {shown.client}, {shown.today:%a} {shown.today.day} {shown.today:%b}")
    moved, asked = _moved(shown), _asked(shown)
    room = ALL_TEXT - sum(map(len, (*moved, *asked)))
    yield from map(section, moved)
    if not moved and shown.since < shown.today:
        yield context(f"Nothing changed since {describe_day(shown.since, shown.today)}.")
    if shown.board is not None:
        yield section(f"*{client_head(shown.board)}*")
        yield from client_jobs(shown.board, room)
    else:
        yield section(_head(shown))
        fitting = within([_job(shown, each) for each in shown.jobs], room, MOST_JOBS)
        yield from map(section, fitting)
        if len(shown.jobs) > len(fitting):
            yield context(f"… and {len(shown.jobs) - len(fitting)} more, which need less attention.")
    yield from map(section, asked)


def _head(shown: StatusReport) -> str:
    pressing, count = sum(bool(each.reasons) for each in shown.jobs), len(shown.jobs)
    needs = f"; {pressing} need{'s' if pressing == 1 else ''} attention" if pressing else ""
    return f"*{count} open job{'' if count == 1 else 's'}{needs}*" if count else "*No open jobs.*"


def _job(shown: StatusReport, each: JobStatusRow) -> str:
    return "\n".join(job_lines(each, shown.today, with_client=False))


def _moved(shown: StatusReport) -> list[str]:
    title = f"*What changed since {describe_day(shown.since, shown.today)}*"
    return _listed(title, [_change(each) for each in shown.moved], MOST_MOVED, "jobs") if shown.moved else []


def _change(each: JobMoved) -> str:
    what = cut("; ".join(each.changes), CHANGE_TEXT)
    return f"•  *{escape(each.number)}* {escape(each.title)}: {escape(what)}"


def _asked(shown: StatusReport) -> list[str]:
    if shown.asked:
        lines = [_of_client(each, shown.today) for each in shown.asked]
        return _listed("*What you asked us*", lines, MOST_REQUESTS, "requests")
    waiting = [each for each in shown.requests if each.status == RequestStatus.OPEN]
    late = sum(each.overdue for each in waiting)
    counted = f"{len(waiting)} open{f', {late} overdue' if late else ''}"
    lines = [_request(each, shown.today) for each in shown.requests]
    return _listed(f"*Requests: {counted}*", lines, MOST_REQUESTS, "requests") if lines else []


def _request(each: RequestReported, today: date) -> str:
    text = _quoted(each.text)
    text = f"<{escape(each.link)}|{text}>" if each.link else text
    if each.status != RequestStatus.OPEN:
        return f"•  {text}: *{each.status}*{f', {escape(cut(each.outcome, REQUEST_TEXT))}' if each.outcome else ''}"
    due = f"due {describe_day(each.due_on, today)}" if each.due_on else "no due date"
    facts = [escape(each.owner), f"*{due}, overdue*" if each.overdue else due, each.scope.value]
    return "  ·  ".join([f"•  {text}", *facts, *([escape(each.job)] if each.job else [])])


def _of_client(each: ClientRequestReported, today: date) -> str:
    state = "done" if each.is_done else "with us"
    return f"•  {_quoted(each.text)}  ·  asked {describe_day(each.asked_on, today)}  ·  {state}"


def _quoted(text: str) -> str:
    return escape(cut(" ".join(text.split()), REQUEST_TEXT)).replace("|", "¦")


def _listed(title: str, lines: Sequence[str], most: int, things: str) -> list[str]:
    """A paragraph with a title and a line each; says how many didn't fit."""
    fitting = within(lines, SECTION_TEXT - len(title) - ROOM_FOR_REST, most)
    rest = [f"… and {len(lines) - len(fitting)} more {things}"] if len(lines) > len(fitting) else []
    return ["\n".join([title, *fitting, *rest])]
