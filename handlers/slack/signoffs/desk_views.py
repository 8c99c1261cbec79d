"""The agency's views of a sign-off: a card with its progress and buttons, receipts, overdue ones."""

from slack_sdk.models.blocks import Block, ButtonElement, ConfirmObject, PlainTextObject

from bot.signoffs.shown import ApproverShown, SignoffShown
from handlers.slack.kit.blocks import Message, actions, button, context, escape, section
from handlers.slack.signoffs.links_views import links
from handlers.slack.signoffs.signoffs_views import (
    STATUS_MARKS,
    artefact,
    decisions,
    fingerprint,
    heading,
    since,
    status_words,
)
from storage.words.accounts import ContactChannel
from storage.words.signoffs import SignoffKind


def card(shown: SignoffShown, newer_link: str) -> Message:
    """A sign-off's progress, for the agency's own channel."""
    state = _progress(shown) if shown.is_open else status_words(shown, newer_link)
    blocks: list[Block] = [section(f"{heading(shown, 'Sign-off')}\n{artefact(shown)}"), section(state)]
    blocks += [*decisions(shown), *since(shown)]
    if shown.is_open:
        blocks += [*links(shown), *_buttons(shown)]
    elif shown.newer is None:
        blocks.append(actions(_new_version(shown)))
    blocks.append(context(fingerprint(shown)))
    return Message(
        text=f"Sign-off of {escape(shown.named)} ({escape(shown.job.number)}): {shown.status}.", blocks=blocks
    )


def overdue(shown: SignoffShown) -> Message:
    """Tell the owner that the client hasn't decided in time."""
    named, client = escape(f"{shown.job.number} {shown.named}"), escape(shown.job.client)
    if not shown.is_open:
        text = f"Sign-off of {named} ({client}): {shown.status}."
        return Message(text=text, blocks=[section(f"{STATUS_MARKS[shown.status]} {text}")])
    names = ", ".join(escape(each.name) for each in shown.waiting) or "nobody who can still decide"
    due = f"{shown.due_on:%a} {shown.due_on.day} {shown.due_on:%b}" if shown.due_on else "before"
    text = f"*{client}* has not decided on *{named}*: it was due {due}, and waits for {names}."
    blocks = [
        section(f":hourglass: {text}"),
        actions(button("Remind now", "signoffs.remind", shown.id), button("Open…", "signoffs.show_card", shown.id)),
    ]
    return Message(text=text.replace("*", ""), blocks=blocks)


def receipt(shown: SignoffShown) -> str:
    """The words that come with the certificate for the agency; the person who asked is notified."""
    asker = f"<@{shown.asker_address.user}>: " if shown.asker_address else ""
    named = f"{escape(shown.named)} ({escape(shown.job.number)})"
    return f"{asker}{escape(shown.job.client)} on {named}: {shown.status}. Here is the certificate."


def _progress(shown: SignoffShown) -> str:
    done = sum(each.decision is not None for each in shown.asked)
    due = f"  ·  due *{shown.due_on:%a} {shown.due_on.day} {shown.due_on:%b}*" if shown.due_on else ""
    late = "  ·  :red_circle: *overdue*" if shown.is_overdue else ""
    waits = ", ".join(_waits(each) for each in shown.waiting) or "nobody: please change the approvers"
    quorum = f" ({shown.quorum})" if len(shown.asked) > 1 else ""
    return (
        f":hourglass_flowing_sand: *With {escape(shown.job.client)}*  ·  {done} of {len(shown.asked)} decided{quorum}"
        f"{due}{late}\nWaiting for {waits}"
    )


def _waits(each: ApproverShown) -> str:
    return f"{escape(each.name)} ({'Slack' if each.channel == ContactChannel.CHAT else 'e-mail'})"


def _buttons(shown: SignoffShown) -> list[Block]:
    sure = ConfirmObject(
        title="Withdraw it?",
        text=PlainTextObject(text=f"Nobody can decide on {shown.named[:200]} any more. The record stays."),
        confirm="Withdraw",
        deny="Keep it",
        style="danger",
    )
    return [
        actions(
            button("Remind now", "signoffs.remind", shown.id),
            _new_version(shown),
            button("Change approvers…", "signoffs.open_approvers", shown.id),
            button("Record a decision…", "signoffs.open_record", shown.id),
            button("Withdraw", "signoffs.withdraw", shown.id, style="danger", confirm=sure),
        )
    ]


def _new_version(shown: SignoffShown) -> ButtonElement:
    """The button for a new version: a Revised Estimate has to be drafted, and reviewed at the agency, first."""
    if shown.kind == SignoffKind.ESTIMATE:
        return button("Estimate", "estimates.open_estimate", shown.job.id)
    return button("New version…", "signoffs.open_version", shown.id)
