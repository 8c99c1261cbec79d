"""Examples of an admin's views of an office's policy."""

from datetime import date, time

from bot.people.policies import OfficeShown, PolicyForm, PolicySaved
from bot.rules.people.policies import Binds, OfficePolicy, OwnDay, WhenLate
from handlers.slack.kit.example import Example, channel
from handlers.slack.people import policies_views

NEW_YORK, LONDON = OfficeShown(id="new-york", name="New York <A&B>"), OfficeShown(id="london", name="London")
PLAIN = OfficePolicy(country="US", subdivision="NY")
OWN = OfficePolicy(
    window=2,
    weekdays=[0, 1, 2, 3],
    country="GB",
    subdivision="ENG",
    own_days=[OwnDay(day=date(2026, 12, 24), name="Christmas Eve <A&B>")],
    works_on=["Early May bank holiday"],
    binds=Binds.ALL,
    when_late=WhenLate.APPROVAL,
    last_call=time(15, 30),
    summary_channel=channel("C0LEADS"),
    names_in_summary=True,
    approve_weeks=True,
)

EXAMPLES = [
    Example(policies_views.form, (PolicyForm(office=NEW_YORK, policy=PLAIN, others=[LONDON]), "")),
    Example(policies_views.form, (PolicyForm(office=LONDON, policy=OWN, others=[]), ""), "only office, all set"),
    Example(policies_views.saved, (PolicySaved(office=NEW_YORK, policy=PLAIN),)),
    Example(policies_views.saved, (PolicySaved(office=LONDON, policy=OWN),), "all set"),
    Example(policies_views.summary_set, (PolicySaved(office=LONDON, policy=OWN),)),
    Example(policies_views.summary_set, (PolicySaved(office=NEW_YORK, policy=PLAIN),), "off"),
]
