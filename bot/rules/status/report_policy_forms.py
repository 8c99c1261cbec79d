"""Reading the report policy's form, with a message for each field that has a problem."""

from bot.errors import FieldErrors
from bot.model import Model
from bot.rules.kit.currencies import CURRENCIES
from bot.rules.people.policies import ReportPolicy
from bot.rules.people.policy_forms import read_hour
from storage.words.platforms import ChannelRef

NEVER = "never"


class ReportPolicyRequest(Model):
    """The submitted form; `weekday` is `0` for Monday, or `never`."""

    weekday: str
    status_at: str
    channel: ChannelRef | None
    digest_at: str
    currency: str


def read_report_policy(request: ReportPolicyRequest, before: ReportPolicy) -> ReportPolicy:
    """Return the policy in a form; settings that aren't in the form stay as they were.

    Raises one UsageError with every field's message.
    """
    errors = FieldErrors()
    if request.weekday != NEVER and request.weekday not in map(str, range(7)):
        errors.found["weekday"] = "Please choose a day, or no report."
    status_at = errors.ask("status_at", lambda: read_hour(request.status_at))
    digest_at = errors.ask("digest_at", lambda: read_hour(request.digest_at))
    currency = request.currency.strip().upper()
    if currency not in CURRENCIES:
        errors.found["currency"] = "Please write a currency's three letters, e.g. USD."
    errors.require_none()
    changes = {
        "status_weekday": None if request.weekday == NEVER else int(request.weekday),
        "status_at": status_at,
        "leadership_channel": request.channel,
        "digest_at": digest_at,
        "currency": currency,
    }
    return before.model_copy(update=changes)
