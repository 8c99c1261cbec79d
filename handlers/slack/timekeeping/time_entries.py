"""The doors to time entries: the command, and the buttons of entries."""

from dataclasses import replace

from bot.messaging.notices import reply_key
from bot.rules.kit.lines import Line
from bot.timekeeping import lines, time_entries
from bot.timekeeping.answers import EntryTold
from handlers.slack.kit.asked import Asked
from handlers.slack.kit.doors import Answer, Command, Doors
from handlers.slack.timekeeping import time_entries_views as views
from handlers.slack.timekeeping.answers_views import answered, answered_modal
from handlers.slack.timekeeping.entry_forms import entry_form
from storage.words.time import Source


def logtime(asked: Asked) -> Answer:
    """`/logtime 2h ACME-101 copy edits`; by itself it opens the form."""
    if not asked.text:
        return entry_form(asked)
    return answered(lines.take_line(asked.bot, asked.actor, asked.line, Source.COMMAND), asked.prefix)


def undo_entry(asked: Asked) -> Answer:
    """*Undo* on an entry, wherever it is shown."""
    return _where_clicked(asked, time_entries.undo_entry(asked.bot, asked.actor, asked.value))


def repeat_entry(asked: Asked) -> Answer:
    """*Again today* on an entry on Home."""
    return _where_clicked(asked, time_entries.repeat_entry(asked.bot, asked.actor, asked.value))


def undo_line(asked: Asked) -> Answer:
    """*Undo all* on the entries of one line, wherever they are shown."""
    return _where_clicked(asked, time_entries.undo_line(asked.bot, asked.actor, asked.value))


def take_line(asked: Asked) -> Answer:
    """Take the clicked choice. A question takes only one: a second click gets the same answer."""
    actor = replace(asked.actor, delivery=f"slack:choice:{asked.clicked_in}")
    done = lines.take_line(asked.bot, actor, Line(asked.value), Source.BUTTON, answers=_question(asked))
    if asked.is_in_modal:
        return answered_modal(done, asked.prefix)
    return answered(done, asked.prefix) if asked.is_ephemeral else None


def _question(asked: Asked) -> str | None:
    """Return the key of the posted question that was clicked; one that only its reader sees has none."""
    return asked.row if asked.row.startswith(reply_key(f"slack:{asked.channel}:")) else None


def _where_clicked(asked: Asked, told: EntryTold) -> Answer:
    """Replace ephemeral messages and modals; the outbox renders posted messages again, and the door refreshes Home."""
    if asked.is_ephemeral:
        return views.entries_message(told)
    return views.entries_modal(told) if asked.is_in_modal else None


DOORS = Doors(
    commands=[Command("logtime", "Log the time you worked on a job", "2h ACME-101 copy edits", logtime)],
    clicks=[undo_entry, repeat_entry, undo_line, take_line],
    takes_choices=take_line,
)
