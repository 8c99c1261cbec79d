"""How much open estimates count in the forecast: people who see goals can see it, an admin sets it."""

from bot.core import Actor, Bot, Work, once
from bot.errors import UsageError
from bot.model import Model
from bot.people.people import require_person
from bot.people.policies import keep_policy, policy_of
from bot.rules.permissions import Act


class PercentShown(Model):
    """How much open estimates count in the forecast of an office's clients; `is_new` if it was set just now."""

    office: str
    percent: int
    is_new: bool = True


def forecast_percent(bot: Bot, actor: Actor) -> PercentShown:
    """Return how much open estimates count in the forecast of the asker's own office's clients. Raises NotAllowed."""
    with bot.read(actor) as work:
        person = require_person(work, Act.SEE_GOALS)
        percent = policy_of(work.session, person.office).reports.open_estimate_percent
        return PercentShown(office=person.office.name, percent=percent, is_new=False)


@once
def set_forecast_percent(work: Work, text: str) -> PercentShown:
    """Set how much open estimates count in the forecast of the admin's own office. Raises UsageError."""
    person = require_person(work, Act.SET_POLICY)
    word = text.strip().removesuffix("%").strip()
    if not (word.isascii() and word.isdigit() and int(word[:4]) <= 100):
        message = f"I can't read “{text.strip()[:60]}” as a percentage. It's a whole number from 0 to 100."
        raise UsageError(message, example="forecast 50%")
    policy = policy_of(work.session, person.office)
    reports = policy.reports.model_copy(update={"open_estimate_percent": int(word)})
    keep_policy(work, person.id, person.office, policy.model_copy(update={"reports": reports}))
    return PercentShown(office=person.office.name, percent=int(word))
