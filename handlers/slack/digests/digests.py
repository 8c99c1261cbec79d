"""The door to digests: `/digest`."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from slack_bolt import Ack, App

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
from handlers.slack.kit.blocks import Message
from handlers.slack.kit.commands import typed
from handlers.slack.kit.door import SlackDoor, add_message
from handlers.slack.kit.lines import line_from

Body = dict[str, Any]


def register(app: App, slack: SlackDoor) -> None:
    """Bring the handlers to the app."""
    app.command(typed("digest", slack.prefix))(partial(digest, slack))
    app.action("digests.show_clients")(partial(show_clients, slack))
    app.action("digests.send_files")(partial(send_files, slack))


def digest(slack: SlackDoor, ack: Ack, body: Body) -> None:
    """`/digest 2026-10`, `/digest now`, `/digest preview`, `/digest correct 2026-10`, `/digest here`, …"""
    word, _, rest = line_from(body.get("text", "")).text.partition(" ")
    if word.lower() in ("", "help", "?"):
        places = report_policies.report_places(slack.bot, slack.identify(body))
        ack(**views.help_message(slack.prefix, places).payload())
    elif do := WORDS.get(word.lower()):
        ack(**do(slack, body, rest.strip()).payload())
    else:
        ack(**views.summary(digests.read_digest(slack.bot, slack.identify(body), f"{word} {rest}".strip())).payload())


def preview(slack: SlackDoor, body: Body, rest: str) -> Message:
    """The running month, only for who asks."""
    _alone("preview", rest, "A preview is of the running month. For one that is over, leave the word out.")
    return views.preview(digests.preview_digest(slack.bot, slack.identify(body)))


def issue(slack: SlackDoor, body: Body, rest: str) -> Message:
    """Last month's digest goes out right now."""
    _alone("now", rest, "What goes out right now is last month's digest. To read another, leave the word out.")
    return views.issued(digests.issue_digest(slack.bot, slack.identify(body)), slack.prefix)


def correct(slack: SlackDoor, body: Body, rest: str) -> Message:
    """A month is counted anew, after the acknowledgement."""
    return views.correcting(digest_corrections.ask_correction(slack.bot, slack.identify(body), rest))


def here(slack: SlackDoor, body: Body, rest: str) -> Message:
    """From now on the office's leadership channel is the one that this is typed in."""
    _alone("here", rest, "It is this channel; to name another, type it there.")
    actor, channel = slack.identify(body), str(body["channel_id"])
    outsiders = has_outsiders(slack, actor, channel)
    return views.channel_named(set_leadership_channel(slack.bot, actor, channel, outsiders=outsiders), slack.prefix)


def off(slack: SlackDoor, body: Body, rest: str) -> Message:
    """The office has no leadership channel any more."""
    _alone("off", rest, "It is off for your whole office.")
    return views.policy_saved(set_reports(slack.bot, slack.identify(body), leadership_channel=None), slack.prefix)


def at(slack: SlackDoor, body: Body, rest: str) -> Message:
    """The hour at which it goes out."""
    try:
        hour = read_hour(rest)
    except UsageError as unread:
        message = str(unread) if rest else "At which time of day?"
        raise UsageError(message, example="at 08:30") from None
    return views.policy_saved(set_reports(slack.bot, slack.identify(body), digest_at=hour), slack.prefix)


def in_currency(slack: SlackDoor, body: Body, rest: str) -> Message:
    """The currency that sums of several are shown in."""
    try:
        code = read_currency(rest)
    except ValueError as unread:
        message = f"{unread}." if rest else "In which currency?"
        raise UsageError(message, example="in GBP") from None
    return views.policy_saved(set_reports(slack.bot, slack.identify(body), currency=code), slack.prefix)


def _alone(word: str, rest: str, why: str) -> None:
    """Raise UsageError where something follows a word that stands alone: nothing that was typed is left unread."""
    if rest:
        raise UsageError(f"After `{word}` I can't read “{rest[:60]}”. {why}", example=word)


def show_clients(slack: SlackDoor, ack: Ack, body: Body) -> None:
    """*By client*: a page of clients, with a way to the next."""
    digest_id, _, page = str(body["actions"][0]["value"]).partition(" ")
    actor = slack.identify(body)
    shown = digests.read_edition(slack.bot, actor, digest_id) if digest_id != views.PREVIEW else None
    shown = shown or digests.preview_digest(slack.bot, actor)
    add_message(body["response_url"], views.details(shown, int(page), with_more=True))
    ack()


def send_files(slack: SlackDoor, ack: Ack, body: Body) -> None:
    """*Send me the files*."""
    done = digests.send_digest_files(slack.bot, slack.identify(body), str(body["actions"][0]["value"]))
    add_message(body["response_url"], views.files_sent(done))
    ack()


WORDS: Mapping[str, Callable[[SlackDoor, Body, str], Message]] = {
    "preview": preview,
    "now": issue,
    "correct": correct,
    "here": here,
    "off": off,
    "at": at,
    "in": in_currency,
}
