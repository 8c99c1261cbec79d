"""The client's views of a sign-off: the request, who has decided, reminders and receipts."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from zoneinfo import ZoneInfo

from slack_sdk.models.blocks import Block, ConfirmObject, PlainTextObject

from bot.signoffs.notices import Reminds, SignoffReminder
from bot.signoffs.shown import ApproverShown, ArtefactKind, SignoffShown
from handlers.slack.kit.blocks import Message, actions, button, context, cut, escape, quote, section
from storage.words.accounts import ContactChannel
from storage.words.signoffs import Quorum, SignoffDecision, SignoffKind, SignoffStatus, Via

CONFIRM_TEXT = 300
SHORT_HASH = 12
MARKS = {
    SignoffDecision.APPROVED: ":white_check_mark:",
    SignoffDecision.APPROVED_WITH_CHANGES: ":white_check_mark:",
    SignoffDecision.CHANGES_REQUESTED: ":memo:",
    SignoffDecision.DECLINED: ":no_entry:",
}
STATUS_MARKS = {
    SignoffStatus.OPEN: ":hourglass_flowing_sand:",
    SignoffStatus.APPROVED: ":white_check_mark:",
    SignoffStatus.APPROVED_WITH_CHANGES: ":white_check_mark:",
    SignoffStatus.CHANGES_REQUESTED: ":memo:",
    SignoffStatus.DECLINED: ":no_entry:",
    SignoffStatus.WITHDRAWN: ":leftwards_arrow_with_hook:",
    SignoffStatus.SUPERSEDED: ":fast_forward:",
}
SAID = {
    SignoffDecision.APPROVED: "approved",
    SignoffDecision.APPROVED_WITH_CHANGES: "approved with changes",
    SignoffDecision.CHANGES_REQUESTED: "requested changes",
    SignoffDecision.DECLINED: "declined",
}


def asked(shown: SignoffShown, newer_link: str) -> Message:
    """The request in the shared channel; with its buttons while it is open, then with its outcome."""
    blocks: list[Block] = [
        section(f"{heading(shown, 'For your sign-off' if shown.is_open else 'Sign-off')}\n{artefact(shown)}"),
        *_note(shown),
        *since(shown),
    ]
    if shown.is_open:
        blocks.append(section(f"{who_decides(shown)}{_until(shown)}"))
    blocks += decisions(shown)
    if shown.is_open:
        blocks.append(_buttons(shown))
    else:
        blocks.append(section(status_words(shown, newer_link)))
    blocks.append(context(fingerprint(shown)))
    return Message(text=_in_short(shown), blocks=blocks)


def heading(shown: SignoffShown, what: str) -> str:
    """The name and version of the thing, in two lines."""
    job = f"{escape(shown.job.number)} {escape(shown.job.title)}"
    kind = "" if shown.kind in (SignoffKind.OTHER, SignoffKind.ESTIMATE) else f" · {shown.kind}"
    return f"*{what}: {escape(shown.title)}, version {shown.version}*\n{job}{kind}"


def artefact(shown: SignoffShown) -> str:
    """The file, link or document to look at."""
    thing = shown.artefact
    if thing.kind == ArtefactKind.LINK:
        return f":link: <{_address(thing.link)}|{escape(cut(thing.link, 120))}>"
    size = f" ({_size(thing.size)})" if thing.size else ""
    total = f"\nTotal *{thing.total}*" if thing.total else ""
    return f":page_facing_up: {escape(thing.name)}{size}{total}"


def who_decides(shown: SignoffShown) -> str:
    """The approvers; those in chat are mentioned."""
    names = [mention(each) for each in shown.asked]
    if len(names) == 1:
        return f"Decision: {names[0]}"
    how = {
        Quorum.ANY: "any one of you decides",
        Quorum.ALL: "all of you decide",
        Quorum.MAJORITY: "the majority of you decides",
    }[shown.quorum]
    return f"Decision: {', '.join(names)} ({how})"


def mention(approver: ApproverShown) -> str:
    """An approver's name; for one who decides in chat, a mention that notifies them."""
    if approver.channel == ContactChannel.CHAT and approver.address:
        return f"<@{approver.address.user}>"
    return f"*{escape(approver.name)}*"


def since(shown: SignoffShown) -> Iterator[Block]:
    """The changes since the version that was approved last."""
    if shown.since:
        lines = "\n".join(f"•  {escape(line)}" for line in shown.since.lines)
        day = _day(shown.since.approved_on, shown.today)
        yield section(f"*Since version {shown.since.version}, approved {day}*\n{lines}")


def decisions(shown: SignoffShown) -> Iterator[Block]:
    """Each approver's decision, with their words; nothing if nobody has decided."""
    decided = [each for each in shown.approvers if each.decision]
    for each in decided:
        if each.decision and each.decided_at:
            yield section(f"{MARKS[each.decision]} {_decided(each, each.decision, each.decided_at, shown)}")
    waiting = [escape(each.name) for each in shown.waiting]
    if decided and waiting:
        yield context(f"Still to decide: {', '.join(waiting)}")


def status_words(shown: SignoffShown, newer_link: str) -> str:
    """The outcome, and a link to the newer version."""
    words = {
        SignoffStatus.WITHDRAWN: "*Withdrawn* by the agency. There is nothing to decide.",
        SignoffStatus.SUPERSEDED: f"*Version {shown.version} is closed*",
    }
    text = f"{STATUS_MARKS[shown.status]} {words.get(shown.status, f'*{str(shown.status).capitalize()}*')}"
    newer = _newer(shown, newer_link)
    return f"{text}  ·  {newer}" if newer else text


def fingerprint(shown: SignoffShown) -> str:
    """The exact content that the decision is bound to."""
    return f"SHA-256 `{shown.content_hash[:SHORT_HASH]}…`  ·  asked by {escape(shown.requested_by)}"


def file_comment(shown: SignoffShown) -> str:
    """The words that come with the file."""
    return f"{escape(shown.job.number)}: {escape(shown.named)}, for sign-off. The request follows below."


def reminder(shown: SignoffShown, notice: SignoffReminder) -> Message:
    """A reminder in the thread of the request."""
    names = [mention(each) for each in shown.waiting if each.id in notice.approver_ids]
    named, due = escape(shown.named), f" by {_day(shown.due_on, shown.today)}" if shown.due_on else ""
    why = {
        Reminds.BEFORE: f"your decision on *{named}* is needed{due}.",
        Reminds.DUE: f"*{named}* is due today. Your decision is the last thing missing.",
        Reminds.ADDED: f"your decision on *{named}* is asked as well{due}.",
        Reminds.ASKED: f"the agency still needs your decision on *{named}*{due}.",
    }[notice.reminds]
    text = f":bell: {', '.join(names)}: {why}"
    return Message(text=text, blocks=[section(text), context("The buttons are at the top of this thread.")])


def receipt(shown: SignoffShown) -> str:
    """The words that come with the certificate for the client."""
    named = f"{escape(shown.named)} ({escape(shown.job.number)})"
    return f"{named}: {shown.status}. The certificate says who decided, when and on what."


def day_and_time(at: datetime, zone: str) -> str:
    """An instant as people read it."""
    here = at.astimezone(ZoneInfo(zone))
    return f"{here:%a} {here.day} {here:%b %Y, %H:%M %Z}"


def _decided(each: ApproverShown, decision: SignoffDecision, at: datetime, shown: SignoffShown) -> str:
    line = f"*{escape(each.name)}* {SAID[decision]}, {day_and_time(at, shown.zone)}"
    if each.via == Via.RECORDED:
        line += f"\n:pencil2: _Recorded by {escape(each.recorded_by)} of the agency:_ {escape(each.evidence)}"
    elif each.via == Via.PAGE:
        line += " (on the sign-off page)"
    return f"{line}\n{quote(each.said)}" if each.said else line


def _buttons(shown: SignoffShown) -> Block:
    return actions(
        button("Approve", "signoffs.approve", shown.id, style="primary", confirm=_sure(shown)),
        button("Approve with changes…", "signoffs.ask_words.changes", shown.id),
        button("Request changes…", "signoffs.ask_words.request", shown.id),
        button("Decline…", "signoffs.ask_words.decline", shown.id, style="danger"),
    )


def _sure(shown: SignoffShown) -> ConfirmObject:
    total = f", {shown.artefact.total}" if shown.artefact.total else ""
    exact = cut(f"You approve {shown.named}, for {shown.job.number}{total}", CONFIRM_TEXT - 120)
    text = f"{exact} (SHA-256 {shown.content_hash[:SHORT_HASH]}…). This is put on record with your name."
    return ConfirmObject(
        title="Approve this version?", text=PlainTextObject(text=text), confirm="Approve", deny="Not yet"
    )


def _note(shown: SignoffShown) -> Sequence[Block]:
    return [section(quote(shown.note, 2000))] if shown.note else []


def _until(shown: SignoffShown) -> str:
    return f"\nBy *{_day(shown.due_on, shown.today)}*" if shown.due_on else ""


def _newer(shown: SignoffShown, link: str) -> str:
    if shown.newer is None:
        return ""
    name = f"Version {shown.newer.version}" if shown.newer.version != shown.version else "The new request"
    if link:
        return f"<{link}|{name} is here>."
    return f"{name} is in <#{shown.newer.channel}>." if shown.newer.channel else f"{name} has been sent."


def _in_short(shown: SignoffShown) -> str:
    named = escape(shown.named)
    if not shown.is_open:
        return f"Sign-off of {named} ({escape(shown.job.number)}): {shown.status}."
    due = f" by {_day(shown.due_on, shown.today)}" if shown.due_on else ""
    return f"For your sign-off{due}: {named} ({escape(shown.job.number)})"


def _day(day: date, today: date) -> str:
    if day == today:
        return "today"
    return f"{day:%a} {day.day} {day:%b}" + ("" if day.year == today.year else f" {day.year}")


def _size(size: int) -> str:
    if size < 1024:
        return f"{size} bytes"
    return f"{size / 1_048_576:.1f} MB" if size >= 1_048_576 else f"{round(size / 1024)} KB"


def _address(link: str) -> str:
    """A link escaped for markup, so that nothing in it ends it early."""
    return escape(link).replace("|", "%7C")
