"""Views of exports for finance and admins."""

from datetime import datetime

from slack_sdk.models.blocks import Block, PlainTextInputElement, StaticSelectElement
from slack_sdk.models.views import View

from bot.periods.exports import BatchesListed, BatchFilesMade, BatchSentAgain, BatchShown
from bot.periods.settings import SettingsSaved, SettingsShown
from bot.rules.kit.periods import describe_month
from bot.rules.periods.exports import FIELDS, PRESETS
from handlers.slack.kit.blocks import (
    FIELD,
    File,
    Files,
    Message,
    actions,
    button,
    context,
    escape,
    field,
    modal,
    option,
    section,
)
from handlers.slack.kit.commands import typed
from handlers.slack.periods.periods_views import totals
from storage.words.time import Rounding

LONGEST_COLUMNS = 3000
OWN = "own"


def files(made: BatchFilesMade, asked_at: datetime | None) -> Files:
    """The files of a batch, with a description; when sent again, they say when somebody asked for that."""
    name = f"Export {made.number}, {describe_month(made.month)}"
    text = f"{name}: {totals(made.totals)}".replace("*", "")
    if asked_at:
        text = f"{name} again, as you asked on {asked_at:%Y-%m-%d %H:%M:%S} UTC. It is the same to the byte."
    return Files(text, [File(file.name, file.title, file.content) for file in made.files])


def batches(listed: BatchesListed, prefix: str) -> Message:
    """The latest batches, each with a button that sends its files."""
    blocks: list[Block] = [section("*Exports*  the latest first")]
    blocks += [
        section(_batch(batch), button("Send files", "periods.send_export", batch.id)) for batch in listed.batches
    ]
    if not listed.batches:
        command = f"`{typed('timesheet', prefix)} close 2026-10`"
        blocks = [section(f"There is no export yet. Closing a month makes one: {command}")]
    if listed.may_set_up:
        blocks.append(actions(button("Columns and rounding…", "periods.open_export_settings", "open")))
    count = len(listed.batches)
    return Message(text=f"The latest {count} exports." if count else "There is no export yet.", blocks=blocks)


def made(batch: BatchShown) -> Message:
    """Tell finance that a colleague closed a month, with a button that sends its files."""
    words = f"{escape(batch.made_by)} closed {describe_month(batch.month)}: export {batch.number} is made."
    return Message(
        text=words,
        blocks=[section(f":lock: {words}"), actions(button("Send me the files", "periods.send_export", batch.id))],
    )


def sent_again(done: BatchSentAgain) -> Message:
    """Confirm that the files are on their way."""
    text = f"Export {done.number} ({describe_month(done.month)}) is on its way to your direct messages."
    return Message(text=text, blocks=[section(text)])


def settings_form(shown: SettingsShown) -> View:
    """The form for columns and rounding of the next exports."""
    presets = [option("The columns below", OWN), *(option(name, name) for name in PRESETS)]
    roundings = {rounding: option(rounding.capitalize(), rounding) for rounding in Rounding}
    return modal(
        "Columns and rounding",
        [
            field(
                "preset",
                "Columns for",
                StaticSelectElement(action_id=FIELD, options=presets, initial_option=presets[0]),
                hint="A preset takes the place of the columns below.",
            ),
            field(
                "columns",
                "Columns",
                PlainTextInputElement(
                    action_id=FIELD, multiline=True, initial_value=shown.columns, max_length=LONGEST_COLUMNS
                ),
                hint='One a line: Header = field, or Header = "fixed text"',
            ),
            field(
                "rounding",
                "Round each line to",
                StaticSelectElement(
                    action_id=FIELD, options=list(roundings.values()), initial_option=roundings[shown.rounding]
                ),
                hint="Entries keep their true minutes.",
            ),
            context(f"Fields: {', '.join(f'`{name}`' for name in FIELDS)}"),
        ],
        callback="periods.save_export_settings",
        submit="Save",
    )


def settings_saved(done: SettingsSaved) -> View:
    """Confirm the settings for the next exports."""
    headers = ", ".join(escape(header) for header in done.headers)
    return modal(
        "Exports are set up",
        [
            section(f":white_check_mark: *{len(done.headers)} columns:* {headers}\n*Rounding:* {done.rounding}"),
            context("This counts from the next close on. Exports that were made stay as they are."),
        ],
    )


def _batch(batch: BatchShown) -> str:
    lines = f"{batch.lines:,} line{'' if batch.lines == 1 else 's'}"
    reversals = f", {batch.reversals:,} reversal{'' if batch.reversals == 1 else 's'}" if batch.reversals else ""
    made = f"{batch.made_on:%a} {batch.made_on.day} {batch.made_on:%b %Y}"
    head = f"*Export {batch.number}*  {describe_month(batch.month)}"
    return f"{head}\n{lines}{reversals}  ·  made {made} by {escape(batch.made_by)}"
