"""The forms of a client's contract and retainers."""

from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View

from bot.clients.contracts import ContractForm, RetainerForm, RetainersShown
from bot.rules.people.rates import MINUTES_AN_HOUR, format_cents
from handlers.slack.clients.clients_views import OfClient, contract_words, retainer_words
from handlers.slack.kit import inputs
from handlers.slack.kit.blocks import actions, button, context, modal, section
from storage.words.accounts import PricingModel, RollOver

NEW = "new"
MOST_RETAINERS = 30


def contract(form: ContractForm) -> View:
    """The form for the current contract, or for the first one."""
    kept = form.contract
    blocks: list[Block] = []
    if kept:
        earlier = f"  ·  {kept.earlier} before it" if kept.earlier else ""
        blocks.append(context(f"Now: {contract_words(kept, form.today)}{earlier}"))
    blocks += [
        inputs.day("starts_on", "From", kept.starts_on if kept else form.today),
        inputs.day("renews_on", "Renewal date", kept.renews_on if kept else None, optional=True),
        inputs.day("ends_on", "Ends", kept.ends_on if kept else None, optional=True),
        inputs.text("notice_days", "Notice, in days", _number(kept.notice_days if kept else None), "60", optional=True),
        inputs.words("pricing_model", "Pricing", PricingModel, kept.pricing_model if kept else None, optional=True),
        inputs.text(
            "payment_days", "Paid within, in days", _number(kept.payment_days if kept else None), "30", optional=True
        ),
    ]
    if kept:
        new = {NEW: "This is a new contract: keep the one before as it was"}
        blocks.append(inputs.boxes("is_new", "Renewed", new))
    carries = OfClient(client=form.client_id, changes=kept.id if kept else "")
    return modal(f"{form.code} contract", blocks, callback="clients.save_contract", submit="Save", carries=carries)


def retainers(shown: RetainersShown) -> View:
    """A client's retainers, each with a button to change or end it."""
    blocks: list[Block] = [
        section(retainer_words(each), button("Change or end", "clients.edit_retainer", each.id))
        for each in shown.retainers[:MOST_RETAINERS]
    ]
    if not blocks:
        blocks.append(section("No retainer yet: hours or a fee that the client buys each month."))
    blocks.append(actions(button("Add a retainer", "clients.add_retainer", "new", style="primary")))
    return modal(f"{shown.code} retainers", blocks, carries=OfClient(client=shown.client_id))


def retainer(form: RetainerForm) -> View:
    """The form for a retainer."""
    kept = form.retainer
    labels = {str(each): inputs.sentence(each) for each in RollOver}
    return modal(
        f"{form.code} retainer",
        [
            inputs.day("starts_on", "From", kept.starts_on if kept else form.today.replace(day=1)),
            inputs.day("ends_on", "Last day", kept.ends_on if kept else None, optional=True, hint="Ends it"),
            inputs.text("hours", "Hours a month", _hours(kept.minutes if kept else None), "40", optional=True),
            inputs.text(
                "fee", f"Fee a month, {form.currency}", _money(kept.fee_cents if kept else None), "6,000", optional=True
            ),
            inputs.text(
                "rate",
                f"An hour beyond that, {form.currency}",
                _money(kept.rate_cents if kept else None),
                "150",
                optional=True,
                hint="Empty: by the rate card",
            ),
            inputs.radio("roll_over", "Hours not used in a month", labels, kept.roll_over if kept else RollOver.NONE),
            inputs.text("cap", "Cap, in hours", _hours(kept.cap_minutes if kept else None), "10", optional=True),
        ],
        callback="clients.save_retainer",
        submit="Save" if kept else "Add",
        carries=OfClient(client=form.client_id, changes=kept.id if kept else ""),
    )


def _number(value: int | None) -> str:
    return "" if value is None else str(value)


def _money(cents: int | None) -> str:
    return "" if cents is None else format_cents(cents)


def _hours(minutes: int | None) -> str:
    if minutes is None:
        return ""
    return f"{minutes / MINUTES_AN_HOUR:g}"
