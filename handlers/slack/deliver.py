"""Bringing notices to Slack: each becomes a message or a Home, from the state as it is at that moment."""

from collections.abc import Iterator, Mapping
from typing import Any, assert_never

from slack_sdk.errors import SlackApiError
from slack_sdk.models.views import View

from bot.desk.home import home_state
from bot.desk.moot import is_moot
from bot.digests.notices import AboutDigest, AccountReviewFile, DigestCorrection
from bot.estimates.files import document_of
from bot.estimates.notices import EstimateFile
from bot.jobs.notices import JobAlertPosted, JobPosted
from bot.messaging.desk_notices import WeeklySummary
from bot.messaging.notices import (
    BatchFiles,
    HomeShown,
    LineAnsweredReply,
    LineRefusedReply,
    Notice,
    TimeLoggedReply,
    TimesheetFile,
)
from bot.messaging.outbox import Dead, Moot, Outcome, RetryAfter, Sent
from bot.messaging.told import Told
from bot.periods.exports import batch_files
from bot.signoffs.notices import AboutSignoff, SignoffReminder
from bot.signoffs.reminders import reminder_is_moot
from bot.status.notices import ClientStatusReply, ClientStatusShared, StatusReply, StatusReportPosted, StatusShared
from bot.timekeeping.time_entries import line_told
from bot.timesheets.timesheets import timesheet_of
from handlers.slack.desk import home_views, told
from handlers.slack.digests import notices as digest_notices
from handlers.slack.estimates import estimates_views as estimate_views
from handlers.slack.jobs import notices as job_notices
from handlers.slack.kit import refusals
from handlers.slack.kit.blocks import Files, Message
from handlers.slack.kit.client import NO_ANSWER
from handlers.slack.kit.commands import typed
from handlers.slack.kit.door import SlackDoor
from handlers.slack.kit.files import USER_IDS, find_files, hand_over
from handlers.slack.periods import exports_views as export_views
from handlers.slack.signoffs import notices as signoff_notices
from handlers.slack.status import notices as status_notices
from handlers.slack.timekeeping import answers_views as answer_views
from handlers.slack.timekeeping import time_entries_views as entry_views
from handlers.slack.timesheets import timesheets_views as sheet_views
from storage.messaging.notices import Place

EVENT_TYPE = "jobjacket_notice"
LOOK_BACK = 30
THREAD_PAGE = 200
WAIT_SECONDS = 5.0

# Slack may get over these by itself; all other refusals are final.
PASSING = (
    "ratelimited",
    "internal_error",
    "fatal_error",
    "service_unavailable",
    "request_timeout",
    "team_added_to_org",
)


class SlackDelivery:
    """The outbox's door to Slack."""

    def __init__(self, slack: SlackDoor) -> None:
        self.slack = slack

    def send(self, notice: Notice, place: Place, key: str, *, maybe_sent: bool) -> Outcome:
        """Post the notice, or publish the Home; with `maybe_sent`, look first whether it stands there."""
        try:
            if isinstance(notice, Told) and is_moot(self.slack.bot, notice):
                return Moot()
            if isinstance(notice, SignoffReminder) and reminder_is_moot(self.slack.bot, notice):
                return Moot()
            if isinstance(notice, StatusReportPosted) and status_notices.is_read_by_others(self.slack, notice, place):
                return Dead("another organisation shares that channel, and the report is the agency's own")
            if isinstance(notice, AboutDigest) and (root := digest_notices.root_of(notice)):
                thread = digest_notices.thread_of(self.slack, root)
                if thread is None:
                    return Dead("the message that it belongs under does not stand")
                place = thread
            shown = self._render(notice)
            if isinstance(shown, View):
                return self._publish(shown, place)
            if maybe_sent and (found := self._find(shown, place, key)):
                return found
            maybe_sent = False  # from here on it is the post itself that answers
            return digest_notices.settled(self.slack, notice, self._post(shown, place, key))
        except SlackApiError as error:
            return _outcome(error, maybe_sent=maybe_sent)
        except NO_ANSWER as fault:
            return RetryAfter(WAIT_SECONDS, type(fault).__name__, maybe_sent=True)

    def render_again(self, notice: Notice, place: Place, message: str) -> Outcome:
        """Render what stands there anew."""
        try:
            shown = self._render(notice)
            if isinstance(shown, View):
                return self._publish(shown, place)
            if isinstance(shown, Files):
                return Sent(place, message)  # what was handed over stays as it is
            self.slack.client.chat_update(channel=place.channel, ts=message, **shown.payload())
            return Sent(place, message)
        except SlackApiError as error:
            return _outcome(error, maybe_sent=False)
        except NO_ANSWER as fault:
            return RetryAfter(WAIT_SECONDS, type(fault).__name__)

    def _render(self, notice: Notice) -> Message | View | Files:  # noqa: C901  # a case for each notice
        prefix = self.slack.prefix
        match notice:
            case TimeLoggedReply(line_id=line_id, named_by=named_by):
                return entry_views.told(line_told(self.slack.bot, line_id, named_by))
            case LineRefusedReply(refusal=refusal, key=key):
                return refusals.refused(refusal, typed("logtime", prefix), "timekeeping.take_line", key)
            case LineAnsweredReply(answer=answer):
                return answer_views.answered(answer, prefix)
            case HomeShown(person_id=person_id):
                return home_views.page(home_state(self.slack.bot, person_id), prefix)
            case TimesheetFile(person_id=person_id, monday=monday, asked_at=asked_at):
                return sheet_views.file(timesheet_of(self.slack.bot, person_id, monday), asked_at)
            case EstimateFile(estimate_id=estimate_id):
                return estimate_views.file(document_of(self.slack.bot, estimate_id), notice)
            case BatchFiles(batch_id=batch_id, asked_at=asked_at):
                return export_views.files(batch_files(self.slack.bot, batch_id), asked_at)
            case JobPosted() | JobAlertPosted():
                return job_notices.rendered(self.slack, notice)
            case StatusReply() | ClientStatusReply() | StatusShared() | ClientStatusShared() | StatusReportPosted():
                return status_notices.rendered(self.slack, notice)
            case AboutSignoff():
                return signoff_notices.rendered(self.slack, notice)
            case AboutDigest() | DigestCorrection() | AccountReviewFile():
                return digest_notices.rendered(self.slack, notice)
            case WeeklySummary() | Told():
                return told.rendered(self.slack, notice)
            case _:
                assert_never(notice)

    def _publish(self, view: View, place: Place) -> Outcome:
        self.slack.client.views_publish(user_id=place.channel, view=view.to_dict())
        return Sent(place, "home")

    def _post(self, shown: Message | Files, place: Place, key: str) -> Outcome:
        if isinstance(shown, Files):
            return hand_over(self.slack.client, shown, place)
        answer = self.slack.client.chat_postMessage(
            channel=place.channel,
            thread_ts=place.thread,
            metadata={"event_type": EVENT_TYPE, "event_payload": {"key": key}},
            **shown.payload(),
        )
        return Sent(place._replace(channel=answer["channel"]), answer["ts"])

    def _direct_channel(self, user: str) -> str:
        return str(self.slack.client.conversations_open(users=user)["channel"]["id"])

    def _find(self, shown: Message | Files, place: Place, key: str) -> Sent | None:
        """The message that carries this notice's key, if it arrived after all."""
        if isinstance(shown, Files):
            return find_files(self.slack.client, shown, place)
        channel = self._direct_channel(place.channel) if place.channel[:1] in USER_IDS else place.channel
        for message in self._lately(channel, place.thread):
            if message.get("metadata", {}).get("event_payload", {}).get("key") == key:
                return Sent(place._replace(channel=channel), str(message["ts"]))
        return None

    def _lately(self, channel: str, thread: str | None) -> Iterator[Mapping[str, Any]]:
        """The latest messages of a channel, or all of a thread: Slack begins with its oldest."""
        client = self.slack.client
        if thread is None:
            latest = client.conversations_history(channel=channel, limit=LOOK_BACK, include_all_metadata=True)
            yield from latest["messages"]
            return
        for page in client.conversations_replies(
            channel=channel, ts=thread, limit=THREAD_PAGE, include_all_metadata=True
        ):
            yield from page["messages"]


def _outcome(error: SlackApiError, *, maybe_sent: bool) -> Outcome:
    """What Slack's answer means; `maybe_sent` is what was known before the call, and stays so if it did nothing."""
    code = str(error.response.get("error", "")) if error.response else ""
    status = error.response.status_code if error.response else 0
    if status == 429:
        return RetryAfter(float(error.response.headers.get("Retry-After", WAIT_SECONDS)), "ratelimited", maybe_sent)
    if status >= 500 or code in PASSING:
        return RetryAfter(WAIT_SECONDS, code or f"HTTP {status}", maybe_sent=True)
    return Dead(code or f"HTTP {status}")
