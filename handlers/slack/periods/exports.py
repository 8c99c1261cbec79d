"""The door to exports: the existing batches, and the settings for the next ones."""

from bot.periods import exports, settings
from bot.periods.settings import SettingsShown
from bot.rules.periods.exports import PRESETS
from handlers.slack.kit.asked import Asked
from handlers.slack.kit.doors import Answer, Below, Doors
from handlers.slack.periods import exports_views as views
from storage.words.time import Rounding


def show_batches(asked: Asked) -> Answer:
    """`/timesheet exports`: the latest batches, each with a button that sends its files again."""
    return views.batches(exports.list_batches(asked.bot, asked.actor), asked.prefix)


def send_export(asked: Asked) -> Answer:
    """*Send files* on a batch."""
    return Below(views.sent_again(exports.send_batch_again(asked.bot, asked.actor, asked.value)))


def open_export_settings(asked: Asked) -> Answer:
    """*Columns and rounding…*."""
    return views.settings_form(settings.export_settings(asked.bot, asked.actor))


def save_export_settings(asked: Asked) -> Answer:
    """Save the form; a chosen preset sets the columns."""
    filled = asked.filled
    columns = PRESETS.get(filled.choice("preset")) or filled.text("columns")
    wanted = SettingsShown(columns=columns, rounding=Rounding(filled.choice("rounding")))
    return views.settings_saved(settings.set_up_exports(asked.bot, asked.actor, wanted))


DOORS = Doors(clicks=[send_export, open_export_settings], forms=[save_export_settings])
