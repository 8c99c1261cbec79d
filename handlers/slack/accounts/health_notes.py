"""The door to client health notes: `/health`, and our monthly request to leads."""

from bot.accounts import health_notes
from bot.rules.accounts.health_notes import HealthRequest
from bot.rules.kit.periods import is_month
from handlers.slack.accounts import health_notes_views as views
from handlers.slack.kit.asked import Asked
from handlers.slack.kit.blocks import Message
from handlers.slack.kit.doors import Answer, Command, Doors
from storage.words.accounts import Mood


def health(asked: Asked) -> Answer:
    """`/health` lists this month's notes, `/health 2026-10` another month's, `/health ACME` writes one."""
    text = asked.text
    if is_month(text):
        return _listed(asked, text)
    if text.lower() in ("", "help", "?", "list", "all"):
        return _listed(asked)
    return views.form(health_notes.health_form(asked.bot, asked.actor, text))


def turn_health_notes(asked: Asked) -> Answer:
    """*Earlier* and *More*."""
    chosen = asked.value_as(views.HealthPage)
    return _listed(asked, chosen.month, chosen.page)


def write_health_note(asked: Asked) -> Answer:
    """*Write* or *Change*: the form."""
    note = asked.value_as(views.NoteOf)
    return views.form(health_notes.health_form(asked.bot, asked.actor, note.client, note.month))


def save_health_note(asked: Asked) -> Answer:
    """Save the form as the note."""
    note, filled = asked.carried(views.NoteOf), asked.filled
    request = HealthRequest(
        mood=Mood(filled.choice("mood")),
        relationship=filled.text("relationship"),
        risks=filled.text("risks"),
        next_move=filled.text("next_move"),
    )
    return views.kept(health_notes.write_health(asked.bot, asked.actor, note.client, note.month, request).note)


def _listed(asked: Asked, month: str = "", page: int = 0) -> Message:
    return views.listed(health_notes.show_health(asked.bot, asked.actor, month, page), asked.prefix)


DOORS = Doors(
    commands=[Command("health", "Client health notes of the month", "ACME", health)],
    clicks=[turn_health_notes, write_health_note],
    forms=[save_health_note],
)
