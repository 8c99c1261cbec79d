"""Views of a job jacket."""

from collections.abc import Iterator
from datetime import date

from slack_sdk.models.blocks import (
    ActionsBlock,
    Block,
    InteractiveElement,
    MarkdownTextObject,
    PlainTextObject,
    SectionBlock,
    StaticSelectElement,
)

from bot.desk.job_jackets import EstimateVersion, Jacket, SignoffVersion
from bot.jobs.alerts import AlertGiven
from bot.jobs.changes import JobChanged
from bot.jobs.openings import JobOpened
from bot.rules.kit.dates import describe_day
from bot.rules.kit.durations import format_duration
from bot.rules.people.rates import format_money
from bot.rules.permissions import Act
from handlers.slack.accounts.make_good_views import plan_on_jacket
from handlers.slack.jobs.forms_views import alerted_where, announced, linked_to_outsiders
from handlers.slack.kit.blocks import Message, actions, button, channel_name, context, cut, escape, option, section
from handlers.slack.kit.carried import Carried
from handlers.slack.kit.commands import typed
from storage.words.signoffs import SignoffStatus
from storage.words.time import TAKES_NO_TIME, JobStatus

# The most that fits in a message; the rest is stored all the same.
MOST_ESTIMATES = 4
MOST_SIGNOFFS = 6
FIELD_TEXT = 300
BAR = 10
FULL = 100


class StatusOf(Carried):
    """A status chosen for a job."""

    job: str
    status: JobStatus


def jacket(shown: Jacket, *below: InteractiveElement) -> Message:
    """All facts about a job, with its buttons; `below` is a last row of buttons."""
    job = shown.job
    facts = [job.client, shown.type, "billable" if shown.billable else "non-billable"]
    head = f":file_folder: *{escape(job.number)}* *{escape(job.title)}*\n{escape('  ·  '.join(filter(None, facts)))}"
    blocks: list[Block] = [section(head), _facts(shown), section("\n".join(_money(shown)))]
    if shown.plan:
        blocks.append(plan_on_jacket(shown.plan))
    blocks += [section("\n".join(lines)) for lines in (_signoffs(shown), _alerts(shown)) if lines]
    if shown.activity:
        blocks.append(context("\n".join(["*Lately*", *_activity(shown)])))
    text = f"{job.number} {job.title} ({job.client}): {shown.status}."
    return Message(text=escape(text), blocks=[*blocks, *_buttons(shown), *([actions(*below)] if below else [])])


def opened(done: JobOpened, shown: Jacket, prefix: str) -> Message:
    """Confirm a new job: who will be notified, and its jacket."""
    words = f"Opened {escape(done.number)} {escape(shown.job.title)}."
    told = announced(done)
    if not done.announced and not done.held_back:
        told += f" To link one, write `{typed('job', prefix)} here {done.number}` in it."
    return _above(f":white_check_mark: *{words}* {told}", words, shown)


def changed(done: JobChanged, shown: Jacket) -> Message:
    """The changes to a job, and its jacket."""
    words = f"{escape(done.number)}: {escape('; '.join(done.changes))}." if done.changes else "That was so already."
    told = f" {linked_to_outsiders(done)}" if done.held_back else ""
    return _above(f":white_check_mark: *{words}*{told}", words, shown)


def alerted(done: AlertGiven, shown: Jacket) -> Message:
    """Confirm an alert: who will be notified, and the jacket."""
    told = alerted_where(done)
    words = f"Alert on {escape(done.number)}."
    return _above(f":rotating_light: *{words}* {told}", f"{words} {told}", shown)


def _above(markdown: str, text: str, shown: Jacket) -> Message:
    return Message(text=text, blocks=[section(markdown), *jacket(shown).blocks])


def _facts(shown: Jacket) -> SectionBlock:
    since = f", since {describe_day(shown.since, shown.today)}" if shown.since else ""
    pairs = [
        ("Status", f"{shown.status}{since}"),
        ("Due", _due(shown)),
        ("Lead", shown.lead or "nobody yet"),
        ("Team", ", ".join(shown.team) or "nobody else"),
        ("Next step", shown.next_step or "none"),
        ("Waits on", shown.waits_on or "nobody"),
    ]
    if shown.channel:
        pairs.append(("Channel", ""))
    texts = [f"*{name}*\n{escape(cut(value, FIELD_TEXT))}" for name, value in pairs]
    if shown.channel:
        texts[-1] += channel_name(shown.channel)
    return SectionBlock(fields=[MarkdownTextObject(text=text) for text in texts])


def _due(shown: Jacket) -> str:
    if shown.due_on is None:
        return "no date"
    day = describe_day(shown.due_on, shown.today)
    return f"{day}, overdue" if shown.due_on < shown.today and shown.status not in TAKES_NO_TIME else day


def _money(shown: Jacket) -> Iterator[str]:
    yield f"*Burn*  {_burn(shown)}"
    for each in shown.estimates[:MOST_ESTIMATES]:
        yield f"•  {_estimate(each, shown.currency)}"
    if len(shown.estimates) > MOST_ESTIMATES:
        yield f"•  … and {len(shown.estimates) - MOST_ESTIMATES} older versions"
    if shown.budget_missing:
        yield ":warning: No approved estimate yet."
    if shown.brief_version and shown.brief_on:
        yield f"*Creative brief*  version {shown.brief_version}, {describe_day(shown.brief_on, shown.today)}"


def _burn(shown: Jacket) -> str:
    burn, currency = shown.burn, shown.currency
    hours = format_duration(burn.minutes) if burn.minutes else "no time yet"
    of_hours = f" of {format_duration(burn.budget_minutes)}" if burn.budget_minutes else ""
    if Act.SEE_MONEY not in shown.acts:
        return f"{hours}{of_hours}"
    parts = [f"{hours}{of_hours}", format_money(burn.burned_cents, currency)]
    if burn.budget_cents is not None and burn.percent is not None:
        parts[-1] += f" of {format_money(burn.budget_cents, currency)}"
        parts.append(f"{_bar(burn.percent)} *{burn.percent} %*")
    if burn.unrated_minutes:
        parts.append(f"{format_duration(burn.unrated_minutes)} of it has no rate in {currency}")
    if burn.foreign_costs:
        parts.append(f"{burn.foreign_costs} cost{'s' if burn.foreign_costs > 1 else ''} in another currency not added")
    return "  ·  ".join(parts)


def _bar(percent: int) -> str:
    full = min(BAR, percent * BAR // FULL)
    return "▰" * full + "▱" * (BAR - full)


def _estimate(each: EstimateVersion, currency: str) -> str:
    name = "Revised Estimate" if each.version > 1 else "Letter of Estimate"
    total = f"  ·  {format_money(each.total_cents, currency)}" if each.total_cents is not None else ""
    return f"{name}, version {each.version}: *{each.status}*{total}"


def _signoffs(shown: Jacket) -> list[str]:
    if not shown.signoffs:
        return []
    lines = ["*Sign-offs*", *(_signoff(each, shown.today) for each in shown.signoffs[:MOST_SIGNOFFS])]
    if len(shown.signoffs) > MOST_SIGNOFFS:
        lines.append(f"•  … and {len(shown.signoffs) - MOST_SIGNOFFS} older ones")
    return lines


def _signoff(each: SignoffVersion, today: date) -> str:
    facts = [f"*{each.status}*"]
    if each.status == SignoffStatus.OPEN:
        facts += [f"waits on {escape(', '.join(each.waits_on))}"] if each.waits_on else []
        facts += [f"due {describe_day(each.due_on, today)}"] if each.due_on else []
    return f"•  {escape(cut(each.title, 80))} ({each.kind}, version {each.version}): {', '.join(facts)}"


def _alerts(shown: Jacket) -> list[str]:
    return [
        f":rotating_light: {describe_day(each.on, shown.today)}, {escape(each.by)}: {escape(each.text)}"
        for each in shown.alerts
    ]


def _activity(shown: Jacket) -> Iterator[str]:
    for each in shown.activity:
        who = f"{each.who}: " if each.who else ""
        yield escape(f"{describe_day(each.on, shown.today)}  ·  {who}{cut(each.what, 140)}")


def _buttons(shown: Jacket) -> list[ActionsBlock]:
    job, is_open = shown.job.id, shown.status not in TAKES_NO_TIME
    row: list[InteractiveElement] = []
    if is_open:
        row.append(button("Log time", "desk.log_time_on", job))
    if shown.billable and Act.DRAFT_ESTIMATES in shown.acts:
        style = "primary" if shown.budget_missing and not shown.estimates else None
        row.append(button("Estimate", "estimates.open_estimate", job, style))
    if is_open and Act.REQUEST_SIGNOFF in shown.acts:
        row.append(button("Request sign-off", "signoffs.open_signoff", job))
    row.append(button("Brief", "jobs.open_brief", job))
    if Act.KEEP_COSTS in shown.acts:
        row.append(button("Costs", "jobs.open_costs", job))
    if Act.KEEP_JOBS not in shown.acts:
        return [actions(*row)]
    more = [
        _statuses(job, shown.status),
        button("Edit", "desk.open_job_edit", job),
        button("Alert", "desk.open_alert", job),
    ]
    return [actions(*row), actions(*more)]


def _statuses(job_id: str, now: JobStatus) -> StaticSelectElement:
    others = [status for status in JobStatus if status != now]
    options = [option(status.capitalize(), StatusOf(job=job_id, status=status)) for status in others]
    return StaticSelectElement(
        action_id="desk.set_job_status", placeholder=PlainTextObject(text="Change the status…"), options=options
    )
