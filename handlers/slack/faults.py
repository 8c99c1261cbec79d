"""Answers to each kind of delivery when its handler raises: a refusal says why, a fault gets a reference."""

import json
from collections.abc import Mapping
from typing import Any

import structlog
from slack_bolt import BoltContext, BoltResponse
from slack_bolt.error import BoltUnhandledRequestError
from slack_sdk.models.views import View

from bot.errors import BotError, NotFound
from handlers.slack.kit import refusals
from handlers.slack.kit.blocks import Message
from handlers.slack.kit.door import SlackDoor, add_message, showing
from handlers.slack.kit.doors import Handler, id_of
from handlers.slack.table import Table
from handlers.slack.timesheets.timesheets import show_my_week
from storage.store import StoreBusy, StoreUnsure

log = structlog.get_logger()

UNKNOWN_COMMAND = "I don't know that command. Your admin can update my commands in Slack's app settings."


def answer_error(
    slack: SlackDoor, table: Table, error: Exception, body: dict[str, Any], context: BoltContext
) -> BoltResponse:
    """Return the answer to a delivery whose handler raised, or that has none."""
    if isinstance(error, BoltUnhandledRequestError):
        return _unhandled(slack, body)
    if isinstance(error, BotError):
        log.info("refused", why=type(error).__name__)
        command, takes = _read_by(slack, table, body)
        message = refusals.refused(error.refusal, slack.prefix, command, takes)
        return _answer(
            slack, body, message, refusals.refused_modal(error.refusal, slack.prefix, command), error.refusal.fields
        )
    reference = str(context.get("reference", "none"))
    if isinstance(error, StoreBusy):
        log.warning("busy", problem=str(error))
    else:
        log.error("fault", exc_info=error)
    if "event" in body:
        return BoltResponse(status=500)  # Slack sends it again
    return _answer(slack, body, *_views_of(error, reference))


def _views_of(error: Exception, reference: str) -> tuple[Message, View]:
    match error:
        case StoreBusy():
            return refusals.busy(reference), refusals.busy_modal(reference)
        case StoreUnsure():
            shows_week = id_of(show_my_week)
            return refusals.unsure(reference, shows_week), refusals.unsure_modal(reference, shows_week)
        case _:
            return refusals.fault(reference), refusals.fault_modal(reference)


def _unhandled(slack: SlackDoor, body: dict[str, Any]) -> BoltResponse:
    """Return a kind answer to a command, and a plain 200 to anything else, e.g. Slack's own `app_rate_limited`."""
    event = body.get("event", {}).get("type")
    log.warning("not_handled", kind=body.get("type") or body.get("command"), event_type=event)
    if "command" in body:
        return _json(refusals.refused(NotFound(UNKNOWN_COMMAND).refusal, slack.prefix).payload())
    return BoltResponse(status=200)


def _read_by(slack: SlackDoor, table: Table, body: Mapping[str, Any]) -> tuple[str, str]:
    """Return the command whose lines the refused handler reads, and the id of the handler that takes a choice."""
    handler = _handler(slack, table, body)
    if handler is None:
        return "", ""
    command, takes = table.command_of.get(handler), table.takes_choices.get(handler)
    return command.name if command else "", id_of(takes) if takes else ""


def _handler(slack: SlackDoor, table: Table, body: Mapping[str, Any]) -> Handler | None:
    if typed := body.get("command"):
        command = table.commands.get(str(typed).removeprefix(f"/{slack.prefix}"))
        return command.run if command else None
    if event := body.get("event"):
        return table.events.get(str(event.get("type")))
    clicked = str(next(iter(body.get("actions") or [{}])).get("action_id", ""))
    return table.click(clicked)


def _answer(
    slack: SlackDoor, body: dict[str, Any], message: Message, view: View, fields: Mapping[str, str] | None = None
) -> BoltResponse:
    if "command" in body:
        return _json(message.payload())
    match body.get("type"):
        case "view_submission" if fields:
            return _json({"response_action": "errors", "errors": dict(fields)})
        case "view_submission":
            return _json({"response_action": "update", "view": view.to_dict()})
        case "block_suggestion":
            return _json({"options": []})
        case "block_actions" | "shortcut" | "message_action":
            _answer_click(slack, body, message, view)
            return BoltResponse(status=200)
        case _:
            return _answer_event(slack, body, message)


def _answer_click(slack: SlackDoor, body: dict[str, Any], message: Message, view: View) -> None:
    if response_url := body.get("response_url"):
        add_message(response_url, message)
        return
    with showing():
        slack.show_modal(body, view)


def _answer_event(slack: SlackDoor, body: dict[str, Any], message: Message) -> BoltResponse:
    """Answer a refused mention to its writer only, in its thread."""
    event = body["event"]
    slack.client.chat_postEphemeral(
        channel=event["channel"], user=event["user"], thread_ts=event.get("thread_ts"), **message.payload()
    )
    return BoltResponse(status=200)


def _json(body: dict[str, Any]) -> BoltResponse:
    return BoltResponse(status=200, body=json.dumps(body), headers={"content-type": ["application/json"]})
