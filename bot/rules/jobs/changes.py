"""A job's changes in words, for the answer to a change and for the job's history."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from bot.rules.kit.dates import describe_day
from storage.words.time import TAKES_NO_TIME, JobStatus

State = Mapping[str, Any]


def describe_changes(before: State, after: State, names: Mapping[str, str], today: date) -> list[str]:
    """Return the changed columns of a job (as its history keeps them), each in a few words.

    `names` has people's and channels' names by id.
    """
    changed = [column for column in _SAID if before.get(column) != after.get(column)]
    return [words for column in changed for words in _SAID[column](before, after, names, today)]


def _status(before: State, after: State, _names: Mapping[str, str], _today: date) -> Iterator[str]:
    if before["status"] in TAKES_NO_TIME and after["status"] not in TAKES_NO_TIME:
        yield f"reopened, {after['status']}"
    elif after["status"] in TAKES_NO_TIME:
        yield JobStatus(after["status"]).value
    else:
        yield f"status: {after['status']}"


def _next(_before: State, after: State, _names: Mapping[str, str], _today: date) -> Iterator[str]:
    yield f"next step: {after['next_step']}" if after["next_step"] else "no next step"


def _waits(_before: State, after: State, _names: Mapping[str, str], _today: date) -> Iterator[str]:
    yield f"waits on {after['waits_on']}" if after["waits_on"] else "waits on nobody"


def _due(_before: State, after: State, _names: Mapping[str, str], today: date) -> Iterator[str]:
    due = after.get("due_on")
    yield f"due {describe_day(date.fromisoformat(due), today)}" if due else "no due date"


def _lead(_before: State, after: State, names: Mapping[str, str], _today: date) -> Iterator[str]:
    lead = after.get("lead_id")
    yield f"lead: {names.get(lead, 'somebody')}" if lead else "led by the client's lead"


def _channel(_before: State, after: State, names: Mapping[str, str], _today: date) -> Iterator[str]:
    channel = after["bound_channel_id"]
    named = f"#{names[channel]}" if channel in names else "a channel"
    yield f"linked to {named}" if channel else "not linked to a channel"


def _title(_before: State, after: State, _names: Mapping[str, str], _today: date) -> Iterator[str]:
    yield f"title: {after['title']}"


def _type(_before: State, after: State, _names: Mapping[str, str], _today: date) -> Iterator[str]:
    yield f"type: {after['type']}" if after.get("type") else "no type"


def _billable(_before: State, after: State, _names: Mapping[str, str], _today: date) -> Iterator[str]:
    yield "billable" if after["billable"] else "non-billable"


def _team(_before: State, after: State, names: Mapping[str, str], _today: date) -> Iterator[str]:
    yield f"team: {', '.join(names.get(each, 'somebody') for each in after['team']) or 'nobody'}"


_SAID = {
    "title": _title,
    "status": _status,
    "next_step": _next,
    "waits_on": _waits,
    "due_on": _due,
    "lead_id": _lead,
    "type": _type,
    "billable": _billable,
    "bound_channel_id": _channel,
    "team": _team,
}
