"""How each kind of delivery is answered when its handler raises: a refusal is told, a fault gets a reference."""

import json
from collections.abc import Mapping
from typing import Any

import structlog
from slack_bolt import BoltContext, BoltResponse
from slack_sdk.models.views import View

from bot.errors import BotError
from handlers.slack.kit import refusals
from handlers.slack.kit.blocks import Message
from handlers.slack.kit.door import SlackDoor, add_message, showing
from handlers.slack.kit.names import Command

log = structlog.get_logger()


def answer_error(slack: SlackDoor, error: Exception, body: dict[str, Any], context: BoltContext) -> BoltResponse:
    """The answer to a delivery whose handler raised."""
    if isinstance(error, BotError):
        log.info("refused", why=type(error).__name__)
        command = _command_of(slack, body)
        message = refusals.refused(error.refusal, slack.prefix, command=command)
        view = refusals.refused_modal(error.refusal, slack.prefix, command)
        return _answer(slack, body, message, view, fields=error.refusal.fields)
    reference = str(context.get("reference", "none"))
    log.error("fault", exc_info=error)
    if "event" in body:
        return BoltResponse(status=500)  # Slack sends it again
    return _answer(slack, body, refusals.fault(reference), refusals.fault_modal(reference))


def _command_of(slack: SlackDoor, body: Mapping[str, Any]) -> Command:
    """The command whose line was refused: the one typed, or the one that a button's line is of."""
    typed = {command.typed(slack.prefix): command for command in Command}
    clicked = str(next(iter(body.get("actions") or [{}])).get("action_id", ""))
    chosen = {str(action): command for command, action in refusals.CHOSEN.items()}
    return typed.get(body.get("command", "")) or chosen.get(clicked.rpartition(".")[0], Command.LOGTIME)


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
        if body.get("view", {}).get("type") == "modal":
            slack.update_modal(body, view)
        else:
            slack.open_modal(body, view)


def _answer_event(slack: SlackDoor, body: dict[str, Any], message: Message) -> BoltResponse:
    """A refused mention is answered to its writer alone, in its thread."""
    event = body["event"]
    slack.client.chat_postEphemeral(
        channel=event["channel"], user=event["user"], thread_ts=event.get("thread_ts"), **message.payload()
    )
    return BoltResponse(status=200)


def _json(body: dict[str, Any]) -> BoltResponse:
    return BoltResponse(status=200, body=json.dumps(body), headers={"content-type": ["application/json"]})
