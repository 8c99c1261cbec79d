"""The door to client health notes: `/health`, and what leads are asked each month."""

import re
from functools import partial
from typing import Any

from slack_bolt import Ack, App

from bot.accounts import health_notes
from bot.rules.accounts.health_notes import HealthRequest
from bot.rules.kit.periods import is_month
from handlers.slack.accounts import health_notes_views as views
from handlers.slack.kit.commands import typed
from handlers.slack.kit.door import SlackDoor, replace_message
from handlers.slack.kit.forms import Filled, value_of
from handlers.slack.kit.lines import line_from
from storage.words.accounts import Mood

Body = dict[str, Any]


def register(app: App, slack: SlackDoor) -> None:
    """Bring the handlers to the app."""
    app.command(typed("health", slack.prefix))(partial(health, slack))
    app.action(re.compile(r"accounts\.turn_health_notes\.\d+"))(partial(turn_page, slack))
    app.action("accounts.write_health_note")(partial(write, slack))
    app.view("accounts.save_health_note")(partial(save, slack))


def health(slack: SlackDoor, ack: Ack, body: Body) -> None:
    """`/health` lists this month's notes, `/health 2026-10` another's, `/health ACME` writes one."""
    text, actor = line_from(body.get("text", "")).text, slack.identify(body)
    if not text or text.lower() in ("help", "?", "list", "all") or is_month(text):
        asked = text if is_month(text) else ""
        ack(**views.listed(health_notes.show_health(slack.bot, actor, asked), slack.prefix).payload())
        return
    slack.open_modal(body, views.form(health_notes.health_form(slack.bot, actor, text)))
    ack()


def turn_page(slack: SlackDoor, ack: Ack, body: Body) -> None:
    """*Earlier* and *More*."""
    page, _, month = value_of(body).partition(" ")
    shown = health_notes.show_health(slack.bot, slack.identify(body), month, int(page))
    replace_message(body["response_url"], views.listed(shown, slack.prefix))
    ack()


def write(slack: SlackDoor, ack: Ack, body: Body) -> None:
    """*Write* or *Change*: the form."""
    client_id, _, month = value_of(body).partition(" ")
    slack.open_modal(body, views.form(health_notes.health_form(slack.bot, slack.identify(body), client_id, month)))
    ack()


def save(slack: SlackDoor, ack: Ack, body: Body) -> None:
    """The form was saved: it becomes the note."""
    filled, (client_id, month) = Filled(body), body["view"]["private_metadata"].split()
    request = HealthRequest(
        mood=Mood(filled.choice("mood")),
        relationship=filled.text("relationship"),
        risks=filled.text("risks"),
        next_move=filled.text("next_move"),
    )
    done = health_notes.write_health(slack.bot, slack.identify(body), client_id, month, request)
    ack(response_action="update", view=views.kept(done.note).to_dict())
