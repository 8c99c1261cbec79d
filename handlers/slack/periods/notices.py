"""Notices about closed periods in Slack: reads each from the state, and returns its message or files."""

from typing import assert_never

from bot.periods.exports import batch_files, batch_told
from bot.periods.notices import BatchFiles, BatchMade, OverrideAsked, OverrideDecided, PeriodNotice
from bot.periods.overrides import override_shown
from handlers.slack.kit.blocks import Files, Message
from handlers.slack.kit.door import SlackDoor
from handlers.slack.periods import exports_views, overrides_views


def rendered(slack: SlackDoor, notice: PeriodNotice) -> Message | Files:
    """Return the message or the files for a notice, from the current state."""
    match notice:
        case OverrideAsked(override_id=override_id):
            return overrides_views.asked(override_shown(slack.bot, override_id))
        case OverrideDecided(override_id=override_id):
            return overrides_views.decided(override_shown(slack.bot, override_id))
        case BatchMade(batch_id=batch_id):
            return exports_views.made(batch_told(slack.bot, batch_id))
        case BatchFiles(batch_id=batch_id, asked_at=asked_at):
            return exports_views.files(batch_files(slack.bot, batch_id), asked_at)
        case _:
            assert_never(notice)
