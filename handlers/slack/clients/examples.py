"""Examples of the views of a client: its card and forms, and the account policy."""

from datetime import date

from bot.clients.clients import BrandingForm, Chosen, ClientForm
from bot.clients.contacts import ContactForm, ContactShown, ContactsShown
from bot.clients.contracts import ContractForm, ContractShown, RetainerForm, RetainerShown, RetainersShown
from bot.desk.client_cards import ClientCard, OpenJob
from bot.people.policies import OfficeShown, PolicyForm, PolicySaved
from bot.rules.people.policies import AccountPolicy, ApprovalLimit, OfficePolicy
from handlers.slack.clients import account_policies_views, clients_views, contacts_views, contracts_views, forms_views
from handlers.slack.kit.example import Example, channel
from storage.words.accounts import ClientStatus, ContactChannel, PricingModel, RollOver
from storage.words.platforms import ChannelRef
from storage.words.signoffs import SignoffKind
from storage.words.time import JobStatus, Role

TODAY = date(2026, 3, 12)
ACME = {"client_id": "acme", "code": "ACME"}
NEW_YORK, LONDON = OfficeShown(id="new-york", name="New York"), OfficeShown(id="london", name="London")
MAYA, SAM = Chosen(id="maya", name="Maya Torres"), Chosen(id="sam", name="Sam Okafor")
GRACE = Chosen(id="grace", name="Grace Lindqvist")

CONTRACT = ContractShown(
    id="contract-2",
    starts_on=date(2026, 1, 1),
    renews_on=date(2026, 12, 31),
    ends_on=None,
    notice_days=60,
    pricing_model=PricingModel.RETAINER,
    payment_days=30,
    earlier=1,
)
ENDED = CONTRACT.model_copy(update={"renews_on": date(2026, 2, 28), "ends_on": date(2026, 3, 1), "earlier": 0})
HOURS = RetainerShown(
    id="retainer-1",
    starts_on=date(2026, 1, 1),
    ends_on=None,
    minutes=2400,
    fee_cents=600_000,
    rate_cents=15_000,
    currency="USD",
    roll_over=RollOver.CAPPED,
    cap_minutes=600,
    over=False,
)
FEE = RetainerShown(
    id="retainer-0",
    starts_on=date(2025, 1, 1),
    ends_on=date(2025, 12, 31),
    minutes=None,
    fee_cents=500_000,
    rate_cents=None,
    currency="USD",
    roll_over=RollOver.NONE,
    cap_minutes=None,
    over=True,
)
DANA = ContactShown(
    id="dana",
    name="Dana Whitfield <A&B>",
    email="dana@acme.example",
    workspace="T0ACME",
    user="U0DANA",
    prefers=ContactChannel.CHAT,
    approves=[SignoffKind.ESTIMATE, SignoffKind.CONCEPT],
    limit_cents=2_000_000,
    currency="USD",
)
OMAR = ContactShown(
    id="omar",
    name="Omar Haddad",
    email="omar@acme.example",
    workspace="",
    user="",
    prefers=ContactChannel.EMAIL,
    approves=[],
    limit_cents=None,
    currency="USD",
)
CARD = ClientCard(
    id="acme",
    code="ACME",
    name="Acme Outdoor <A&B>",
    status=ClientStatus.ACTIVE,
    archived=False,
    today=TODAY,
    office="New York",
    currency="USD",
    owner="Grace Lindqvist",
    lead="Maya Torres",
    backup="Sam Okafor",
    minder="Sam Okafor",
    team=["Maya Torres", "Zoe Park"],
    internal_channel=channel("C0ACME"),
    shared_channel=ChannelRef(name="acme-shared"),
    colour="#1d3a34",
    has_logo=True,
    branding_notes="Please quote the job number on purchase orders",
    reporting_notes="Status report on Mondays\nNo figures for <A&B>",
    contract=CONTRACT,
    retainers=[HOURS, FEE],
    contacts=[DANA, OMAR],
    open_jobs=[
        OpenJob(number="ACME-101", title="Spring mailer <A&B>", status=JobStatus.WITH_CLIENT),
        OpenJob(number="ACME-102", title="Trail guide", status=JobStatus.OPENED),
    ],
    sees_money=True,
    may_keep=True,
    may_keep_contacts=True,
    may_open_jobs=True,
)
BARE = ClientCard(
    id="bwf",
    code="BWF",
    name="Brightwater Foods",
    status=ClientStatus.PROSPECT,
    archived=False,
    today=TODAY,
    office="",
    currency="GBP",
    owner="",
    lead="",
    backup="",
    minder="",
    team=[],
    internal_channel=None,
    shared_channel=None,
    colour="",
    has_logo=False,
    branding_notes="",
    reporting_notes="",
    contract=None,
    retainers=[],
    contacts=[],
    open_jobs=[],
    sees_money=False,
    may_keep=False,
    may_keep_contacts=False,
    may_open_jobs=False,
)
COORDINATORS = CARD.model_copy(update={"may_keep": False})
ARCHIVED = BARE.model_copy(
    update={"archived": True, "may_keep": True, "may_keep_contacts": True, "may_open_jobs": True}
)
MANY = CARD.model_copy(update={"contacts": [OMAR] * 17, "open_jobs": list(CARD.open_jobs) * 6})

CLIENT = ClientForm(
    id="acme",
    code="ACME",
    name="Acme Outdoor",
    office=NEW_YORK.id,
    offices=[NEW_YORK, LONDON],
    owner=GRACE,
    lead=MAYA,
    backup=SAM,
    team=[MAYA, SAM],
    internal_channel=channel("C0ACME"),
    shared_channel=ChannelRef(name="acme-shared"),
)
BRANDING = BrandingForm(
    id="acme",
    code="ACME",
    colour="#1d3a34",
    logo="acme <A&B>.png",
    branding_notes="Please quote the job number on purchase orders",
    reporting_notes="Status report on Mondays",
)
CONTACTS = ContactsShown(**ACME, currency="USD", shared_channel=channel("C0SHARED"), contacts=[DANA, OMAR])
CONTACT = ContactForm(**ACME, currency="USD", shared_channel=channel("C0SHARED"), contact=DANA)
POLICY = OfficePolicy()
STRICT = OfficePolicy(
    accounts=AccountPolicy(
        limits=[ApprovalLimit(role=Role.DIRECTOR, up_to_cents=250_050), ApprovalLimit(role=Role.HEAD)],
        tax_name="VAT <A&B>",
        tax_ppm=200_000,
        contingency_bp=1_000,
        four_eyes=True,
    )
)

EXAMPLES = [
    Example(clients_views.card, (CARD,)),
    Example(clients_views.card, (MANY,), "many contacts and jobs"),
    Example(clients_views.card, (COORDINATORS,), "to a coordinator"),
    Example(clients_views.card, (BARE,), "nothing kept yet, to who only sees"),
    Example(clients_views.card, (ARCHIVED,), "archived"),
    Example(clients_views.kept, (CARD,)),
    Example(forms_views.client, (CLIENT,)),
    Example(forms_views.client, (ClientForm(office=NEW_YORK.id, offices=[NEW_YORK, LONDON]),), "new"),
    Example(forms_views.branding, (BRANDING,)),
    Example(forms_views.branding, (BrandingForm(**BRANDING.model_dump() | {"logo": "", "colour": ""}),), "no logo"),
    Example(contracts_views.contract, (ContractForm(**ACME, today=TODAY, contract=CONTRACT),)),
    Example(contracts_views.contract, (ContractForm(**ACME, today=TODAY, contract=ENDED),), "ended"),
    Example(contracts_views.contract, (ContractForm(**ACME, today=TODAY, contract=None),), "first"),
    Example(contracts_views.retainers, (RetainersShown(**ACME, retainers=[HOURS, FEE]),)),
    Example(contracts_views.retainers, (RetainersShown(**ACME, retainers=[]),), "none"),
    Example(contracts_views.retainer, (RetainerForm(**ACME, currency="USD", today=TODAY, retainer=HOURS),)),
    Example(contracts_views.retainer, (RetainerForm(**ACME, currency="USD", today=TODAY, retainer=None),), "new"),
    Example(contacts_views.contacts, (CONTACTS, "*Hannah Cole* is asked no more.")),
    Example(contacts_views.contacts, (CONTACTS.model_copy(update={"contacts": []}),), "none"),
    Example(contacts_views.form, (CONTACT,)),
    Example(contacts_views.form, (CONTACT.model_copy(update={"contact": None, "shared_channel": None}),), "new"),
    Example(account_policies_views.form, (PolicyForm(office=NEW_YORK, policy=POLICY, others=[LONDON]),)),
    Example(account_policies_views.form, (PolicyForm(office=LONDON, policy=STRICT, others=[]),), "four eyes and tax"),
    Example(account_policies_views.saved, (PolicySaved(office=NEW_YORK, policy=POLICY),)),
    Example(account_policies_views.saved, (PolicySaved(office=LONDON, policy=STRICT),), "four eyes and tax"),
]
