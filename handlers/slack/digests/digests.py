"""The door to digests: `/digest`."""

from collections.abc import Callable, Mapping

from bot.digests import corrections as digest_corrections
from bot.digests import digests
from bot.errors import UsageError
from bot.people.policies import set_reports
from bot.rules.kit.currencies import read_currency
from bot.rules.people.policy_forms import read_hour
from bot.status import report_policies
from bot.status.report_policies import set_leadership_channel
from handlers.slack.clients.channels import has_outsiders
from handlers.slack.digests import digests_views as views
from handlers.slack.kit.asked import Asked
from handlers.slack.kit.blocks import Message
from handlers.slack.kit.doors import Answer, Below, Command, Doors


def digest(asked: Asked) -> Answer:
    """`/digest 2026-10`, `/digest now`, `/digest preview`, `/digest correct 2026-10`, `/digest here`, …"""
    word, _, rest = asked.text.partition(" ")
    if word.lower() in ("", "help", "?"):
        return views.help_message(asked.prefix, report_policies.report_places(asked.bot, asked.actor))
    if do := WORDS.get(word.lower()):
        return do(asked, rest.strip())
    return views.summary(digests.read_digest(asked.bot, asked.actor, asked.text), asked.prefix)


def show_clients(asked: Asked) -> Answer:
    """*By client*: a page of clients, with a button for the next one."""
    chosen = asked.value_as(views.ClientPage)
    if chosen.digest:
        shown = digests.read_edition(asked.bot, asked.actor, chosen.digest)
    else:
        shown = digests.preview_digest(asked.bot, asked.actor)
    return Below(views.details(shown, chosen.page, asked.prefix, with_more=True))


def send_files(asked: Asked) -> Answer:
    """*Send me the files*."""
    return Below(views.files_sent(digests.send_digest_files(asked.bot, asked.actor, asked.value)))


def _preview(asked: Asked, rest: str) -> Message:
    """Show the current month, only to the asker."""
    _alone("preview", rest, "A preview is of the running month. For one that is over, leave the word out.")
    return views.preview(digests.preview_digest(asked.bot, asked.actor), asked.prefix)


def _issue(asked: Asked, rest: str) -> Message:
    """Send last month's digest right now."""
    _alone("now", rest, "What goes out right now is last month's digest. To read another, leave the word out.")
    return views.issued(digests.issue_digest(asked.bot, asked.actor), asked.prefix)


def _correct(asked: Asked, rest: str) -> Message:
    """Count a month again, after the acknowledgement."""
    return views.correcting(digest_corrections.ask_correction(asked.bot, asked.actor, rest))


def _here(asked: Asked, rest: str) -> Message:
    """Make this channel the office's leadership channel from now on."""
    _alone("here", rest, "It is this channel; to name another, type it there.")
    outsiders = has_outsiders(asked.slack, asked.actor, asked.channel)
    saved = set_leadership_channel(asked.bot, asked.actor, asked.require_here(), outsiders=outsiders)
    return views.channel_named(saved, asked.prefix)


def _off(asked: Asked, rest: str) -> Message:
    """Remove the office's leadership channel."""
    _alone("off", rest, "It is off for your whole office.")
    return views.policy_saved(set_reports(asked.bot, asked.actor, leadership_channel=None), asked.prefix)


def _at(asked: Asked, rest: str) -> Message:
    """Set the hour at which the digest goes out."""
    try:
        hour = read_hour(rest)
    except UsageError as unread:
        message = str(unread) if rest else "At which time of day?"
        raise UsageError(message, example="at 08:30") from None
    return views.policy_saved(set_reports(asked.bot, asked.actor, digest_at=hour), asked.prefix)


def _in_currency(asked: Asked, rest: str) -> Message:
    """Set the currency for sums of several currencies."""
    try:
        code = read_currency(rest)
    except ValueError as unread:
        message = f"{unread}." if rest else "In which currency?"
        raise UsageError(message, example="in GBP") from None
    return views.policy_saved(set_reports(asked.bot, asked.actor, currency=code), asked.prefix)


def _alone(word: str, rest: str, why: str) -> None:
    """Raise UsageError if anything follows a word that takes nothing: we don't ignore what people type."""
    if rest:
        raise UsageError(f"After `{word}` I can't read “{rest[:60]}”. {why}", example=word)


WORDS: Mapping[str, Callable[[Asked, str], Message]] = {
    "preview": _preview,
    "now": _issue,
    "correct": _correct,
    "here": _here,
    "off": _off,
    "at": _at,
    "in": _in_currency,
}

DOORS = Doors(
    commands=[
        Command("digest", "The monthly digest for leadership: burn, upsell, retention and scope", "2026-10", digest)
    ],
    clicks=[show_clients, send_files],
)
