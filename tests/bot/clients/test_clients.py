"""Clients, their contracts and retainers: kept with their history, shown as their reader may see them."""

from datetime import date

import pytest
from sqlalchemy import select

from bot.admin.imports import import_jobs, import_people
from bot.clients.channels import has_named_channels, note_channel, note_channels
from bot.clients.clients import archive_client, branding_form, client_form, keep_branding, keep_client, unarchive_client
from bot.clients.contracts import contract_form, keep_contract, keep_retainer, retainer_form, show_retainers
from bot.clients.names import client_named
from bot.core import OPERATOR, Bot
from bot.desk.client_cards import ClientCard, ClientsListed, client_card, find_clients
from bot.errors import BotError, Conflict, NotAllowed, NotFound, UsageError
from bot.people.people import recognise
from bot.rules.clients.clients import BrandingRequest, ClientRequest, Logo
from bot.rules.clients.contracts import ContractRequest, RetainerRequest
from storage.clients.clients import Client, Contract
from storage.kit.history import HistoryLine
from storage.people.people import by_email
from storage.words.accounts import ClientStatus, PricingModel, RollOver
from storage.words.platforms import SeenChannel
from tests.conftest import PEOPLE, actor, by_name, in_chat, profile

GRACE, MAYA = "Grace Lindqvist", "Maya Torres"
PNG = b"\x89PNG\r\n\x1a\n" + b"pixels"


def id_of(bot: Bot, first: str) -> str:
    with bot.store.read() as session:
        person = by_email(session, f"{first}@hv.example")
        assert person
        return person.id


def card(bot: Bot, code: str, who: str = GRACE) -> ClientCard:
    found = find_clients(bot, actor(who), code)
    assert isinstance(found, ClientCard)
    return found


def listed(bot: Bot, asked: str, who: str = GRACE) -> list[str]:
    found = find_clients(bot, actor(who), asked)
    assert isinstance(found, ClientsListed)
    return [client.code for client in found.clients]


def brightwater(bot: Bot, **more: object) -> ClientRequest:
    minders = {"lead": id_of(bot, "maya"), "backup": id_of(bot, "sam"), "owner": id_of(bot, "grace")}
    given = {
        "code": "bwf",
        "name": " Brightwater  Foods",
        "currency": "gbp",
        "status": ClientStatus.PROSPECT,
        **minders,
    }
    given |= {"team": [minders["backup"]], "shared_channel": in_chat("C0SHARED")}
    return ClientRequest.model_validate(given | more)


def add_brightwater(bot: Bot, **more: object) -> str:
    return keep_client(bot, actor(GRACE), "", brightwater(bot, **more)).client_id


def with_team_member(bot: Bot) -> None:
    """Leo, who makes things and minds no account."""
    leo = PEOPLE[1] | {"name": "Leo Martins", "email": "leo@hv.example", "role": "team member"}
    assert import_people(bot, OPERATOR, [leo], save=True).saved
    recognise(bot, profile("Leo Martins"))


def test_no_client_reads_an_internal_channel(agency: Bot) -> None:
    client_id = add_brightwater(agency, internal_channel=in_chat("C0BRIGHT"), shared_channel=in_chat("C0SHARED"))
    for code, channels, field in (
        ("LUM", {"internal_channel": in_chat("C0SHARED")}, "internal_channel"),
        ("LUM", {"internal_channel": in_chat("C0NEW"), "shared_channel": in_chat("C0NEW")}, "internal_channel"),
        ("LUM", {"shared_channel": in_chat("C0BRIGHT")}, "shared_channel"),
        ("LUM", {"internal_channel": in_chat("C0GUESTS")}, "internal_channel"),
    ):
        note_channel(agency, SeenChannel(in_chat("C0GUESTS"), has_outsiders=True))
        with pytest.raises(UsageError) as refused:
            keep_client(agency, actor(GRACE), "", ClientRequest(code=code, name="Lumen", **channels))
        assert set(refused.value.refusal.fields) == {field}
    assert card(agency, "BWF").id == client_id


def test_a_client_is_added_with_all_that_its_form_says_and_changed_with_its_history(agency: Bot) -> None:
    client_id = add_brightwater(agency)
    shown = card(agency, "bwf")
    assert (shown.code, shown.name, shown.currency, shown.status) == ("BWF", "Brightwater Foods", "GBP", "prospect")
    assert (shown.lead, shown.backup, shown.owner, shown.team) == (MAYA, "Sam Okafor", GRACE, ["Sam Okafor"])
    assert shown.shared_channel == in_chat("C0SHARED")
    form = client_form(agency, actor(GRACE), client_id)
    assert (form.lead and form.lead.name, [each.name for each in form.team]) == (MAYA, ["Sam Okafor"])
    keep_client(agency, actor(GRACE), client_id, brightwater(agency, code="BRW", team=[id_of(agency, "maya")]))
    assert card(agency, "BRW").team == [MAYA]
    with agency.store.read() as session:
        lines = [x for x in session.scalars(select(HistoryLine)) if x.thing_id == client_id and x.before]
        assert any(x.before["code"] == "BWF" for x in lines if x.before and "code" in x.before)
        assert any(x.after == {"team": [id_of(agency, "maya")]} for x in lines)
    before = len(lines)
    keep_client(agency, actor(GRACE), client_id, brightwater(agency, code="BRW", team=[id_of(agency, "maya")]))
    with agency.store.read() as session:
        assert len([x for x in session.scalars(select(HistoryLine)) if x.thing_id == client_id and x.before]) == before


def test_what_a_client_cannot_be_is_told_at_its_field(agency: Bot) -> None:
    cases: list[tuple[dict[str, object], str, str]] = [
        ({"code": "ACME"}, "code", "ACME is Acme Outdoor"),
        ({"code": "mine"}, "code", "one of my commands"),
        ({"code": "A B"}, "code", "isn't a client code"),
        ({"name": "  "}, "name", "fill this in"),
        ({"currency": "dollars"}, "currency", "the currency"),
        ({"lead": "nobody"}, "lead", "somebody who works here"),
        ({"backup": id_of(agency, "maya")}, "backup", "choose somebody else"),
        ({"team": ["nobody"]}, "team", "somebody who works here"),
        ({"office": "nowhere"}, "office", "no longer exists"),
    ]
    for wrong, field, says in cases:
        with pytest.raises(BotError) as refused:
            add_brightwater(agency, **wrong)
        assert says in refused.value.refusal.fields[field]
    with pytest.raises(NotFound):
        card(agency, "BWF")


def test_lists_take_words_mine_a_status_and_the_archived_and_a_lone_match_is_its_card(agency: Bot) -> None:
    client_id = add_brightwater(agency)
    assert listed(agency, "") == ["ACME", "BWF", "INT"]
    assert listed(agency, "mine", MAYA) == ["BWF"]
    assert listed(agency, "mine", "Sam Okafor") == ["BWF"]
    assert listed(agency, "prospects") == ["BWF"]
    assert card(agency, "brightw").code == "BWF"
    with pytest.raises(NotFound, match="No client matches “zzz”"):
        find_clients(agency, actor(GRACE), "zzz")
    with agency.store.read() as session, pytest.raises(NotFound, match="I can't find a client “zzz”."):
        client_named(session, "zzz")
    archive_client(agency, actor(GRACE), client_id)
    assert listed(agency, "archived") == ["BWF"]
    assert listed(agency, "") == ["ACME", "INT"]
    with pytest.raises(NotFound, match="among the archived ones there is BWF"):
        find_clients(agency, actor(GRACE), "brightwater")
    assert card(agency, "BWF").archived
    unarchive_client(agency, actor(GRACE), client_id)
    assert card(agency, "BWF").shared_channel == in_chat("C0SHARED")


def test_a_client_with_open_jobs_is_not_archived_and_the_jobs_are_named(agency: Bot) -> None:
    with pytest.raises(Conflict, match="ACME has 2 open jobs: ACME-101, ACME-102"):
        archive_client(agency, actor(GRACE), card(agency, "ACME").id)
    closed = [
        {"number": f"ACME-10{n}", "title": "x", "client": "ACME", "billable": "yes", "status": "closed"} for n in (1, 2)
    ]
    assert import_jobs(agency, OPERATOR, closed, save=True).saved
    archive_client(agency, actor(GRACE), card(agency, "ACME").id)
    assert card(agency, "ACME").archived


def test_pages_of_a_long_list_have_every_client_once(agency: Bot) -> None:
    for number in range(23):
        keep_client(agency, actor(GRACE), "", ClientRequest(code=f"C{number:02d}", name=f"Client {number}"))
    pages = [find_clients(agency, actor(GRACE), "", page) for page in range(4)]
    assert all(isinstance(page, ClientsListed) for page in pages)
    codes = [client.code for page in pages[:3] for client in page.clients]  # type: ignore[union-attr]
    assert codes == ["ACME", *(f"C{n:02d}" for n in range(23)), "INT"]
    assert pages[3] == pages[2]  # a page that went away meanwhile is the last one


def test_branding_keeps_a_logo_by_its_bytes_and_takes_no_other_file(agency: Bot) -> None:
    acme = card(agency, "ACME").id
    request = BrandingRequest(colour="1D3A34", branding_notes="Never bend the logo", reporting_notes="Mondays")
    keep_branding(agency, actor(GRACE), acme, request, Logo("acme.png", PNG))
    shown, form = card(agency, "ACME"), branding_form(agency, actor(GRACE), acme)
    assert (shown.colour, shown.has_logo, form.logo, form.reporting_notes) == ("#1d3a34", True, "acme.png", "Mondays")
    for logo in (Logo("acme.exe", b"MZ"), Logo("large.png", PNG + bytes(2 * 1024 * 1024))):
        with pytest.raises(UsageError) as refused:
            keep_branding(agency, actor(GRACE), acme, request, logo)
        assert "logo" in refused.value.refusal.fields
    with pytest.raises(UsageError, match="fix the fields"):
        keep_branding(agency, actor(GRACE), acme, BrandingRequest(colour="green"))
    keep_branding(agency, actor(GRACE), acme, BrandingRequest(remove_logo=True))
    assert not card(agency, "ACME").has_logo


def test_a_contract_is_changed_in_place_or_followed_by_a_new_one(agency: Bot) -> None:
    acme, who = card(agency, "ACME").id, actor(GRACE)
    first = ContractRequest(starts_on="2025-01-01", renews_on="2026-01-01", notice_days="60", payment_days="30")
    keep_contract(agency, who, acme, "", first)
    kept = contract_form(agency, actor(GRACE), acme).contract
    assert kept
    keep_contract(agency, actor(GRACE), acme, kept.id, first.model_copy(update={"notice_days": "90"}))
    new = ContractRequest(starts_on="2026-01-01", pricing_model=PricingModel.RETAINER, is_new=True)
    keep_contract(agency, actor(GRACE), acme, kept.id, new)
    shown = card(agency, "ACME").contract
    assert shown
    assert (shown.starts_on, shown.pricing_model, shown.earlier) == (date(2026, 1, 1), "retainer", 1)
    with agency.store.read() as session:
        assert {each.notice_days for each in session.scalars(select(Contract))} == {90, None}
    with pytest.raises(Conflict, match="begins on that day"):
        keep_contract(agency, actor(GRACE), acme, kept.id, new)
    with pytest.raises(UsageError) as refused:
        keep_contract(agency, actor(GRACE), acme, "", ContractRequest(starts_on="2027-01-01", ends_on="2026-01-01"))
    assert "after the contract's start" in refused.value.refusal.fields["ends_on"]


def test_retainers_are_added_changed_and_ended_and_money_is_shown_to_whom_it_concerns(agency: Bot) -> None:
    with_team_member(agency)
    acme = card(agency, "ACME").id
    request = RetainerRequest(
        starts_on="2026-01-01", hours="37.5", fee="6,000", rate="150.50", roll_over=RollOver.CAPPED, cap="10"
    )
    keep_retainer(agency, actor(GRACE), acme, "", request)
    (kept,) = show_retainers(agency, actor(GRACE), acme).retainers
    assert (kept.minutes, kept.fee_cents, kept.rate_cents, kept.cap_minutes) == (2250, 600_000, 15_050, 600)
    keep_retainer(agency, actor(GRACE), acme, kept.id, request.model_copy(update={"ends_on": "2026-02-28"}))
    changed = retainer_form(agency, actor(GRACE), acme, kept.id).retainer
    assert changed
    assert changed.over
    seen = card(agency, "ACME", "Leo Martins")
    assert (seen.retainers[0].minutes, seen.retainers[0].fee_cents, seen.may_keep) == (2250, None, False)
    with pytest.raises(Conflict) as refused:
        keep_client(agency, actor(GRACE), acme, brightwater(agency, code="ACME", currency="EUR"))
    assert "are in USD" in refused.value.refusal.fields["currency"]


def test_a_retainer_that_says_too_little_or_contradicts_itself_is_refused(agency: Bot) -> None:
    cases: list[tuple[dict[str, object], str]] = [
        ({"hours": "", "fee": ""}, "hours"),
        ({"ends_on": "2025-12-31"}, "ends_on"),
        ({"roll_over": RollOver.CAPPED}, "cap"),
        ({"cap": "10"}, "cap"),
        ({"roll_over": RollOver.ALL, "hours": "", "fee": "100"}, "roll_over"),
        ({"fee": "6000 USD"}, "fee"),
        ({"hours": "0"}, "hours"),
        ({"starts_on": ""}, "starts_on"),
    ]
    acme = card(agency, "ACME").id
    for wrong, field in cases:
        request = RetainerRequest.model_validate({"starts_on": "2026-01-01", "hours": "40"} | wrong)
        with pytest.raises(UsageError) as refused:
            keep_retainer(agency, actor(GRACE), acme, "", request)
        assert field in refused.value.refusal.fields
    assert not show_retainers(agency, actor(GRACE), acme).retainers


def test_channels_that_a_file_named_get_their_ids_once_slack_tells_them(agency: Bot) -> None:
    client_id = add_brightwater(agency, internal_channel=by_name("brightwater"), shared_channel=in_chat("C0SHARED"))
    assert has_named_channels(agency, client_id)
    seen = in_chat("C0BRIGHT", "brightwater"), in_chat("C0OTHER", "other")
    note_channels(agency, [SeenChannel(each, has_outsiders=False) for each in seen])
    assert not has_named_channels(agency)
    assert card(agency, "BWF").internal_channel == in_chat("C0BRIGHT", "brightwater")


def test_a_delivery_that_comes_again_adds_no_second_client(agency: Bot) -> None:
    who, request = actor(GRACE, "twice"), brightwater(agency)
    assert keep_client(agency, who, "", request) == keep_client(agency, who, "", request)
    with agency.store.read() as session:
        assert len(session.scalars(select(Client)).all()) == 3


def test_who_may_not_change_clients_is_refused_by_each_use_case_and_sees_them_all_the_same(agency: Bot) -> None:
    acme = card(agency, "ACME").id
    terms, hours = ContractRequest(starts_on="2026-01-01"), RetainerRequest(starts_on="2026-01-01", hours="1")
    forbidden = (
        lambda who: client_form(agency, who),
        lambda who: keep_client(agency, who, "", brightwater(agency)),
        lambda who: branding_form(agency, who, acme),
        lambda who: keep_branding(agency, who, acme, BrandingRequest()),
        lambda who: archive_client(agency, who, acme),
        lambda who: unarchive_client(agency, who, acme),
        lambda who: contract_form(agency, who, acme),
        lambda who: keep_contract(agency, who, acme, "", terms),
        lambda who: show_retainers(agency, who, acme),
        lambda who: retainer_form(agency, who, acme),
        lambda who: keep_retainer(agency, who, acme, "", hours),
    )
    for use_case in forbidden:
        with pytest.raises(NotAllowed):
            use_case(actor(MAYA))
        with pytest.raises(BotError, match="don't know you"):
            use_case(actor("Omar Haddad"))
    assert client_card(agency, actor(MAYA), acme).code == "ACME"
    with pytest.raises(BotError, match="don't know you"):
        find_clients(agency, actor("Omar Haddad"), "")
