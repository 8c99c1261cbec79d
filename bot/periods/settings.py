"""How exports are made: the columns and the rounding, which an admin sets for future exports."""

from collections.abc import Sequence

from bot import history
from bot.core import Actor, Bot, Work, once
from bot.errors import UsageError
from bot.model import Model
from bot.people.people import require_person
from bot.rules.periods.exports import GENERIC, read_columns
from bot.rules.permissions import Act
from storage.periods import exports
from storage.words.time import Change, Rounding


class SettingsShown(Model):
    """How exports are made: a column a line, `Header = field`, and the rounding."""

    columns: str
    rounding: Rounding


class SettingsSaved(Model):
    """The settings of the next exports."""

    headers: Sequence[str]
    rounding: Rounding


def export_settings(bot: Bot, actor: Actor) -> SettingsShown:
    """Return the settings of the next export. Raises Unknown, NotAllowed."""
    with bot.read(actor) as work:
        require_person(work, Act.SET_EXPORTS)
        settings = exports.settings(work.session, GENERIC)
        return SettingsShown(columns=settings.columns, rounding=settings.rounding)


@once
def set_up_exports(work: Work, wanted: SettingsShown) -> SettingsSaved:
    """Save the settings of the next exports; existing ones don't change. Raises UsageError by field, NotAllowed."""
    person = require_person(work, Act.SET_EXPORTS)
    try:
        columns = read_columns(wanted.columns)
    except UsageError as error:
        raise UsageError(str(error), fields={"columns": str(error)}) from None
    settings = exports.settings(work.session, GENERIC, locked=True)
    before = history.state_of(settings)
    settings.columns, settings.rounding = wanted.columns, wanted.rounding
    if history.state_of(settings) != before:
        history.record(work, person.id, settings, Change.EDITED, before)
    return SettingsSaved(headers=[column.header for column in columns], rounding=settings.rounding)
