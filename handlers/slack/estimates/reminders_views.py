"""Views of missing Letters of Estimate."""

from slack_sdk.models.blocks import Block

from bot.estimates.missing import MissingEstimate, MissingEstimates
from bot.rules.kit.dates import describe_day
from handlers.slack.kit.blocks import Message, actions, button, context, escape, section

# A morning message has room for this many, next to everything else.
MOST_JOBS = 8


def missing(shown: MissingEstimates) -> Message:
    """A lead's reminder; thanks once the estimate is with the client."""
    if not shown.jobs:
        return _thanks("The Letter of Estimate is with the client, or not needed any more.")
    each = shown.jobs[0]
    words = f"{each.job.number} {each.job.title} has no Letter of Estimate with {each.job.client} yet."
    head = f":memo: *{escape(each.job.number)}* {escape(each.job.title)} has *no Letter of Estimate* with "
    head += f"{escape(each.job.client)} yet. {_due(each, shown)}"
    row = actions(
        button("Draft the estimate", "estimates.open_estimate", each.job.id, "primary"),
        button("Job jacket", "desk.show_jacket", each.job.id),
    )
    small = context(
        "From tomorrow on your supervisor hears of it each business day, until a version is with the client."
    )
    return Message(text=escape(words), blocks=[section(head), row, small])


def team_missing(shown: MissingEstimates) -> Message:
    """A supervisor's list."""
    if not shown.jobs:
        return _thanks("No Letter of Estimate of your people is overdue any more.")
    count = len(shown.jobs)
    head = (
        f"{count} Letter{'s' if count > 1 else ''} of Estimate of your people {'are' if count > 1 else 'is'} overdue."
    )
    blocks: list[Block] = [section(f":memo: *{head}*")]
    for each in shown.jobs[:MOST_JOBS]:
        line = f"*{escape(each.job.number)}* {escape(each.job.title)}  ·  {escape(each.job.client)}"
        words = f"{line}\n{escape(each.lead)}  ·  {_due(each, shown)}"
        blocks.append(section(words, button("Job jacket", "desk.show_jacket", each.job.id)))
    if count > MOST_JOBS:
        blocks.append(context(f"… and {count - MOST_JOBS} more."))
    return Message(text=head, blocks=blocks)


def _due(each: MissingEstimate, shown: MissingEstimates) -> str:
    due = describe_day(each.due_on, shown.today)
    is_was = "is" if each.due_on >= shown.today else "was"
    days = f"open for {each.days_open} day{'' if each.days_open == 1 else 's'}"
    return f"It {is_was} due {due}; the job is {days}."


def _thanks(words: str) -> Message:
    return Message(text=words, blocks=[section(f":white_check_mark: {words}")])
