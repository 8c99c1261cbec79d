"""The door of `/job`: lists of jobs, the jacket, and changes to it by a line or a click."""

from collections.abc import Callable, Mapping

from bot.desk import job_jackets
from bot.errors import UsageError
from bot.jobs import alerts, changes, my_jobs, openings
from bot.jobs.lines import job_of_line
from bot.rules.jobs.lines import EXAMPLES, JobVerb, read_job_line
from bot.rules.kit.lines import Line
from handlers.slack.clients.channels import learn_channels, look_at_channel
from handlers.slack.desk import job_jackets_views as views
from handlers.slack.desk.job_forms import edit_form, new_form
from handlers.slack.jobs import jobs_views as list_views
from handlers.slack.jobs.briefs import brief
from handlers.slack.jobs.costs import costs
from handlers.slack.kit.asked import Asked
from handlers.slack.kit.blocks import Message
from handlers.slack.kit.doors import Answer, Below, Command, Doors
from handlers.slack.timekeeping import entry_forms_views

# The words that open a form or a page of their own.
OPENERS: Mapping[JobVerb, Callable[[Asked, str], Answer]] = {
    JobVerb.EDIT: edit_form,
    JobVerb.BRIEF: brief,
    JobVerb.COSTS: costs,
}


def job(asked: Asked) -> Answer:
    """`/job ACME-101`, `/job status ACME-101 with client`, `/job open ACME Spring mailer`; by itself it lists jobs."""
    return _answer(asked, asked.line)


def take_job_line(asked: Asked) -> Answer:
    """Take the choice between the jobs that a line may have meant."""
    return _answer(asked, Line(asked.value))


def show_jacket(asked: Asked) -> Answer:
    """*Job jacket*, or *Open* in a list: only the clicker sees it, below."""
    return Below(views.jacket(job_jackets.jacket_by_id(asked.bot, asked.actor, asked.value)))


def set_job_status(asked: Asked) -> Answer:
    """Set the status chosen in a jacket."""
    chosen = asked.value_as(views.StatusOf)
    done = changes.set_status(asked.bot, asked.actor, chosen.job, chosen.status)
    return views.changed(done, job_jackets.jacket_by_id(asked.bot, asked.actor, chosen.job))


def log_time_on(asked: Asked) -> Answer:
    """*Log time* on a job: the form of an entry for it."""
    return entry_forms_views.form(job_jackets.entry_form_on(asked.bot, asked.actor, asked.value))


def _answer(asked: Asked, line: Line) -> Answer:
    text = line.text.strip()
    if not text:
        return list_views.listed(my_jobs.my_jobs(asked.bot, asked.actor), asked.prefix)
    if text.lower() in ("help", "?"):
        return list_views.help_message(asked.prefix)
    read = read_job_line(text)
    match read.verb:
        case JobVerb.OPEN if not read.rest:
            return new_form(asked)
        case JobVerb.EDIT | JobVerb.BRIEF | JobVerb.COSTS:
            return OPENERS[read.verb](asked, job_of_line(asked.bot, asked.actor, line))
        case JobVerb.SHOW:
            return _shown(asked, line, text, read.number)
        case _:
            return _changed(asked, line, read.verb, read.rest)


def _changed(asked: Asked, line: Line, verb: JobVerb, rest: str) -> Message:
    bot, actor = asked.bot, asked.actor
    match verb:
        case JobVerb.OPEN:
            learn_channels(asked.slack)
            opened = openings.open_job_line(bot, actor, rest)
            return views.opened(opened, job_jackets.jacket_by_id(bot, actor, opened.job_id), asked.prefix)
        case JobVerb.ALERT:
            learn_channels(asked.slack)
            given = alerts.alert_line(bot, actor, line)
            return views.alerted(given, job_jackets.jacket_by_id(bot, actor, given.job_id))
        case _:
            if verb == JobVerb.HERE:
                look_at_channel(asked.slack, line.here)
            done = changes.change_job_line(bot, actor, line)
            return views.changed(done, job_jackets.jacket_by_id(bot, actor, done.job_id))


def _shown(asked: Asked, line: Line, text: str, number: str) -> Message:
    """A job's jacket, or a client's jobs."""
    if not number and text.lower() != JobVerb.SHOW:
        listed = my_jobs.jobs_of_client(asked.bot, asked.actor, text)
        if listed is None:
            raise UsageError(f"I can't read “{text[:80]}”.", example=EXAMPLES[JobVerb.SHOW])
        return list_views.listed(listed, asked.prefix)
    return views.jacket(job_jackets.jacket_of_line(asked.bot, asked.actor, line))


DOORS = Doors(
    commands=[
        Command(
            "job",
            "Your jobs, a job's jacket, and all that changes on it",
            "ACME-101, or open ACME Spring mailer due 10 Dec",
            job,
        )
    ],
    clicks=[take_job_line, show_jacket, set_job_status, log_time_on],
    takes_choices=take_job_line,
)
