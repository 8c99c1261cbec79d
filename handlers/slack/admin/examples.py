"""Examples of the admins' views of the set-up, of people, and of the rate card."""

from datetime import date

from bot.admin.new_people import NewPersonForm, PersonAdded
from bot.admin.people_sync import StaffTold
from bot.admin.rate_card import RateCard, RateShown, RateStep
from bot.admin.set_up import SetUp
from bot.admin.staff import StaffForm, StaffLine, StaffListed
from bot.clients.clients import Chosen
from bot.people.policies import OfficeShown
from handlers.slack.admin import people_views, rate_card_views, staff_views
from handlers.slack.kit.example import Example
from storage.words.time import Role

TODAY = date(2026, 3, 12)
NEW_YORK, LONDON = OfficeShown(id="new-york", name="New York"), OfficeShown(id="london", name="London")
SAM = Chosen(id="sam", name="Sam Okafor")
SAMS_LINE = StaffLine(
    id="sam",
    name="Sam Okafor",
    role=Role.MANAGER,
    office="London",
    supervisor="Grace Lindqvist",
    portfolio=["ACME", "BWF"],
    is_admin=True,
    left=False,
    linked=True,
)
ZOES_LINE = SAMS_LINE.model_copy(
    update={"id": "zoe", "name": "Zoe <Park>", "role": Role.TEAM, "supervisor": "", "portfolio": [], "is_admin": False}
    | {"linked": False}
)
LEOS_LINE = ZOES_LINE.model_copy(update={"id": "leo", "name": "Leo Martins", "left": True})
STAFF = StaffListed(people=[SAMS_LINE, ZOES_LINE, LEOS_LINE], total=3, page=0, pages=1)
PERSON = StaffForm(
    id="sam",
    name="Sam Okafor",
    email="sam@hv.example",
    linked=True,
    role=Role.MANAGER,
    office=LONDON.id,
    offices=[NEW_YORK, LONDON],
    supervisor=Chosen(id="grace", name="Grace Lindqvist"),
    minutes_a_day=450,
    is_admin=True,
    has_left=False,
)
NOT_SEEN = PERSON.model_copy(
    update={"id": "zoe", "name": "Zoe <Park>", "email": "zoe@hv.example", "linked": False, "supervisor": None}
    | {"is_admin": False, "has_left": True}
)
GONE = StaffTold(name="Maya <Torres>", back=False, clients={"ACME": "Sam Okafor", "BWF": ""}, reports=2)
NOW = RateStep(starts_on=date(2026, 1, 1), cents=12_550, currency="USD")
RATES = RateCard(
    today=TODAY,
    person=None,
    rates=[
        RateShown(person="", role="", service="", now=NOW, others=[]),
        RateShown(
            person="",
            role=Role.DIRECTOR,
            service="copy <A&B>",
            now=NOW,
            others=[
                RateStep(starts_on=date(2026, 4, 1), cents=14_000, currency="USD"),
                RateStep(starts_on=date(2025, 1, 1), cents=11_000, currency="USD"),
            ],
        ),
    ],
)
OF_SAM = RateCard(today=TODAY, person=SAM, rates=[])

EXAMPLES = [
    Example(people_views.set_up_form, ("America/New_York",)),
    Example(people_views.set_up_form, ("",), "zone not known"),
    Example(people_views.is_set_up, (SetUp(office="New York <A&B>", zone="America/New_York", admin="Grace"),)),
    Example(people_views.new_person_form, (NewPersonForm(own_office=LONDON.id, offices=[NEW_YORK, LONDON]),)),
    Example(people_views.person_added, (PersonAdded(name="Zoe <Park>", email="zoe@hv.example", office="London"), "")),
    Example(staff_views.listed, (STAFF, ":white_check_mark: *Sam Okafor* is saved.")),
    Example(staff_views.listed, (STAFF.model_copy(update={"total": 40, "page": 1, "pages": 3}),), "page of three"),
    Example(staff_views.form, (PERSON,)),
    Example(staff_views.form, (NOT_SEEN,), "not seen in Slack yet"),
    Example(staff_views.moved, (GONE, "")),
    Example(staff_views.moved, (GONE.model_copy(update={"clients": {}, "reports": 0}), ""), "with no duties"),
    Example(staff_views.moved, (GONE.model_copy(update={"back": True}), ""), "back"),
    Example(rate_card_views.rates, (RATES, ":white_check_mark: USD 125.50 an hour is set.")),
    Example(rate_card_views.rates, (RATES.model_copy(update={"rates": []}),), "none"),
    Example(rate_card_views.rates, (OF_SAM,), "none for one person"),
    Example(rate_card_views.form, (RATES,)),
    Example(rate_card_views.form, (OF_SAM,), "for one person"),
]
