"""The bytes of what is to be signed off, as they were when it was asked for."""

from bot.core import Bot
from bot.errors import NotFound
from bot.signoff_shown import signoff_shown
from storage import files


def artefact_file(bot: Bot, signoff_id: str) -> tuple[str, bytes]:
    """The name and the bytes of a sign-off's file, or of its estimate's document. Raises NotFound where it has none."""
    with bot.store.read() as session:
        artefact = signoff_shown(bot, session, signoff_id).artefact
        file = files.by_id(session, artefact.file_id or "")
        if file is None:
            raise NotFound("That sign-off has no file.")
        return file.name, file.content
