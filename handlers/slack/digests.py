"""The door to digests: `/digest`."""

from collections.abc import Callable, Mapping
from datetime import time
from functools import partial
from typing import Any

from slack_bolt import Ack, App

from bot import digests
from bot.errors import UsageError
from bot.policies import set_reports
from handlers.slack.door import SlackDoor, add_message
from handlers.slack.lines import line_from
from handlers.slack.names import Action, Command
from handlers.slack.views import digests as views
from handlers.slack.views.blocks import Message

Body = dict[str, Any]


def register(app: App, slack: SlackDoor) -> None:
    """Bring the handlers to the app."""
    app.command(Command.DIGEST.typed(slack.prefix))(partial(digest, slack))
    app.action(Action.DIGEST_CLIENTS)(partial(show_clients, slack))
    app.action(Action.DIGEST_FILES)(partial(send_files, slack))


def digest(slack: SlackDoor, ack: Ack, body: Body) -> None:
    """`/digest 2026-10`, `/digest now`, `/digest preview`, `/digest correct 2026-10`, `/digest here`, …"""
    word, _, rest = line_from(body.get("text", "")).text.partition(" ")
    if word.lower() in ("", "help", "?"):
        ack(**views.help_message(slack.prefix).payload())
    elif do := WORDS.get(word.lower()):
        ack(**do(slack, body, rest.strip()).payload())
    else:
        ack(**views.summary(digests.read_digest(slack.bot, slack.identify(body), f"{word} {rest}".strip())).payload())


def preview(slack: SlackDoor, body: Body, rest: str) -> Message:
    """The running month, only for who asks."""
    return views.preview(digests.preview_digest(slack.bot, slack.identify(body)))


def issue(slack: SlackDoor, body: Body, rest: str) -> Message:
    """Last month's digest goes out right now."""
    return views.issued(digests.issue_digest(slack.bot, slack.identify(body)))


def correct(slack: SlackDoor, body: Body, rest: str) -> Message:
    """A month is counted anew."""
    return views.corrected(digests.correct_digest(slack.bot, slack.identify(body), rest))


def here(slack: SlackDoor, body: Body, rest: str) -> Message:
    """From now on the office's leadership channel is the one that this is typed in."""
    saved = set_reports(slack.bot, slack.identify(body), leadership_channel=body["channel_id"])
    return views.policy_saved(saved)


def off(slack: SlackDoor, body: Body, rest: str) -> Message:
    """The office has no leadership channel any more."""
    return views.policy_saved(set_reports(slack.bot, slack.identify(body), leadership_channel=None))


def at(slack: SlackDoor, body: Body, rest: str) -> Message:
    """The hour at which it goes out."""
    try:
        hour = time.fromisoformat(rest.zfill(5))
    except ValueError:
        raise UsageError(f"“{rest}” is no time of day I can read.", example="/digest at 08:30") from None
    return views.policy_saved(set_reports(slack.bot, slack.identify(body), digest_at=hour))


def in_currency(slack: SlackDoor, body: Body, rest: str) -> Message:
    """The currency that sums of several are shown in."""
    code = rest.upper()
    if len(code) != len("USD") or not code.isascii() or not code.isalpha():
        raise UsageError(f"“{rest}” is no currency I can read.", example="/digest in GBP")
    return views.policy_saved(set_reports(slack.bot, slack.identify(body), currency=code))


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
