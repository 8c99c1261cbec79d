"""The door to exports: the batches that were made, and how the next ones are."""

from functools import partial
from typing import Any

from slack_bolt import Ack, App

from bot.periods import exports
from bot.periods import settings as export_settings
from bot.periods.settings import SettingsShown
from bot.rules.periods.exports import PRESETS
from handlers.slack.kit.door import SlackDoor, add_message
from handlers.slack.kit.forms import Filled, value_of
from handlers.slack.periods import exports_views as views
from storage.words.time import Rounding

Body = dict[str, Any]


def register(app: App, slack: SlackDoor) -> None:
    """Bring the handlers to the app."""
    app.action("periods.send_export")(partial(send_again, slack))
    app.action("periods.open_export_settings")(partial(open_settings, slack))
    app.view("periods.save_export_settings")(partial(save_settings, slack))


def show_batches(slack: SlackDoor, ack: Ack, body: Body, rest: str) -> None:
    """`/timesheet exports`: the latest batches, each with a button that sends its files again."""
    ack(**views.batches(exports.list_batches(slack.bot, slack.identify(body)), slack.prefix).payload())


def send_again(slack: SlackDoor, ack: Ack, body: Body) -> None:
    """*Send files* on a batch."""
    done = exports.send_batch_again(slack.bot, slack.identify(body), value_of(body))
    add_message(body["response_url"], views.sent_again(done))
    ack()


def open_settings(slack: SlackDoor, ack: Ack, body: Body) -> None:
    """*Columns and rounding…*."""
    slack.open_modal(body, views.settings_form(export_settings.export_settings(slack.bot, slack.identify(body))))
    ack()


def save_settings(slack: SlackDoor, ack: Ack, body: Body) -> None:
    """The form was saved: a preset stands for its columns."""
    filled = Filled(body)
    columns = PRESETS.get(filled.choice("preset")) or filled.text("columns")
    rounding = Rounding(filled.choice("rounding"))
    wanted = SettingsShown(columns=columns, rounding=rounding)
    done = export_settings.set_up_exports(slack.bot, slack.identify(body), wanted)
    ack(response_action="update", view=views.settings_saved(done).to_dict())
