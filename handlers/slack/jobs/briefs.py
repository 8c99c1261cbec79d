"""The door to creative briefs: *Brief* on a jacket, and `/job brief ACME-101`."""

from slack_sdk.models.views import View

from bot.jobs import briefs
from bot.rules.jobs.briefs import PARTS
from handlers.slack.jobs import briefs_views as views
from handlers.slack.kit.asked import Asked
from handlers.slack.kit.doors import Answer, Doors


def brief(asked: Asked, job_id: str) -> View:
    """Return a job's brief, or the form if there is none yet."""
    shown = briefs.brief_of(asked.bot, asked.actor, job_id)
    return views.shown(shown) if shown.version else views.form(shown)


def open_brief(asked: Asked) -> Answer:
    """*Brief* on a jacket."""
    return brief(asked, asked.value)


def edit_brief(asked: Asked) -> Answer:
    """*Edit* on a brief: it becomes the form."""
    return views.form(briefs.brief_of(asked.bot, asked.actor, asked.value))


def show_brief_version(asked: Asked) -> Answer:
    """Show another version."""
    chosen = asked.value_as(views.BriefVersion)
    return views.shown(briefs.brief_of(asked.bot, asked.actor, chosen.job, chosen.version))


def save_brief(asked: Asked) -> Answer:
    """Save the form, then show the brief."""
    seen = asked.carried(views.BriefVersion)
    parts = {part.name: asked.filled.text(part.name) for part in PARTS}
    done = briefs.save_brief(asked.bot, asked.actor, seen.job, seen.version, parts)
    return views.shown(briefs.brief_of(asked.bot, asked.actor, done.job_id))


DOORS = Doors(clicks=[open_brief, edit_brief, show_brief_version], forms=[save_brief])
