"""Views of a person's estimates: the list, the help, and confirmations."""

from slack_sdk.models.blocks import Block, ButtonElement
from slack_sdk.models.views import View

from bot.estimates.files import DocumentSent
from bot.estimates.lists import EstimateListed, EstimatesListed, Waits
from bot.estimates.reviews import Reviewed, SentForReview
from bot.rules.estimates.estimates import title_of
from bot.rules.people.rates import format_money
from handlers.slack.estimates.estimates_views import MARKS, headline, said
from handlers.slack.kit.blocks import Message, button, context, escape, section
from handlers.slack.kit.commands import typed


def mine(listed: EstimatesListed, prefix: str) -> Message:
    """The estimates that involve the reader."""
    command = typed("estimate", prefix)
    if not listed.estimates:
        words = f"You have no estimate under way. `{command} ACME-101` opens that job's."
        return Message(text=words.replace("`", ""), blocks=[section(words)])
    blocks: list[Block] = [section("*Your estimates*")]
    blocks += [section(_line(each), _button(each)) for each in listed.estimates]
    more = f"{listed.more} more are not listed. " if listed.more else ""
    blocks.append(context(f"{more}`{command} ACME-101` opens any job's."))
    waiting = sum(each.waits == Waits.FOR_YOU for each in listed.estimates)
    count = len(listed.estimates) + listed.more
    text = f"{count} estimate{'' if count == 1 else 's'} under way, {waiting} waiting for your approval."
    return Message(text=text, blocks=blocks)


def help_message(prefix: str) -> Message:
    """How `/estimate` is used."""
    command = typed("estimate", prefix)
    lines = (
        f"`{command} ACME-101`  the Letter of Estimate of a job: draft it, send it, revise it",
        f"`{command}`  your estimates, and those that wait for your approval",
        f"`{command} policy`  who approves what, mark-up, contingency, tax (admins)",
        "A line of time: `design 12h key visual`, with another rate `design 12h 145 key visual`",
        "An expense: `print 2,400`, with another mark-up `print 2,400 +10%`",
    )
    return Message(text=f"{command} ACME-101 opens a job's estimate.", blocks=[section("\n".join(lines))])


def sent_for_review(done: SentForReview) -> str:
    """The people who have to approve, or that nobody has to."""
    if not done.asked:
        return "Your own limit covers this amount: it is ready for the client."
    names = [escape(name) for name in done.asked]
    who = names[0] if len(names) == 1 else f"{', '.join(names[:-1])} or {names[-1]}"
    return f"*{who}* is asked to approve it. You are told as soon as that is done."


def sent_back(done: Reviewed) -> View:
    """Confirm that a version is a draft again."""
    shown = done.estimate
    words = f":leftwards_arrow_with_hook: {headline(shown)}\nVersion {shown.version} is a draft again."
    return said("Sent back", words, f"{escape(shown.edited_by)} sees your note, and goes on with it.")


def document_sent(done: DocumentSent) -> Message:
    """Confirm that the PDF is on its way."""
    words = f":page_facing_up: *{escape(done.name)}* is on its way to your direct messages."
    return Message(text=words.replace("*", ""), blocks=[section(words)])


def document_coming(done: DocumentSent) -> View:
    """The same, on top of a modal."""
    words = f":page_facing_up: *{escape(done.name)}* is on its way to you."
    return said("PDF", words, "It comes as a direct message from me, in a moment.")


def _line(each: EstimateListed) -> str:
    job = f"*{escape(each.job.number)}* {escape(each.job.title)}"
    waits = ":bell: *waits for your approval*" if each.waits == Waits.FOR_YOU else f"{MARKS[each.status]} {each.status}"
    money = format_money(each.total_cents, each.currency)
    return f"{job}\n{title_of(each.version)}, version {each.version}  ·  {money}  ·  {waits}"


def _button(each: EstimateListed) -> ButtonElement:
    return button("Open", "estimates.open_estimate", each.job.id)
