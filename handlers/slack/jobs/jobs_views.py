"""Views of jobs: lists, the message in a channel, changes, alerts."""

from datetime import date

from slack_sdk.models.blocks import Block, ButtonElement

from bot.jobs.alerts import AlertShown
from bot.jobs.jobs import JobFound, JobShown
from bot.jobs.my_jobs import JobListed, JobsListed
from bot.rules.jobs.lines import EXAMPLES, JobVerb
from bot.rules.kit.dates import describe_day
from handlers.slack.kit.blocks import Message, actions, button, context, escape, quote, section
from handlers.slack.kit.commands import typed
from storage.words.time import TAKES_NO_TIME, JobStatus

# The value of the button that opens the form of a new job with no client chosen yet.
ANY_CLIENT = "any"
# Each takes one of a message's fifty blocks.
MOST_LISTED = 20
MARKS = {
    JobStatus.OPENED: ":large_blue_circle:",
    JobStatus.IN_PROGRESS: ":large_green_circle:",
    JobStatus.WITH_CLIENT: ":large_yellow_circle:",
    JobStatus.ON_HOLD: ":white_circle:",
    JobStatus.COMPLETED: ":white_check_mark:",
    JobStatus.CLOSED: ":lock:",
    JobStatus.ARCHIVED: ":lock:",
}
HELP = (
    (JobVerb.SHOW, "the job jacket: all that is known of a job"),
    (JobVerb.OPEN, "opens a job; `open` alone opens a form"),
    (JobVerb.STATUS, "opened, in progress, with client, on hold, completed"),
    (JobVerb.NEXT, "the next step"),
    (JobVerb.WAITS, "whom it waits on; `nobody` clears it"),
    (JobVerb.DUE, "the due date; `fri`, `in 2 weeks` and `none` work too"),
    (JobVerb.ALERT, "tells the job's channel, and each of its team once"),
    (JobVerb.HERE, "lets this channel stand for the job; `here ACME-101 off` ends that"),
    (JobVerb.EDIT, "everything in one form"),
    (JobVerb.BRIEF, "the creative brief"),
    (JobVerb.COSTS, "expenses, purchase orders, billed amounts"),
    (JobVerb.CLOSE, "no more time; `reopen` and `archive` too"),
)


def listed(done: JobsListed, prefix: str) -> Message:
    """A list of jobs, each with a button for its jacket."""
    command = typed("job", prefix)
    if not done.jobs:
        words = f"{escape(done.client)} has no open jobs." if done.client else "No open job is yours right now."
        hint = f"`{command} {EXAMPLES[JobVerb.OPEN]}` opens one, `{command} {EXAMPLES[JobVerb.SHOW]}` shows any job."
        return Message(text=words, blocks=[section(words), context(hint), actions(_open_new())])
    pressing = sum(bool(each.attention) for each in done.jobs)
    count = len(done.jobs)
    head = f"{count} job{'' if count == 1 else 's'}"
    head += f" of {escape(done.client)}" if done.client else " is yours" if count == 1 else " are yours"
    needs = f"; {pressing} need{'s' if pressing == 1 else ''} attention" if pressing else ""
    blocks: list[Block] = [section(f"*{head}{needs}*")]
    blocks += [
        section(_line(each, done.today), button("Open", "desk.show_jacket", each.job.id))
        for each in done.jobs[:MOST_LISTED]
    ]
    if count > MOST_LISTED:
        blocks.append(context(f"… and {count - MOST_LISTED} more: `{command} ACME` lists a client's jobs."))
    return Message(text=f"{head}{needs}.", blocks=[*blocks, actions(_open_new())])


def posted(shown: JobShown) -> Message:
    """A job as its client's channel sees it."""
    job = shown.job
    facts = [shown.type, "billable" if shown.billable else "non-billable"]
    facts += [f"due {_date(shown.due_on)}" if shown.due_on else "", f"lead {shown.lead}" if shown.lead else ""]
    lines = [f"{MARKS[shown.status]}  *{escape(job.number)}* {escape(job.title)}  ·  *{shown.status}*"]
    lines.append(escape("  ·  ".join([job.client, *filter(None, facts)])))
    lines += [f"_Next:_ {escape(shown.next_step)}"] if shown.next_step else []
    lines += [f"_Waits on:_ {escape(shown.waits_on)}"] if shown.waits_on else []
    buttons = [button("Job jacket", "desk.show_jacket", job.id)]
    if shown.status not in TAKES_NO_TIME:
        buttons.append(button("Log time", "desk.log_time_on", job.id))
        buttons += [button("Estimate", "estimates.open_estimate", job.id)] if shown.billable else []
        buttons.append(button("Request sign-off", "signoffs.open_signoff", job.id))
    blocks: list[Block] = [section("\n".join(lines)), actions(*buttons)]
    if shown.opened_by:
        blocks.append(context(f"Opened by {escape(shown.opened_by)}"))
    return Message(text=escape(f"{job.number} {job.title} ({job.client}) is {shown.status}."), blocks=blocks)


def alert(shown: AlertShown) -> Message:
    """An alert, for a channel or for one of the team."""
    job = shown.job
    head = f":rotating_light: *Alert on {escape(job.number)}* {escape(job.title)}  ·  {escape(shown.by)}"
    row = actions(button("Job jacket", "desk.show_jacket", job.id))
    text = escape(f"Alert on {job.number} {job.title}, by {shown.by}: {shown.text}")
    return Message(text=text, blocks=[section(f"{head}\n{quote(shown.text)}"), row])


def help_message(prefix: str) -> Message:
    """The lines that work."""
    command = typed("job", prefix)
    lines = [f"•  `{command}`  your jobs; `{command} ACME` a client's"]
    lines += [f"•  `{command} {EXAMPLES[verb]}`  {what}" for verb, what in HELP]
    hint = "In a channel that stands for one job the number may be left out."
    return Message(
        text=f"Jobs work like this: {command} {EXAMPLES[JobVerb.SHOW]}",
        blocks=[section("*Jobs*\n" + "\n".join(lines)), context(hint), actions(_open_new())],
    )


def job_name(job: JobFound) -> str:
    """A job on a line: `*ACME-101* Spring mailer`."""
    return f"*{escape(job.number)}* {escape(job.title)}"


def _line(each: JobListed, today: date) -> str:
    facts = [escape(each.job.client), each.status]
    if each.due_on and not any(reason.startswith(("due", "overdue")) for reason in each.attention):
        facts.append(f"due {describe_day(each.due_on, today)}")
    lines = [f"{MARKS[each.status]}  {job_name(each.job)}", "  ·  ".join(facts)]
    if each.attention:
        lines[0] += f"  ·  *{', '.join(each.attention)}*"
    steps = [f"_Next:_ {escape(each.next_step)}"] if each.next_step else []
    steps += [f"_Waits on:_ {escape(each.waits_on)}"] if each.waits_on else []
    return "\n".join([*lines, *(["  ".join(steps)] if steps else [])])


def _date(day: date) -> str:
    """A day in words that stay true for as long as the message is there."""
    return f"{day:%a} {day.day} {day:%b} {day.year}"


def _open_new() -> ButtonElement:
    return button("Open a job", "desk.open_new_job", ANY_CLIENT)
