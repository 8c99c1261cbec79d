"""Reading an estimate's forms for a line and for its terms, with messages by field."""

from datetime import date
from functools import partial
from typing import Any

from bot.errors import FieldErrors, UsageError
from bot.model import Model
from bot.rules.estimates.estimates import Line
from bot.rules.estimates.lines import MOST_MARKUP_PERCENT, Defaults, check_description
from bot.rules.kit.amounts import MILLIONTHS, read_hours, read_money, read_share
from bot.rules.kit.services import check_service
from storage.words.signoffs import EstimateLineKind

LONGEST_TEXT = 2_900
LONGEST_TAX_NAME = 40
MOST_ROUNDS = 50


class LineRequest(Model):
    """A line's submitted form; a blank rate or mark-up is the usual one. `service` is empty for an expense."""

    kind: EstimateLineKind
    service: str = ""
    description: str = ""
    hours: str = ""
    rate: str = ""
    cost: str = ""
    markup: str = ""


class TermsRequest(Model):
    """The submitted form for everything in an estimate except its lines."""

    reason: str = ""
    deliverables: str = ""
    exclusions: str = ""
    terms: str = ""
    revision_rounds: str = ""
    valid_until: date | None = None
    contingency: str = ""
    tax_name: str = ""
    tax: str = ""


def read_line_form(request: LineRequest, defaults: Defaults) -> Line:
    """Return the line in a form. Raises one UsageError with every field's message."""
    fields = FieldErrors()
    description = fields.ask("description", lambda: check_description(request.description)) or ""
    if request.kind == EstimateLineKind.FEE:
        fields.ask("service", lambda: _service(request.service))
        minutes = fields.ask("hours", lambda: read_hours(request.hours)) or 0
        rate = fields.ask("rate", lambda: _rate(request, defaults)) or 0
        fields.require_none()
        return Line(request.kind, request.service, description, minutes, rate)
    if not description:
        fields.found["description"] = "What is bought? E.g. Print, 500 copies"
    cost = fields.ask("cost", lambda: read_money(request.cost, defaults.currency, least=1)) or 0
    markup = fields.ask("markup", lambda: _markup(request, defaults))
    fields.require_none()
    return Line(request.kind, "", description, cost_cents=cost, markup_bp=markup or 0)


def read_terms(request: TermsRequest, today: date, *, needs_reason: bool) -> dict[str, Any]:
    """Return the columns in a form. Raises one UsageError with every field's message."""
    fields = FieldErrors()
    read: dict[str, Any] = {}
    for name in ("reason", "deliverables", "exclusions", "terms"):
        read[name] = fields.ask(name, partial(_text, getattr(request, name)))
    if needs_reason and not request.reason.strip():
        fields.found["reason"] = "The client reads this first: why does the estimate change?"
    read["revision_rounds"] = fields.ask("revision_rounds", lambda: _rounds(request.revision_rounds))
    read["valid_until"] = fields.ask("valid_until", lambda: _still_to_come(request.valid_until, today))
    read["contingency_bp"] = fields.ask("contingency", lambda: read_share(request.contingency or "0"))
    read["tax_ppm"] = fields.ask("tax", lambda: read_share(request.tax or "0", MILLIONTHS))
    read["tax_name"] = fields.ask("tax_name", lambda: _tax_name(request.tax_name))
    if read["tax_ppm"] and not read["tax_name"] and "tax_name" not in fields.found:
        fields.found["tax_name"] = "What is this tax called? E.g. VAT"
    fields.require_none()
    return read


def _service(service: str) -> None:
    if not service:
        raise UsageError("Please choose a service.")
    check_service(service)


def _rate(request: LineRequest, defaults: Defaults) -> int:
    if request.rate.strip():
        return read_money(request.rate, defaults.currency, least=1)
    rate = defaults.rate(request.service, "")
    if rate is None:
        raise UsageError(f"The rate card has no {defaults.currency} rate for this. What is it an hour?")
    return rate


def _markup(request: LineRequest, defaults: Defaults) -> int:
    if not request.markup.strip():
        return defaults.markup_bp
    return read_share(request.markup, most_percent=MOST_MARKUP_PERCENT)


def _text(text: str) -> str:
    if len(text.strip()) > LONGEST_TEXT:
        raise UsageError(f"That's {len(text.strip()):,} characters; the limit is {LONGEST_TEXT:,}.")
    return text.strip()


def _rounds(text: str) -> int | None:
    word = text.strip()
    if not word:
        return None
    if not (word.isascii() and word.isdigit() and int(word[:4]) <= MOST_ROUNDS):
        raise UsageError(f"Please write a whole number up to {MOST_ROUNDS}, or leave it empty.")
    return int(word)


def _still_to_come(day: date | None, today: date) -> date | None:
    if day and day < today:
        raise UsageError("That day has passed.")
    return day


def _tax_name(text: str) -> str:
    if len(text.strip()) > LONGEST_TAX_NAME:
        raise UsageError(f"Please use up to {LONGEST_TAX_NAME} characters.")
    return text.strip()
