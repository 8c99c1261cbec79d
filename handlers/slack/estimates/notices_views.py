"""Views of notices about estimates: a version to approve, its review, a budget that is running out."""

from slack_sdk.models.blocks import Block

from bot.estimates.reviews import ReviewTold
from bot.estimates.watch import BurnShown
from bot.rules.people.rates import format_money
from handlers.slack.estimates.estimates_views import MARKS, changed, headline, sums, total
from handlers.slack.kit.blocks import Message, actions, button, context, escape, quote, section
from storage.words.signoffs import EstimateStatus


def review_asked(told: ReviewTold) -> Message:
    """A version that waits for the reader's approval; with its buttons until it has one."""
    shown = told.estimate
    text = (
        f"{escape(told.by)} asks you to approve the {shown.title} of {escape(shown.job.number)}, {_plain_total(told)}."
    )
    blocks: list[Block] = [section(f"*{escape(told.by)}* asks you to approve an estimate\n{headline(shown)}")]
    if shown.reason:
        blocks.append(section(quote(shown.reason)))
    if shown.compared:
        blocks.append(section(changed(shown, shown.compared)))
    blocks.append(section(sums(shown)))
    pdf = button("PDF", "estimates.send_pdf", shown.id)
    if told.may_decide:
        approve = button("Approve", "estimates.approve_draft", shown.id, "primary")
        blocks.append(actions(approve, button("Send back…", "estimates.open_send_back", shown.id), pdf))
    else:
        blocks += [context(_outcome(told)), actions(pdf)]
    return Message(text=text, blocks=blocks)


def review_decided(told: ReviewTold) -> Message:
    """The outcome of a review for the person who drafted the version, with the next step."""
    shown = told.estimate
    what = "approved" if told.may_decide else "sent back"
    text = f"{escape(told.by)} {what} the {shown.title} of {escape(shown.job.number)}, {_plain_total(told)}."
    mark = ":white_check_mark:" if told.may_decide else ":leftwards_arrow_with_hook:"
    blocks: list[Block] = [
        section(f"{mark} *{escape(told.by)}* {what} version {shown.version}, {total(shown)}\n{headline(shown)}")
    ]
    if told.note:
        blocks.append(section(quote(told.note)))
    match shown.status:
        case EstimateStatus.READY:
            send = button("Send to client…", "signoffs.open_signoff.estimate", shown.id, "primary")
            blocks.append(actions(send, button("PDF", "estimates.send_pdf", shown.id)))
        case EstimateStatus.DRAFT:
            blocks.append(actions(button("Edit the draft", "estimates.open_estimate", shown.job.id, "primary")))
        case status:
            blocks.append(context(f"{MARKS[status]} Version {shown.version} is {status} now."))
    return Message(text=text, blocks=blocks)


def burn_told(told: BurnShown) -> Message:
    """A budget that is running out, or burning ahead of plan, with a button for a Revised Estimate."""
    burn, currency = told.burn, told.currency
    job = f"*{escape(told.job.number)}* {escape(told.job.title)}"
    used = f"{format_money(burn.burned_cents, currency)} of {format_money(burn.budget_cents or 0, currency)}"
    share = f"{burn.percent or 0}%"
    if told.percent is None:
        head = (
            f":runner: {job} burns its budget ahead of plan: *{share}* used, {told.elapsed_percent}% of its days gone"
        )
    else:
        mark = ":red_circle:" if told.percent >= 100 else ":large_yellow_circle:"
        head = f"{mark} {job} has burned *{share}* of its approved estimate"
    parts = [
        f"{format_money(cents, currency)} {name}"
        for name, cents in (
            ("time", burn.time_cents),
            ("expenses", burn.expense_cents),
            ("open orders", burn.open_order_cents),
        )
        if cents
    ]
    left = burn.variance_cents or 0
    rest = f"{format_money(abs(left), currency)} {'left' if left >= 0 else 'over'}"
    blocks: list[Block] = [section(f"{head}\n{used}; *{rest}*."), context("  +  ".join(parts) or "Nothing yet.")]
    if told.is_current:
        revise = button("Draft a Revised Estimate…", "estimates.open_reason.actuals", told.job.id, "primary")
        blocks.append(actions(revise, button("Show the estimate", "estimates.open_estimate", told.job.id)))
    else:
        blocks.append(context("A newer version of the estimate is there by now."))
    return Message(text=f"{escape(told.job.number)}: {share} of the approved estimate is used ({used}).", blocks=blocks)


def _plain_total(told: ReviewTold) -> str:
    return total(told.estimate).replace("*", "")


def _outcome(told: ReviewTold) -> str:
    shown = told.estimate
    last = shown.reviews[-1] if shown.reviews else None
    who = f"{escape(last.person)} {'approved it' if last.approved else 'sent it back'}. " if last else ""
    return f"{MARKS[shown.status]} {who}Version {shown.version} is {shown.status} now."
