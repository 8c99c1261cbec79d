"""Views of an estimate: one version as a card, its changes, and the list of versions."""

from collections.abc import Iterator, Sequence

from slack_sdk.models.blocks import Block, ButtonElement, DividerBlock
from slack_sdk.models.views import View

from bot.estimates.files import DocumentMade
from bot.estimates.notices import EstimateFile
from bot.estimates.shown import Compared, EstimateShown, JobEstimates, VersionShown
from bot.rules.estimates.changes import LineChange, LineChanged
from bot.rules.estimates.estimates import Line, title_of
from bot.rules.kit.amounts import MILLIONTHS, format_hours, format_share
from bot.rules.people.rates import format_money
from handlers.slack.kit.blocks import File, Files, actions, button, context, cut, escape, modal, quote, section
from handlers.slack.kit.carried import Carried
from storage.words.signoffs import EstimateLineKind, EstimateStatus

MOST_CHANGES = 12
LINES_A_SECTION = 14
BRIEF_TEXT = 80
MARKS = {
    EstimateStatus.DRAFT: ":pencil2:",
    EstimateStatus.IN_REVIEW: ":hourglass_flowing_sand:",
    EstimateStatus.READY: ":outbox_tray:",
    EstimateStatus.SENT: ":incoming_envelope:",
    EstimateStatus.APPROVED: ":white_check_mark:",
    EstimateStatus.REPLACED: ":file_folder:",
    EstimateStatus.CHANGES_REQUESTED: ":leftwards_arrow_with_hook:",
    EstimateStatus.DECLINED: ":no_entry:",
    EstimateStatus.WITHDRAWN: ":file_folder:",
}
ARROWS = {LineChanged.ADDED: "Added", LineChanged.REMOVED: "Taken out", LineChanged.CHANGED: "Changed"}


class DraftOf(Carried):
    """A draft in the revision that somebody saw."""

    estimate: str
    revision: int


def card(desk: JobEstimates, note: str = "") -> View:
    """The latest version with its next steps, and the earlier ones."""
    latest = desk.latest
    if latest is None:
        words = f"*{escape(desk.job.number)}* {escape(desk.job.title)} has no estimate yet."
        return modal("Estimate", [section(words), context("The account desk drafts it.")])
    blocks: list[Block] = [section(f":white_check_mark: {note}")] if note else []
    blocks += [*version(latest), *asked_in(desk), actions(*_steps(desk, latest))]
    if older := desk.versions[1:]:
        blocks += [DividerBlock(), context("*Earlier versions*"), *(_older(each, desk.currency) for each in older)]
    return modal(latest.title, blocks)


def asked_in(desk: JobEstimates) -> list[Block]:
    """A link to the client's message that the latest version was drafted for."""
    return [context(f"Drafted for <{escape(desk.asked_link)}|what the client asked>.")] if desk.asked_link else []


def version(shown: EstimateShown) -> Iterator[Block]:
    """One version: what changes and why first, then its lines, its sums, and its terms in short."""
    mark = MARKS[shown.status]
    yield section(f"{headline(shown)}\n{mark} Version {shown.version}, {shown.status}  ·  {total(shown)}")
    if shown.reason:
        yield section(f"*Why it changes*\n{quote(shown.reason)}")
    if shown.compared:
        yield section(changed(shown, shown.compared))
    lines = [_brief(each.line, shown.currency) for each in shown.lines] or ["_No lines yet._"]
    for some in range(0, len(lines), LINES_A_SECTION):
        yield section("\n".join(lines[some : some + LINES_A_SECTION]))
    yield section(sums(shown))
    if facts := _facts(shown):
        yield context(facts)
    for each in shown.reviews[-3:]:
        what = "approved it" if each.approved else "sent it back"
        note = f": “{escape(each.note)}”" if each.note else ""
        yield context(f"{escape(each.person)} {what}{note}")


def headline(shown: EstimateShown) -> str:
    """The client and the job of an estimate."""
    return f"*{shown.title}* for *{escape(shown.job.number)}* {escape(shown.job.title)}  ·  {escape(shown.job.client)}"


def total(shown: EstimateShown) -> str:
    """The total, in bold."""
    return f"*{format_money(shown.totals.total_cents, shown.currency)}*"


def sums(shown: EstimateShown) -> str:
    """The parts of the total, and the total."""
    totals, currency = shown.totals, shown.currency
    parts = [("Fees", totals.fees_cents), ("Expenses", totals.expenses_cents)]
    parts.append((f"Contingency {format_share(shown.contingency_bp)}", totals.contingency_cents))
    tax = f"{escape(shown.tax_name or 'Tax')} {format_share(shown.tax_ppm, MILLIONTHS)}"
    parts.append((tax, totals.tax_cents))
    found = [f"{name} {format_money(cents, currency)}" for name, cents in parts if cents]
    found.append(f"*Total {format_money(totals.total_cents, currency)}*  ·  {_hours(shown)}")
    return "\n".join(found)


def changed(shown: EstimateShown, compared: Compared) -> str:
    """Each line that changes, and the new total next to the old."""
    currency = shown.currency
    lines = [f"•  {_change(each, currency)}" for each in compared.changes[:MOST_CHANGES]]
    if (more := len(compared.changes) - MOST_CHANGES) > 0:
        lines.append(f"•  and {more} more; the PDF has all of them")
    old, new = compared.totals.total_cents, shown.totals.total_cents
    head = f"*What changes since version {compared.version}*"
    tail = f"Total: {format_money(old, currency)} → *{format_money(new, currency)}*  ({signed(new - old, currency)})"
    return "\n".join([head, *(lines or ["•  No line differs yet."]), tail])


def signed(cents: int, currency: str) -> str:
    """A difference with its sign."""
    return f"{'+' if cents >= 0 else '−'}{format_money(abs(cents), currency)}"


def how(line: Line, currency: str) -> str:
    """How a line's amount is made up."""
    if line.kind == EstimateLineKind.FEE:
        return f"{format_hours(line.minutes)} × {format_money(line.rate_cents, currency)}"
    markup = f" + {format_share(line.markup_bp)}" if line.markup_bp else ""
    return f"{format_money(line.cost_cents, currency)}{markup}"


def named(line: Line) -> str:
    """A line's name, in bold, and its description."""
    name = f"*{escape(line.name)}*"
    return f"{name}  {escape(line.description)}" if line.service and line.description else name


def brief(line: Line) -> str:
    """The same, on one line with room for more."""
    name = f"*{escape(cut(line.name, BRIEF_TEXT))}*"
    return f"{name}, {escape(cut(line.description, BRIEF_TEXT))}" if line.service and line.description else name


def file(made: DocumentMade, notice: EstimateFile) -> Files:
    """The PDF, for the person who asked for it."""
    words = f"{escape(made.title)}, as you asked on {notice.asked_at:%Y-%m-%d %H:%M:%S} UTC."
    return Files(words, [File(made.name, made.title, made.content)])


def said(title: str, words: str, *hints: str) -> View:
    """A modal that confirms an action."""
    return modal(title, [section(words), *(context(hint) for hint in hints)])


def _steps(desk: JobEstimates, shown: EstimateShown) -> Sequence[ButtonElement]:
    """The buttons for the latest version, by its status and its reader."""
    found = []
    if desk.may_review:
        found.append(button("Approve", "estimates.approve_draft", shown.id, "primary"))
        found.append(button("Send back…", "estimates.open_send_back", shown.id))
    if desk.may_draft:
        found += _drafters(shown)
    return [*found, button("PDF", "estimates.send_pdf", shown.id)]


def _drafters(shown: EstimateShown) -> Iterator[ButtonElement]:
    match shown.status:
        case EstimateStatus.DRAFT:
            seen = DraftOf(estimate=shown.id, revision=shown.revision)
            yield button("Send for review", "estimates.send_for_review", seen, "primary")
            yield button("Edit", "estimates.open_estimate", shown.job.id)
        case EstimateStatus.IN_REVIEW:
            yield button("Take back to draft", "estimates.take_back", shown.id)
        case EstimateStatus.READY:
            yield button("Send to client…", "signoffs.open_signoff.estimate", shown.id, "primary")
            if shown.was_sent:
                yield button("Draft a Revised Estimate…", "estimates.open_reason", shown.job.id)
            else:
                yield button("Take back to draft", "estimates.take_back", shown.id)
        case EstimateStatus.APPROVED:
            yield button("Draft a Revised Estimate…", "estimates.open_reason", shown.job.id)
            yield button("Revise from actuals…", "estimates.open_reason.actuals", shown.job.id)
        case _:
            yield button("Draft a Revised Estimate…", "estimates.open_reason", shown.job.id)


def _older(each: VersionShown, currency: str) -> Block:
    words = f"{MARKS[each.status]} *Version {each.version}*, {title_of(each.version)}, {each.status}"
    money = format_money(each.total_cents, currency)
    return section(f"{words}  ·  {money}", button("PDF", "estimates.send_pdf", each.id))


def _brief(line: Line, currency: str) -> str:
    return f"•  {brief(line)}: {how(line, currency)} = {format_money(line.amount_cents, currency)}"


def _change(change: LineChange, currency: str) -> str:
    line = change.now or change.was
    if line is None:
        return ""
    was = how(change.was, currency) if change.was else ""
    now = how(change.now, currency) if change.now else ""
    sides = f"{was} → {now}" if was and now else f"{was}{now}"
    return f"{ARROWS[change.what]}: {brief(line)}: {sides}  ({signed(change.delta_cents, currency)})"


def _hours(shown: EstimateShown) -> str:
    return f"{format_hours(shown.totals.minutes)} of work"


def _facts(shown: EstimateShown) -> str:
    rounds = shown.revision_rounds
    valid = shown.valid_until
    facts = [
        f"valid until {valid.day} {valid:%b %Y}" if valid else "",
        "" if rounds is None else f"{rounds} revision round{'' if rounds == 1 else 's'}",
        "deliverables" if shown.deliverables else "no deliverables yet",
        "exclusions" if shown.exclusions else "",
        "terms" if shown.terms else "",
    ]
    return f"Drafted by {escape(shown.made_by)}; {', '.join(filter(None, facts))}."
