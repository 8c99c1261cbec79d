"""A client's requests on its status report: with all details for the agency, and only its own part for the client."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy.orm import Session

from bot.model import Model
from bot.rules.kit.dates import local_date
from bot.rules.requests.requests import is_overdue, order
from storage.clients.clients import Client
from storage.jobs import jobs
from storage.people import people
from storage.requests import requests
from storage.words.accounts import RequestScope, RequestStatus


class RequestReported(Model):
    """A request on the agency's report, in the office's dates; `job` is a number, empty without one."""

    text: str
    link: str
    owner: str
    due_on: date | None
    overdue: bool
    scope: RequestScope
    status: RequestStatus
    outcome: str
    job: str


class ClientRequestReported(Model):
    """A request as the client may see it: its text, its date, and whether it is done."""

    text: str
    asked_on: date
    is_done: bool


def requests_reported(
    session: Session, client: Client, since: datetime, today: date, zone: str
) -> tuple[Sequence[RequestReported], Sequence[ClientRequestReported]]:
    """Return a client's open requests, the soonest due first, then those closed since the last report.

    Once for the agency and once for the client. The client's list leaves out dropped requests: somebody should tell
    them that in person.
    """
    rows = sorted(
        requests.of_client_since(session, client.id, since),
        key=lambda row: (row.status != RequestStatus.OPEN, order(row.due_on, row.scope, row.id)),
    )
    names = {each.id: each.name for each in people.with_ids(session, {row.owner_id for row in rows})}
    numbers = {each.id: each.number for each in jobs.with_ids(session, {row.job_id for row in rows if row.job_id})}
    ours = [
        RequestReported(
            text=row.text,
            link=row.link,
            owner=names[row.owner_id],
            due_on=row.due_on,
            overdue=is_overdue(row.due_on, row.status, today),
            scope=row.scope,
            status=row.status,
            outcome=row.outcome,
            job=numbers.get(row.job_id or "", ""),
        )
        for row in rows
    ]
    theirs = [
        ClientRequestReported(
            text=row.text, asked_on=local_date(row.made_at, zone), is_done=row.status == RequestStatus.DONE
        )
        for row in rows
        if row.status != RequestStatus.DROPPED
    ]
    return ours, theirs
