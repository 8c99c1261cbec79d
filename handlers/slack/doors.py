"""Connects the rooms' doors to Bolt: one listener for each kind of delivery, which finds the handler in the table."""

import re
from collections.abc import Callable
from functools import partial
from typing import Any, NoReturn

import structlog
from slack_bolt import Ack, App
from slack_sdk.models.blocks import OptionGroup

from bot.errors import NotFound
from handlers.slack.answering import answer_click, answer_command, answer_event, answer_form
from handlers.slack.kit.asked import OUTDATED, Asked
from handlers.slack.kit.blocks import FIELD
from handlers.slack.kit.commands import typed
from handlers.slack.kit.door import SlackDoor
from handlers.slack.kit.doors import Answer, Handler, Menu
from handlers.slack.table import Table

Body = dict[str, Any]
Show = Callable[[Asked, Ack, Answer], None]

ANY = re.compile(r"")
log = structlog.get_logger()


def connect(app: App, slack: SlackDoor, table: Table) -> None:
    """Connect all handlers of the table to the app."""
    for command in table.commands.values():
        app.command(typed(command.name, slack.prefix))(partial(_take, slack, table, command.run, answer_command))
    for kind, handler in table.events.items():
        app.event(kind)(partial(_take, slack, table, handler, answer_event))
    app.shortcut(ANY)(partial(_take_shortcut, slack, table))
    app.action(ANY)(partial(_take_click, slack, table))
    app.view(ANY)(partial(_take_form, slack, table))
    app.options(ANY)(partial(_fill_menu, slack, table))


def _take(slack: SlackDoor, table: Table, handler: Handler, show: Show, ack: Ack, body: Body) -> None:
    """Identify, call, show, acknowledge."""
    asked = _asked(slack, table, handler, body)
    show(asked, ack, handler(asked))


def _asked(slack: SlackDoor, table: Table, handler: Handler | Menu, body: Body) -> Asked:
    asked = Asked(slack, body)
    if handler not in table.for_anyone:
        _ = asked.actor  # refuses strangers and outsiders
    return asked


def _take_shortcut(slack: SlackDoor, table: Table, ack: Ack, body: Body) -> None:
    shortcut = table.shortcuts.get(str(body["callback_id"]))
    _take(slack, table, shortcut.run if shortcut else _unknown, answer_click, ack, body)


def _take_click(slack: SlackDoor, table: Table, ack: Ack, body: Body) -> None:
    """Handle a click, ignoring those on fields of a form."""
    action_id = str(body["actions"][0]["action_id"])
    if action_id == FIELD:
        ack()
        return
    _take(slack, table, table.click(action_id) or _unknown, answer_click, ack, body)


def _take_form(slack: SlackDoor, table: Table, ack: Ack, body: Body) -> None:
    handler = table.forms.get(str(body["view"]["callback_id"]), _unknown)
    _take(slack, table, handler, answer_form, ack, body)


def _fill_menu(slack: SlackDoor, table: Table, ack: Ack, body: Body) -> None:
    menu = table.menus.get(str(body["action_id"]), _unknown)
    found = menu(_asked(slack, table, menu, body))
    if any(isinstance(each, OptionGroup) for each in found):
        ack(option_groups=[each.to_dict() for each in found])
    else:
        ack(options=[each.to_dict() for each in found])


def _unknown(asked: Asked) -> NoReturn:
    """Refuse a delivery that has no handler here: from an older message, or a newer version that was rolled back."""
    log.warning("unknown_id", kind=asked.body.get("type"))
    raise NotFound(OUTDATED)
