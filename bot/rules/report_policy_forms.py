"""Reading the form of the report policy: what was chosen in each field, and what is wrong with it."""

import re
from datetime import time

from bot.errors import UsageError
from bot.model import Model
from bot.rules.policies import ReportPolicy
from bot.rules.policy_forms import read_hour

NEVER = "never"
_CURRENCY = re.compile(r"[A-Z]{3}")


class ReportPolicyRequest(Model):
    """The form's fields as they were typed or chosen; `weekday` is `0` for Monday, or `never`."""

    weekday: str
    status_at: str
    channel: str
    digest_at: str
    currency: str


def read_report_policy(request: ReportPolicyRequest, before: ReportPolicy) -> ReportPolicy:
    """The policy that a form asks for; what is not in the form stays as it was before.

    Raises one UsageError with every field's message.
    """
    errors: dict[str, str] = {}
    if request.weekday != NEVER and request.weekday not in map(str, range(7)):
        errors["weekday"] = "Please choose a day, or that there is no report."
    hours: dict[str, time] = {}
    for name in ("status_at", "digest_at"):
        try:
            hours[name] = read_hour(getattr(request, name))
        except UsageError as error:
            errors[name] = str(error)
    currency = request.currency.strip().upper()
    if not _CURRENCY.fullmatch(currency):
        errors["currency"] = "Please write a currency's three letters, e.g. USD."
    if errors:
        raise UsageError(" ".join(errors.values()), fields=errors)
    changes = {
        "status_weekday": None if request.weekday == NEVER else int(request.weekday),
        "leadership_channel": request.channel or None,
        "currency": currency,
    }
    return before.model_copy(update=changes | hours)
