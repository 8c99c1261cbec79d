"""Reading the account policy's form, with a message for each field that has a problem."""

from typing import Any

from bot.errors import FieldErrors, UsageError
from bot.model import Model
from bot.rules.kit.amounts import MILLIONTHS, read_money, read_share
from bot.rules.people.policies import AccountPolicy, ApprovalLimit
from storage.words.time import Role

ANY = "any"
LONGEST_TAX_NAME = 40
MOST_MARKUP_PERCENT = 1_000


class AccountPolicyRequest(Model):
    """The submitted form; `limits` has a role and an amount, or `any`, per line."""

    limits: str
    four_eyes: bool
    estimate_days: str
    markup: str
    contingency: str
    tax_name: str
    tax: str
    valid_days: str
    link_days: str
    remind_days: str


def read_account_policy(request: AccountPolicyRequest) -> AccountPolicy:
    """Return the policy in a form. Raises one UsageError with every field's message."""
    errors = FieldErrors()
    ask = errors.ask
    asked: dict[str, Any] = {
        "limits": ask("limits", lambda: read_limits(request.limits)),
        "four_eyes": request.four_eyes,
        "estimate_days": ask("estimate_days", lambda: _number(request.estimate_days, 1, 20)),
        "markup_bp": ask("markup", lambda: read_share(request.markup or "0", most_percent=MOST_MARKUP_PERCENT)),
        "contingency_bp": ask("contingency", lambda: read_share(request.contingency or "0")),
        "tax_name": request.tax_name.strip()[:LONGEST_TAX_NAME],
        "tax_ppm": ask("tax", lambda: read_share(request.tax or "0", MILLIONTHS)),
        "valid_days": ask("valid_days", lambda: _number(request.valid_days, 1, 365)),
        "link_days": ask("link_days", lambda: _number(request.link_days, 1, 90)),
        "remind_days": ask("remind_days", lambda: _number(request.remind_days, 0, 30)),
    }
    if asked["tax_ppm"] and not asked["tax_name"]:
        errors.found["tax_name"] = "What is this tax called? E.g. VAT"
    errors.require_none()
    return AccountPolicy.model_validate(asked)


def read_limits(text: str) -> list[ApprovalLimit]:
    """Return limits, read one per line: `account manager 5,000`, `head of accounts any`. Raises UsageError."""
    found: dict[Role, ApprovalLimit] = {}
    for line in filter(None, map(str.strip, text.splitlines())):
        name, _, amount = line.rpartition(" ")
        role = _role(name.strip(" :").lower(), line)
        if role in found:
            raise UsageError(f"“{role}” is listed twice.")
        cents = None if amount.lower() == ANY else _amount(amount)
        found[role] = ApprovalLimit(role=role, up_to_cents=cents)
    if not found:
        raise UsageError("Somebody has to be able to approve. Write a role and an amount, e.g. account director 25,000")
    return list(found.values())


def _role(name: str, line: str) -> Role:
    try:
        return Role(name)
    except ValueError:
        roles = ", ".join(role for role in Role if role != Role.FINANCE)
        message = f"I can't find a role in “{line[:60]}”. Write a role and an amount, or “any”. The roles are: {roles}."
        raise UsageError(message) from None


def _amount(text: str) -> int:
    if not text[:1].isdigit():
        raise UsageError(
            f"I can't read “{text}” as an amount. Write a number, e.g. 25,000. It counts in each client's currency."
        )
    return read_money(text, "")


def _number(text: str, least: int, most: int) -> int:
    word = text.strip()
    if not (word.isascii() and word.isdigit() and len(word) < 4 and least <= int(word) <= most):
        raise UsageError(f"Please write a whole number from {least} to {most}.")
    return int(word)
