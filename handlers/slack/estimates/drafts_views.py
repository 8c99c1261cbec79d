"""The drafting table: the lines and sums of a draft as it grows, and the forms around it."""

from slack_sdk.models.blocks import (
    Block,
    DatePickerElement,
    DividerBlock,
    Option,
    OverflowMenuElement,
    PlainTextInputElement,
    PlainTextObject,
    StaticSelectElement,
)
from slack_sdk.models.views import View

from bot.estimates.drafts import DraftSeen, LineForm
from bot.estimates.reviews import LONGEST_NOTE
from bot.estimates.shown import EstimateShown, JobEstimates, LineShown
from bot.rules.estimates.forms import LONGEST_TAX_NAME, LONGEST_TEXT
from bot.rules.estimates.lines import LONGEST_DESCRIPTION
from bot.rules.kit.amounts import MILLIONTHS, format_hours, format_share
from bot.rules.kit.services import SERVICES
from bot.rules.people.rates import format_cents, format_money
from handlers.slack.estimates.estimates_views import asked_in, changed, headline, how, named, sums, total
from handlers.slack.kit.blocks import FIELD, actions, button, context, escape, field, modal, option, quote, section
from handlers.slack.kit.carried import Carried
from storage.words.signoffs import EstimateLineKind

LINES = "lines"
EXAMPLE = "design 12h key visual\ncopy 8h 120 web texts\nprint 2,400 +15%"
HINT = "One a line: service, hours with an h, a rate if it is not the card's, what for. Or an expense and its cost."
LONGEST_LINES = 3000


class OnTable(Carried):
    """The draft on the table, in the revision that somebody saw."""

    seen: DraftSeen


class LineOf(Carried):
    """A line being changed in such a draft, or a new one."""

    seen: DraftSeen
    kind: EstimateLineKind
    line: str | None = None


class LineChoice(Carried):
    """A choice from a line's menu: to edit it, or to remove it."""

    line: str
    remove: bool = False


class RevisionOf(Carried):
    """A Revised Estimate to draft for a job, maybe from actuals, maybe for a client's request."""

    job: str
    actuals: bool = False
    request: str = ""


class OfEstimate(Carried):
    """The version that a form is about."""

    estimate: str


def table(desk: JobEstimates, warning: str = "", typed: str = "") -> View:
    """The draft (empty if there is none); `warning` says what we didn't do, `typed` is the text that stays."""
    draft = desk.latest
    seen = DraftSeen(job_id=desk.job.id)
    if draft:
        seen = DraftSeen(job_id=desk.job.id, estimate_id=draft.id, revision=draft.revision)
    blocks: list[Block] = []
    if warning:
        blocks.append(section(f":warning: {escape(warning)}"))
    blocks += _drawn(draft) if draft else _blank(desk)
    blocks += asked_in(desk)
    # Slack keeps the text typed into a block while its id stays the same: another id starts empty.
    name = f"{LINES}.{seen.revision}.{len(warning)}"
    blocks.append(field(name, "Add lines", _text(typed, EXAMPLE, lines=True), optional=True, hint=HINT))
    buttons = [button("Add lines", "estimates.add_lines", "add", "primary")]
    buttons += [
        button("Time…", "estimates.new_line.fee", EstimateLineKind.FEE),
        button("Expense…", "estimates.new_line.expense", EstimateLineKind.EXPENSE),
    ]
    if draft:
        buttons.append(button("Terms, contingency, tax…", "estimates.open_terms", draft.id))
    blocks.append(actions(*buttons))
    title = draft.title if draft else "Letter of Estimate"
    view = modal(title, blocks, callback="estimates.close_table", submit="Done", carries=OnTable(seen=seen))
    view.close = PlainTextObject(text="Close")  # this loses nothing
    return view


def line_form(form: LineForm, seen: DraftSeen, line_id: str | None = None) -> View:
    """The form of one line, new or existing: agency time, or an expense."""
    is_fee = form.kind == EstimateLineKind.FEE
    blocks = _fee_fields(form) if is_fee else _expense_fields(form)
    title = "Time" if is_fee else "Expense"
    about = LineOf(seen=seen, kind=form.kind, line=line_id)
    return modal(title, blocks, callback="estimates.save_line", submit="Save", carries=about)


def terms_form(shown: EstimateShown, seen: DraftSeen) -> View:
    """The form of everything in a draft except its lines."""
    rounds = "" if shown.revision_rounds is None else str(shown.revision_rounds)
    valid = shown.valid_until
    day = DatePickerElement(action_id=FIELD, initial_date=valid.isoformat() if valid else None)
    reason = field("reason", "Why it changes", _long(shown.reason), hint="The client reads this first")
    blocks = [
        *([reason] if shown.version > 1 else []),
        field("deliverables", "What the client will get", _long(shown.deliverables), optional=True),
        field("exclusions", "Not included", _long(shown.exclusions), optional=True),
        field("revision_rounds", "Rounds of revisions", _text(rounds, "2"), optional=True),
        field("terms", "Terms", _long(shown.terms), optional=True),
        field("valid_until", "Valid until", day, optional=True, hint="Left empty, the office's usual time counts"),
        field(
            "contingency",
            "Contingency",
            _text(format_share(shown.contingency_bp), "10%"),
            optional=True,
            hint="On fees and expenses",
        ),
        field("tax_name", "Tax", _text(shown.tax_name, "VAT"), optional=True),
        field(
            "tax",
            "Tax rate",
            _text(format_share(shown.tax_ppm, MILLIONTHS), "20%"),
            optional=True,
            hint="On fees, expenses and contingency",
        ),
    ]
    return modal("Terms", blocks, callback="estimates.save_terms", submit="Save", carries=OnTable(seen=seen))


def reason_form(desk: JobEstimates, reason: str, revision: RevisionOf, callback: str = "estimates.save_reason") -> View:
    """Ask why: the client reads the reason first. `callback` is the id of the handler that takes it."""
    words = f"*{escape(desk.job.number)}* {escape(desk.job.title)}"
    based = "from what was really worked and bought" if revision.actuals else "from the version that counts now"
    blocks = [
        section(f"{words}\nThe next version begins {based}; you change its lines next."),
        field("reason", "Why does the estimate change?", _long(reason), hint="The client reads this first"),
    ]
    return modal("Revised Estimate", blocks, callback=callback, submit="Draft it", carries=revision)


def send_back_form(shown: EstimateShown) -> View:
    """Ask what should change before a version goes to the client."""
    blocks = [
        section(f"{headline(shown)}\nVersion {shown.version}  ·  {total(shown)}"),
        field("note", "What should change?", _long("", LONGEST_NOTE), hint="Who drafted it sees this"),
    ]
    about = OfEstimate(estimate=shown.id)
    return modal("Send back", blocks, callback="estimates.send_back", submit="Send back", carries=about)


def _blank(desk: JobEstimates) -> list[Block]:
    words = f"*Letter of Estimate* for *{escape(desk.job.number)}* {escape(desk.job.title)}"
    return [
        section(f"{words}  ·  {escape(desk.job.client)}"),
        context(f"In {desk.currency}. Type all lines at once, or one by one: each is kept as you add it."),
    ]


def _drawn(draft: EstimateShown) -> list[Block]:
    blocks: list[Block] = [section(headline(draft))]
    blocks.append(context(f"Version {draft.version}, draft, in {draft.currency}. All is kept as you go."))
    if draft.reason:
        blocks.append(section(f"*Why it changes*\n{quote(draft.reason, 300)}"))
    blocks += [section(_line(each, draft.currency), _menu(each)) for each in draft.lines]
    if not draft.lines:
        blocks.append(section("_No lines yet._"))
    blocks += [DividerBlock(), section(sums(draft))]
    if draft.compared:
        blocks.append(section(changed(draft, draft.compared)))
    blocks.append(DividerBlock())
    return blocks


def _line(each: LineShown, currency: str) -> str:
    return f"{named(each.line)}\n{how(each.line, currency)} = *{format_money(each.line.amount_cents, currency)}*"


def _menu(each: LineShown) -> OverflowMenuElement:
    options = [option("Edit…", LineChoice(line=each.id)), option("Remove", LineChoice(line=each.id, remove=True))]
    return OverflowMenuElement(action_id=f"estimates.line_menu.{each.id}", options=options)


def _fee_fields(form: LineForm) -> list[Block]:
    line = form.line
    services = {service: _service(form, service) for service in SERVICES}
    chosen = StaticSelectElement(
        action_id=FIELD,
        options=list(services.values()),
        initial_option=services.get(line.service) if line else None,
    )
    rate = format_cents(line.rate_cents) if line else ""
    return [
        field("service", "Service", chosen),
        field("hours", "Hours", _text(format_hours(line.minutes) if line else "", "12, 12.5, 12h30")),
        field(
            "rate",
            f"Rate an hour, {form.currency}",
            _text(rate, "from the rate card"),
            optional=True,
            hint="Left empty, the rate card's of today",
        ),
        _description(line.description if line else "", optional=True),
    ]


def _service(form: LineForm, service: str) -> Option:
    rate = form.rates.get(service)
    return option(service.capitalize(), service, f"{format_money(rate, form.currency)} an hour" if rate else None)


def _expense_fields(form: LineForm) -> list[Block]:
    line = form.line
    markup = format_share(line.markup_bp if line else form.markup_bp)
    return [
        _description(line.description if line else "", optional=False),
        field("cost", f"Cost, {form.currency}", _text(format_cents(line.cost_cents) if line else "", "2,400")),
        field("markup", "Mark-up", _text(markup, "15%"), optional=True),
    ]


def _description(value: str, *, optional: bool) -> Block:
    element = PlainTextInputElement(action_id=FIELD, initial_value=value or None, max_length=LONGEST_DESCRIPTION)
    return field("description", "What for", element, optional=optional)


def _text(value: str, placeholder: str, *, lines: bool = False) -> PlainTextInputElement:
    return PlainTextInputElement(
        action_id=FIELD,
        initial_value=value or None,
        multiline=lines or None,
        max_length=LONGEST_LINES if lines else LONGEST_TAX_NAME,
        placeholder=PlainTextObject(text=placeholder),
    )


def _long(value: str, longest: int = LONGEST_TEXT) -> PlainTextInputElement:
    return PlainTextInputElement(action_id=FIELD, initial_value=value or None, multiline=True, max_length=longest)
