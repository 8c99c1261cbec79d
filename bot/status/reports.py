"""The status report of a client (traffic): every open job, and what changed since the last report."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime, timedelta

from sqlalchemy.orm import Session

from bot.clients.clients import require_client
from bot.clients.internal_channels import HeldBack, internal_destination
from bot.clients.names import client_named
from bot.core import Actor, Bot, Work, once
from bot.errors import NotFound, UsageError
from bot.messaging.notices import queue
from bot.model import Model
from bot.people.people import require_person
from bot.people.policies import policies_by_office
from bot.requests.reports import ClientRequestReported, RequestReported, requests_reported
from bot.rules.kit.dates import local_date
from bot.rules.permissions import Act
from bot.rules.status.reports import CATCH_UP, CLIENT_COLUMNS, COLUMNS, net_changes, report_due
from bot.status.client_status import ClientBoard, client_board
from bot.status.notices import StatusReportPosted, report_subject
from bot.status.report_channels import channel_of_report, destination_of_report, require_destination
from bot.status.sharing import StatusPosted
from bot.status.status import JobStatusRow, job_rows
from storage.clients.clients import Client
from storage.jobs import jobs
from storage.jobs.jobs import Job
from storage.kit import history
from storage.messaging import notices
from storage.messaging.notices import Destination, Window
from storage.people import people
from storage.people.people import Office
from storage.status import status
from storage.words.platforms import ChannelRef

A_WEEK = timedelta(days=7)


class JobMoved(Model):
    """A job's changes since the last report."""

    number: str
    title: str
    changes: Sequence[str]


class StatusReport(Model):
    """A client's status report; `since` is the day of the last one, in the office's dates.

    For the agency `jobs` has every open job, what needs attention first, and `requests` what the client asks for; for
    the client `board` and `asked` have what it may know of both.
    `channel` is where the report belongs, None if no such channel is named; `held_back` says why it can't go there.
    """

    client_id: str
    client: str
    today: date
    since: date
    for_client: bool
    channel: ChannelRef | None
    held_back: HeldBack | None
    jobs: Sequence[JobStatusRow]
    board: ClientBoard | None
    moved: Sequence[JobMoved]
    requests: Sequence[RequestReported] = ()
    asked: Sequence[ClientRequestReported] = ()


def report_preview(bot: Bot, actor: Actor, named: str, *, for_client: bool) -> StatusReport:
    """Return the report as it would be posted now, of the client with that code, name or id.

    Raises NotFound, UsageError, NotAllowed, Unknown.
    """
    with bot.read(actor) as work:
        require_person(work, Act.POST_STATUS)
        client = _client(work.session, named)
        since = _since(work, client, for_client=for_client)
        return _report(work, client, since, for_client=for_client)


@once
def post_report(work: Work, client_id: str, *, for_client: bool) -> StatusPosted:
    """Post the report in the channel where it belongs; once for each delivery.

    Raises UsageError if the client has no such channel, or if it can't go there; NotFound, NotAllowed, Unknown.
    """
    require_person(work, Act.POST_STATUS)
    client = require_client(work.session, client_id)
    channel, destination = require_destination(work.session, client, for_client=for_client)
    notice = StatusReportPosted(
        client_id=client.id, since=_since(work, client, for_client=for_client), at=work.now(), for_client=for_client
    )
    queue(work, notice, destination, f"status-report:{work.actor.delivery}")
    return StatusPosted(channel=channel, for_client=for_client)


def report_shown(bot: Bot, notice: StatusReportPosted) -> StatusReport:
    """Return the current report of a notice. For the outbox only."""
    with bot.read() as work:
        client = require_client(work.session, notice.client_id)
        return _report(work, client, notice.since, for_client=notice.for_client)


def queue_status_reports(bot: Bot) -> None:
    """Queue the weekly report of each client with an internal channel, on its office's day and hour (scan)."""
    with bot.store.read() as session:
        policies = policies_by_office(session)
        offices = {office.id: office for office in people.offices(session)}
        days = {each: report_due(bot.now(), offices[each].zone, policies[each]) for each in offices}
        due = [
            (client.id, destination, day)
            for client, channel in (status.reported_clients(session) if any(days.values()) else ())
            if (day := days[_office(session, client, list(offices.values())).id])
            and not isinstance(destination := internal_destination(session, channel.ref), HeldBack)
        ]
    for client_id, destination, day in due:
        _queue_weekly(bot, client_id, day, destination)


def _queue_weekly(bot: Bot, client_id: str, day: date, destination: Destination) -> None:
    key = f"status-report:{client_id}:{day.isoformat()}"
    with bot.read() as work:
        if notices.is_queued(work.session, key):
            return
        client = require_client(work.session, client_id)
        since = _since(work, client, for_client=False)
        report = _report(work, client, since, for_client=False)
    if report.jobs or report.moved or report.requests:
        notice = StatusReportPosted(client_id=client_id, since=since, at=bot.now())
        with bot.begin() as work:
            queue(work, notice, destination, key, Window(expires_at=bot.now() + CATCH_UP))


def _client(session: Session, named: str) -> Client:
    if not named:
        raise UsageError("Whose report? Write the client's code.", example="report ACME")
    try:
        return client_named(session, named)
    except NotFound:
        raise NotFound(f"I can't find a client “{named[:60]}”.", example="report ACME") from None


def _since(work: Work, client: Client, *, for_client: bool) -> datetime:
    """Return when the last report of that kind was posted; a week ago if unknown."""
    last = status.last_notice(work.session, report_subject(client.id, for_client=for_client))
    return StatusReportPosted.model_validate(last.payload).at if last else work.now() - A_WEEK


def _office(session: Session, client: Client, offices: Sequence[Office]) -> Office:
    """Return the client's office, or else its lead's, or else the first one."""
    lead = people.find(session, client.lead_id) if client.lead_id and not client.office_id else None
    wanted = client.office_id or (lead.office_id if lead else None)
    return next((office for office in offices if office.id == wanted), offices[0])


def _report(work: Work, client: Client, since: datetime, *, for_client: bool) -> StatusReport:
    office = _office(work.session, client, people.offices(work.session))
    channel = channel_of_report(work.session, client, for_client=for_client)
    destination = destination_of_report(work.session, channel, for_client=for_client) if channel else None
    today = local_date(work.now(), office.zone)
    every = jobs.every_of_client(work.session, client.id)
    told = [job for job in every if job.billable or not for_client]
    open_ones = [job for job in every if job.takes_time]
    ours, theirs = requests_reported(work.session, client, since, today, office.zone)
    return StatusReport(
        client_id=client.id,
        client=client.name,
        today=today,
        since=local_date(since, office.zone),
        for_client=for_client,
        channel=channel,
        held_back=destination if isinstance(destination, HeldBack) else None,
        jobs=[] if for_client else job_rows(work, open_ones, today, office=office, money=False),
        board=client_board(work, client) if for_client else None,
        moved=_moved(work.session, told, since, today, for_client=for_client),
        requests=() if for_client else ours,
        asked=theirs if for_client else (),
    )


def _moved(session: Session, told: Sequence[Job], since: datetime, today: date, *, for_client: bool) -> list[JobMoved]:
    ids = [job.id for job in told]
    lines = history.changes_since(session, "jobs", ids, since)
    by_job = defaultdict(list)
    for line in lines:
        by_job[line.thing_id].append((line.change, line.before, line.after))
    leads = {lead for line in lines if (lead := (line.after or {}).get("lead_id"))}
    names = {each.id: each.name for each in people.with_ids(session, leads)} if leads else {}
    columns = CLIENT_COLUMNS if for_client else COLUMNS
    changes = {each: net_changes(by_job[each], names, today, columns) for each in ids}
    for signoff in status.settled_since(session, ids, since):
        changes[signoff.job_id].append(f"{signoff.title} (version {signoff.version}): {signoff.status}")
    for estimate in status.estimates_decided_since(session, ids, since):
        kind = "Revised Estimate" if estimate.is_revised else "Letter of Estimate"
        changes[estimate.job_id].append(f"{kind}: {estimate.status}")
    return [JobMoved(number=job.number, title=job.title, changes=changes[job.id]) for job in told if changes[job.id]]
