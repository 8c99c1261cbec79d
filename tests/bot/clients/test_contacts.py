"""Client contacts: reached as they prefer, approving what they may, never staff; and erased without a trace."""

from collections.abc import Sequence
from datetime import UTC, datetime

import pytest
from sqlalchemy import select

from bot.admin.new_people import add_person, new_person_form
from bot.clients.contacts import ContactShown, contact_form, show_contacts, unlinked
from bot.core import OPERATOR, Bot
from bot.desk.erasure import contacts_named, erase_contact
from bot.errors import BotError, Conflict, NotAllowed, NotFound, UsageError
from bot.people.people import Profile, recognise
from bot.rules.admin.new_people import NewPersonRequest
from bot.rules.clients.contacts import ContactRequest
from bot.signoffs.contacts import keep_contact, remove_contact
from handlers.slack.kit.platform import SLACK
from storage.clients.contacts import Contact, by_id
from storage.jobs.jobs import by_number
from storage.kit.deliveries import Delivery
from storage.kit.history import HistoryLine
from storage.people.people import Address
from storage.signoffs.signoffs import Signoff, SignoffApprover
from storage.words.accounts import ContactChannel
from storage.words.signoffs import Quorum, SignoffKind
from storage.words.time import Role
from tests.bot.clients.test_clients import GRACE, MAYA, card, with_team_member
from tests.conftest import actor, profile

ESTIMATE, CONCEPT = SignoffKind.ESTIMATE, SignoffKind.CONCEPT


def outsider(name: str = "Dana Whitfield", user: str = "U0DANA", team: str = "T0ACME") -> Profile:
    """Somebody of the client's, as Slack tells of them."""
    return profile(name, member=False).model_copy(update={"address": Address(SLACK, team, user)})


def keep(bot: Bot, chat: Profile | None = None, contact_id: str = "", **given: object) -> str:
    request = ContactRequest.model_validate({"name": "Dana Whitfield", "email": "dana@acme.example"} | given)
    return keep_contact(bot, actor(MAYA), card(bot, "ACME").id, contact_id, request, chat).client_id


def kept(bot: Bot) -> Sequence[ContactShown]:
    return show_contacts(bot, actor(MAYA), card(bot, "ACME").id).contacts


def test_whoever_is_asked_in_slack_needs_an_account_there_and_by_email_an_address(agency: Bot) -> None:
    for given, field in (({"prefers": ContactChannel.CHAT}, "prefers"), ({"email": ""}, "email")):
        with pytest.raises(UsageError) as refused:
            keep(agency, **given)
        assert field in refused.value.refusal.fields
    keep(agency, outsider(), prefers=ContactChannel.CHAT, email="")
    (dana,) = kept(agency)
    assert (dana.workspace, dana.user, dana.email) == ("T0ACME", "U0DANA", "")


def test_staff_is_never_a_contact_whatever_the_form_says(agency: Bot) -> None:
    sam = profile("Sam Okafor")
    pretended = sam.model_copy(update={"is_full_member": False})
    for chat in (sam, pretended, profile("Zoe Park")):
        with pytest.raises(UsageError, match="fix the fields") as refused:
            keep(agency, chat)
        assert "works here" in refused.value.refusal.fields["chat"]
    with pytest.raises(UsageError) as refused:
        keep(agency, email="SAM@hv.example")
    assert "Sam Okafor works here" in refused.value.refusal.fields["email"]
    assert unlinked(agency, actor(MAYA), SLACK, ["U0SAM", "U0DANA"]) == ["U0DANA"]
    assert not kept(agency)


def test_a_contact_is_never_staff_whatever_slack_says_later(agency: Bot) -> None:
    guest = profile("Dana Whitfield", member=False)
    keep(agency, guest, email="dana@hv.example")
    office = new_person_form(agency, actor(GRACE)).own_office
    request = NewPersonRequest(
        name="Dana", email="dana@hv.example", role=Role.TEAM, office=office, supervisor="", hours_a_day="7"
    )
    with pytest.raises(Conflict) as refused:
        add_person(agency, actor(GRACE), request)
    assert "client contact" in refused.value.refusal.fields["email"]
    add_person(agency, actor(GRACE), request.model_copy(update={"email": "dana.w@hv.example"}))
    member = guest.model_copy(update={"is_full_member": True, "email": "dana.w@hv.example"})
    with pytest.raises(NotAllowed, match="is a client contact"):
        recognise(agency, member)
    remove_contact(agency, actor(MAYA), kept(agency)[0].id)
    recognise(agency, member)


def test_one_account_and_one_address_are_one_contact_of_a_client(agency: Bot) -> None:
    keep(agency, outsider())
    for again in (lambda: keep(agency, outsider(), name="D.", email="d@acme.example"), lambda: keep(agency, name="D.")):
        with pytest.raises(Conflict):
            again()
    (dana,) = kept(agency)
    keep(agency, outsider(), dana.id, name="Dana W.", approves=[ESTIMATE])
    assert [each.name for each in kept(agency)] == ["Dana W."]
    remove_contact(agency, actor(MAYA), dana.id)
    remove_contact(agency, actor(MAYA), dana.id)
    assert not kept(agency)
    keep(agency, outsider())
    (anew,) = kept(agency)
    assert anew.id != dana.id
    with pytest.raises(NotFound):
        keep(agency, outsider(), dana.id)
    with pytest.raises(NotFound):
        contact_form(agency, actor(MAYA), card(agency, "ACME").id, dana.id)


def test_who_may_not_keep_contacts_is_refused_by_each_use_case_and_sees_no_limits(agency: Bot) -> None:
    keep(agency, approves=[ESTIMATE], limit="500")
    with_team_member(agency)
    acme, (dana,) = card(agency, "ACME").id, kept(agency)
    request = ContactRequest(name="X", email="x@acme.example")
    for use_case in (
        lambda who: show_contacts(agency, who, acme),
        lambda who: contact_form(agency, who, acme),
        lambda who: keep_contact(agency, who, acme, "", request, None),
        lambda who: remove_contact(agency, who, dana.id),
        lambda who: unlinked(agency, who, SLACK, []),
    ):
        for who in ("Leo Martins", "Omar Haddad"):
            with pytest.raises(BotError):
                use_case(actor(who))
    assert (dana.limit_cents, card(agency, "ACME", "Leo Martins").contacts[0].limit_cents) == (50_000, None)


def test_an_erased_contact_has_no_name_and_no_address_left_anywhere_while_their_id_stays(agency: Bot) -> None:
    keep(agency, outsider(), approves=[ESTIMATE])
    (dana,) = kept(agency)
    keep(agency, outsider(), dana.id, name="Dana Whitfield-Ray")
    approver = decided_by(agency, dana.id)
    for call in (contacts_named, erase_contact):
        with pytest.raises(NotAllowed):
            call(agency, actor(GRACE), "dana@acme.example")
        with pytest.raises(NotFound):
            call(agency, OPERATOR, "nobody@acme.example")
    assert [each.name for each in contacts_named(agency, OPERATOR, "Dana@acme.example")] == ["Dana Whitfield-Ray"]
    erase_contact(agency, OPERATOR, "dana@acme.example")
    with agency.store.read() as session:
        row = by_id(session, dana.id)
        assert row
        assert (row.name, row.email, row.address, row.removed_at is not None) == ("", None, None, True)
        lines = [f"{line.before} {line.after}" for line in session.scalars(select(HistoryLine))]
        lines += [str(result) for result in session.scalars(select(Delivery.result))]
        assert not [line for line in lines if "Dana" in line or "dana@" in line or "U0DANA" in line]
        kept_approver = session.get(SignoffApprover, approver)
        assert kept_approver
        assert (kept_approver.contact_id, kept_approver.confirmed_name) == (dana.id, "")
        assert len(session.scalars(select(Contact)).all()) == 1


def decided_by(bot: Bot, contact_id: str) -> str:
    """A decision of theirs; the id of it."""
    at = datetime(2026, 3, 1, tzinfo=UTC)
    with bot.store.begin() as session:
        job, grace = by_number(session, "ACME-101"), card(bot, "ACME")
        assert job
        who = session.scalars(select(HistoryLine.person_id).where(HistoryLine.person_id.is_not(None))).first()
        assert who
        assert grace
        signoff = Signoff(
            id="s1",
            series_id="s1",
            version=1,
            job_id=job.id,
            kind=CONCEPT,
            title="Concept",
            content_hash="0" * 64,
            quorum=Quorum.ANY,
            requested_by_id=who,
            requested_at=at,
        )
        session.add(signoff)
        session.flush()
        row = SignoffApprover(
            id="a1",
            signoff_id="s1",
            contact_id=contact_id,
            channel=ContactChannel.CHAT,
            decided_at=at,
            confirmed_name="Dana W.",
        )
        session.add(row)
    return "a1"
