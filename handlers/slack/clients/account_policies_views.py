"""An admin's views of the account policy: who approves estimates, and the defaults of estimates."""

from slack_sdk.models.blocks import Block, CheckboxesElement, PlainTextInputElement, PlainTextObject
from slack_sdk.models.views import View

from bot.people.policies import PolicyForm, PolicySaved
from bot.rules.clients.account_policy_forms import ANY, LONGEST_TAX_NAME
from bot.rules.kit.amounts import MILLIONTHS, format_share
from bot.rules.people.policies import AccountPolicy, ApprovalLimit
from handlers.slack.kit.blocks import FIELD, context, escape, field, modal, option, section
from handlers.slack.people.policies_views import OfOffice, offices

FOUR_EYES = "four_eyes"
LONGEST_LIMITS = 1000


def form(form: PolicyForm) -> View:
    """The form for one office's account policy, with buttons for the others."""
    policy = form.policy.accounts
    blocks = offices(form, "clients.turn_account_policy")
    blocks += [*_review(policy), *_estimates(policy), *_signoffs(policy)]
    carries = OfOffice(office=form.office.id)
    return modal("Account policy", blocks, callback="clients.save_account_policy", submit="Save", carries=carries)


def saved(done: PolicySaved) -> View:
    """Confirm the saved policy in words."""
    policy = done.policy.accounts
    who = "\n".join(f"•  {each.role.capitalize()}: {_amount(each)}" for each in policy.limits)
    eyes = "Nobody approves what they sent for review themselves." if policy.four_eyes else "One's own limit is enough."
    tax = f"{escape(policy.tax_name)} {format_share(policy.tax_ppm, MILLIONTHS)}" if policy.tax_ppm else "no tax"
    shares = f"mark-up {format_share(policy.markup_bp)}, contingency {format_share(policy.contingency_bp)}, {tax}"
    words = (
        f"*{escape(done.office.name)}*\nEstimates are approved before a client sees them by:\n{who}\n{eyes}\n"
        f"They begin with {shares}, and are valid {policy.valid_days} days.\n"
        f"A billable job's lead is reminded of its estimate after {policy.estimate_days} business days. "
        f"Sign-off links last {policy.link_days} days; approvers are reminded {policy.remind_days} days before."
    )
    note = "It holds for what is drafted, reviewed or sent from now on. What it was before is in the history."
    return modal("Policy saved", [section(words), context(note)])


def _review(policy: AccountPolicy) -> list[Block]:
    limits = "\n".join(f"{each.role} {_amount(each)}" for each in policy.limits)
    eyes = option("A second pair of eyes, always", FOUR_EYES, "Nobody approves what they sent for review themselves")
    chosen = [eyes] if policy.four_eyes else None
    return [
        field(
            "limits",
            "Who approves estimates, up to which total",
            _text(limits, longest=LONGEST_LIMITS),
            hint="One a line: a role, and an amount in the client's currency, or “any”",
        ),
        field(
            "four_eyes",
            "Review",
            CheckboxesElement(action_id=FIELD, options=[eyes], initial_options=chosen),
            optional=True,
        ),
        field(
            "estimate_days",
            "Business days until a missing estimate is reminded of",
            _text(str(policy.estimate_days)),
        ),
    ]


def _estimates(policy: AccountPolicy) -> list[Block]:
    return [
        field("markup", "Mark-up on expenses", _text(format_share(policy.markup_bp)), optional=True),
        field("contingency", "Contingency", _text(format_share(policy.contingency_bp)), optional=True),
        field("tax_name", "Tax", _text(policy.tax_name, "VAT"), optional=True),
        field("tax", "Tax rate", _text(format_share(policy.tax_ppm, MILLIONTHS)), optional=True),
        field("valid_days", "Days that an estimate is valid", _text(str(policy.valid_days))),
    ]


def _signoffs(policy: AccountPolicy) -> list[Block]:
    before = "Days before the due date that approvers are reminded"
    return [
        field("link_days", "Days that a sign-off link lasts", _text(str(policy.link_days))),
        field("remind_days", before, _text(str(policy.remind_days))),
    ]


def _amount(limit: ApprovalLimit) -> str:
    if limit.up_to_cents is None:
        return ANY
    units, cents = divmod(limit.up_to_cents, 100)
    return f"{units:,}.{cents:02d}" if cents else f"{units:,}"


def _text(value: str, placeholder: str = "", longest: int = LONGEST_TAX_NAME) -> PlainTextInputElement:
    return PlainTextInputElement(
        action_id=FIELD,
        initial_value=value or None,
        multiline=True if longest > LONGEST_TAX_NAME else None,
        max_length=longest,
        placeholder=PlainTextObject(text=placeholder) if placeholder else None,
    )
