"""The door to clients' status reports: `/jobstatus report ACME`, and the buttons that post one."""

import re

from bot.status import reports as status_reports
from handlers.slack.clients.channels import learn_channels
from handlers.slack.kit.asked import Asked
from handlers.slack.kit.blocks import Message
from handlers.slack.kit.doors import Answer, Below, Doors
from handlers.slack.status import reports_views as views
from handlers.slack.status import status_views
from handlers.slack.status.reports_views import ReportOf

_REPORT = re.compile(
    r"(?:status )?report(?:\s+(?:of|on))?(?:\s+(?P<named>.*?))?(?P<client>\s+for (?:the )?client)?[?!.]*", re.IGNORECASE
)


def read_report(text: str) -> ReportOf | None:
    """Return the report that a line asks for, with the client as typed; None if it asks for none."""
    match = _REPORT.fullmatch(text)
    if match is None:
        return None
    return ReportOf(client=(match["named"] or "").removeprefix("for ").strip(), for_client=bool(match["client"]))


def previewed(asked: Asked, report: ReportOf) -> Message:
    """Return the report, which only the asker sees."""
    learn_channels(asked.slack)
    return views.preview(
        status_reports.report_preview(asked.bot, asked.actor, report.client, for_client=report.for_client)
    )


def preview_report(asked: Asked) -> Answer:
    """*Look at the client's version*, or at the internal one."""
    return previewed(asked, asked.value_as(ReportOf))


def post_report(asked: Asked) -> Answer:
    """*Post in the … channel*."""
    report = asked.value_as(ReportOf)
    done = status_reports.post_report(asked.bot, asked.actor, report.client, for_client=report.for_client)
    return Below(status_views.posted(done))


DOORS = Doors(clicks=[preview_report, post_report])
