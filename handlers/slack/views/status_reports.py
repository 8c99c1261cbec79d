"""What people see of a client's status report."""

from collections.abc import Iterator

from slack_sdk.models.blocks import Block, ButtonElement, DividerBlock

from bot.rules.dates import describe_day
from bot.status_reports import JobMoved, StatusReport
from handlers.slack.names import Action
from handlers.slack.views.blocks import Message, actions, button, channel_name, context, cut, escape, header, section
from handlers.slack.views.status import client_head, client_jobs, job_lines

# What a message has room for: a job takes a few hundred characters of the thirteen thousand.
MOST_JOBS = 20
MOST_MOVED = 15
CHANGE_TEXT = 160


def posted(shown: StatusReport) -> Message:
    """The report in its channel."""
    return Message(text=_title(shown), blocks=list(_blocks(shown)))


def preview(shown: StatusReport) -> Message:
    """The report as it would be posted, for the asker alone, with a button that posts it."""
    value = f"{'client' if shown.for_client else 'agency'}:{shown.client_id}"
    if shown.channel:
        note = f"Only you see this. It would go to {channel_name(shown.channel)}."
        row: Block = actions(button(_label(shown), Action.STATUS_POST, value, "primary"), _other(shown))
    else:
        which = "shared" if shown.for_client else "internal"
        note = f"Only you see this. {escape(shown.client)} has no {which} channel yet, so it can't be posted."
        row = actions(_other(shown))
    return Message(text=f"{_title(shown)} {note}", blocks=[*_blocks(shown), DividerBlock(), context(note), row])


def _label(shown: StatusReport) -> str:
    return "Post in the shared channel" if shown.for_client else "Post in the internal channel"


def _other(shown: StatusReport) -> ButtonElement:
    other = "agency" if shown.for_client else "client"
    words = "Look at the internal one" if shown.for_client else "Look at the client's version"
    return button(words, Action.STATUS_REPORT, f"{other}:{shown.client_id}")


def _title(shown: StatusReport) -> str:
    day = f"{shown.today:%a} {shown.today.day} {shown.today:%b %Y}"
    return escape(f"Status report {shown.client}, {day}.")


def _blocks(shown: StatusReport) -> Iterator[Block]:
    yield header(f"Status: {shown.client}, {shown.today:%a} {shown.today.day} {shown.today:%b}")
    yield from _moved(shown)
    if shown.board is not None:
        yield section(f"*{client_head(shown.board)}*")
        yield from client_jobs(shown.board)
        return
    pressing = sum(bool(each.reasons) for each in shown.jobs)
    count = len(shown.jobs)
    needs = f"; {pressing} need{'s' if pressing == 1 else ''} attention" if pressing else ""
    yield section(f"*{count} open job{'' if count == 1 else 's'}{needs}*" if count else "*No open jobs.*")
    for each in shown.jobs[:MOST_JOBS]:
        yield section("\n".join(job_lines(each, shown.today, with_client=False)))
    if count > MOST_JOBS:
        yield context(f"… and {count - MOST_JOBS} more, which need less attention.")


def _moved(shown: StatusReport) -> Iterator[Block]:
    since = describe_day(shown.since, shown.today)
    if not shown.moved:
        if shown.since < shown.today:
            yield context(f"Nothing changed since {since}.")
        return
    lines = [_change(each) for each in shown.moved[:MOST_MOVED]]
    if len(shown.moved) > MOST_MOVED:
        lines.append(f"… and {len(shown.moved) - MOST_MOVED} more jobs")
    yield section("\n".join([f"*What changed since {since}*", *lines]))


def _change(each: JobMoved) -> str:
    what = cut("; ".join(each.changes), CHANGE_TEXT)
    return f"•  *{escape(each.number)}* {escape(each.title)}: {escape(what)}"
