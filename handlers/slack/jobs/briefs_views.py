"""Views of creative briefs."""

from slack_sdk.models.blocks import (
    Block,
    InteractiveElement,
    PlainTextInputElement,
    PlainTextObject,
    StaticSelectElement,
)
from slack_sdk.models.views import View

from bot.jobs.briefs import BriefShown
from bot.rules.jobs.briefs import LONGEST_PART, PARTS
from bot.rules.kit.dates import describe_day
from handlers.slack.kit.blocks import FIELD, actions, button, context, escape, field, modal, option, section
from handlers.slack.kit.carried import Carried

MOST_VERSIONS = 100


class BriefVersion(Carried):
    """A version of a job's brief."""

    job: str
    version: int


def shown(brief: BriefShown) -> View:
    """A version of a brief, with buttons for its form and the other versions."""
    older = "" if brief.is_latest else f"  ·  :warning: version {brief.versions[0]} is newer"
    blocks: list[Block] = [
        section(f"*{escape(brief.job.number)}* {escape(brief.job.title)}"),
        context(f"Version {brief.version}, {describe_day(brief.on, brief.today)}, by {escape(brief.by)}{older}"),
    ]
    blocks += [section(f"*{part.label}*\n{escape(brief.parts[part.name])}") for part in PARTS if brief.parts[part.name]]
    row: list[InteractiveElement] = [button("Edit", "jobs.edit_brief", brief.job.id)] if brief.is_latest else []
    if len(brief.versions) > 1:
        row.append(_versions(brief))
    # A row of its own for each version, because Slack keeps the choice made in a menu.
    ways = [actions(*row, name=f"version-{brief.version}")] if row else []
    return modal("Creative brief", [*blocks, *ways])


def form(brief: BriefShown) -> View:
    """The form; the next version starts with the text of the latest."""
    fields: list[Block] = [section(f"*{escape(brief.job.number)}* {escape(brief.job.title)}")]
    for part in PARTS:
        element = PlainTextInputElement(
            action_id=FIELD,
            multiline=True,
            initial_value=brief.parts[part.name] or None,
            placeholder=PlainTextObject(text=part.asks),
            max_length=LONGEST_PART,
        )
        fields.append(field(part.name, part.label, element, optional=True))
    fields.append(context(f"This becomes version {brief.version + 1}; what was before stays readable."))
    seen = BriefVersion(job=brief.job.id, version=brief.version)
    return modal("Creative brief", fields, callback="jobs.save_brief", submit="Save", carries=seen)


def _versions(brief: BriefShown) -> StaticSelectElement:
    others = [version for version in brief.versions if version != brief.version][:MOST_VERSIONS]
    options = [option(f"Version {version}", BriefVersion(job=brief.job.id, version=version)) for version in others]
    return StaticSelectElement(
        action_id="jobs.show_brief_version", placeholder=PlainTextObject(text="Other versions…"), options=options
    )
