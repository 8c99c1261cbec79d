"""Channels: one row each, by the platform's id or by the name that a file gave; and ids however long."""

from hashlib import sha256

import pytest
from sqlalchemy import func, select

from bot.admin.imports import import_clients, import_jobs
from bot.clients.channels import has_named_channels, note_channels
from bot.core import OPERATOR, Actor, Bot
from bot.errors import UsageError
from bot.jobs.changes import change_job_line
from bot.messaging.notices import answer, reply_key
from bot.messaging.outbox import Outbox, Sent
from bot.people.people import is_known, recognise
from bot.people.policies import policies_by_office, set_reports
from bot.rules.clients.contacts import ContactRequest
from bot.rules.kit.lines import Line
from bot.signoffs.contacts import keep_contact
from bot.status.notices import ClientStatusReply
from bot.status.reports import post_report
from bot.timekeeping.time_entries import log_line
from handlers.slack.kit.platform import SLACK
from storage.clients import contacts
from storage.kit import installations
from storage.kit.channels import Channel
from storage.messaging import notices
from storage.messaging.notices import Destination, SentMessage
from storage.people.people import Address
from storage.tables import all_tables
from storage.words.accounts import ContactChannel
from storage.words.platforms import ChannelRef, SeenChannel
from storage.words.time import Source
from tests.bot.jobs.job_desk import bound_channel, client, queued, set_client
from tests.conftest import CLIENTS, JOBS, actor, by_name, in_chat, profile

GRACE, MAYA = "Grace Lindqvist", "Maya Torres"
IDS_OF_PLATFORMS = ("workspace", "user", "channel", "thread", "message")


def long_id(what: str) -> str:
    """An id of 400 characters that no database can make shorter."""
    return "".join(sha256(f"{what} {number}".encode()).hexdigest() for number in range(7))[:400]


WORKSPACE, CHANNEL, MESSAGE = long_id("workspace"), long_id("channel"), long_id("message")
ROOM = ChannelRef(SLACK, WORKSPACE, CHANNEL, "room")


def rows(bot: Bot) -> list[ChannelRef]:
    with bot.store.read() as session:
        return [row.ref for row in session.scalars(select(Channel).order_by(Channel.name, Channel.channel))]


def see(bot: Bot, *refs: ChannelRef, has_outsiders: bool = False) -> None:
    note_channels(bot, [SeenChannel(each, has_outsiders) for each in refs])


def test_every_column_for_an_id_of_a_platform_takes_512_characters() -> None:
    found = [
        (table.name, column.name, column.type.length)  # type: ignore[attr-defined]
        for table in all_tables().tables.values()
        for column in table.columns
        if "workspace" in table.columns and column.name in IDS_OF_PLATFORMS
    ]
    assert {table for table, _, _ in found} == {
        "channels", "chat_addresses", "contacts", "installations", "messages", "notices",
    }  # fmt: skip
    assert {length for _, _, length in found} == {512}


def test_a_person_with_long_ids_is_known_and_what_they_type_counts_once(agency: Bot) -> None:
    address = Address(SLACK, WORKSPACE, long_id("user"))
    recognise(agency, profile(MAYA).model_copy(update={"address": address}))
    assert is_known(agency, address)
    asks = Actor(address, f"slack:{CHANNEL}:{MESSAGE}")
    change_job_line(agency, Actor(address), Line("here ACME-102", here=ROOM))
    first = log_line(agency, asks, Line("2h maps", here=ROOM), Source.COMMAND)
    assert first.entry.job.number == "ACME-102"
    assert log_line(agency, asks, Line("2h maps", here=ROOM), Source.COMMAND) == first
    with agency.store.begin() as session:
        assert installations.claim(session, SLACK, WORKSPACE, agency.now())
        assert not installations.claim(session, SLACK, WORKSPACE, agency.now())


def test_a_contact_with_long_ids_is_found(agency: Bot) -> None:
    dana = profile("Dana Whitfield", member=False)
    dana = dana.model_copy(update={"address": Address(SLACK, WORKSPACE, long_id("user"))})
    request = ContactRequest(name="Dana Whitfield", prefers=ContactChannel.CHAT)
    keep_contact(agency, actor(GRACE), client(agency).id, "", request, dana)
    with agency.store.read() as session:
        assert [each.name for each in contacts.at_address(session, dana.address)] == ["Dana Whitfield"]


def test_an_offices_channel_with_long_ids_is_found(agency: Bot) -> None:
    set_reports(agency, actor(GRACE), leadership_channel=ROOM)
    with agency.store.read() as session:
        assert ROOM in [each.reports.leadership_channel for each in policies_by_office(session).values()]


def test_a_message_with_long_ids_is_found_where_it_stands(agency: Bot) -> None:
    destination = Destination(SLACK, WORKSPACE, CHANNEL, long_id("thread"))
    notice = ClientStatusReply(address=Address(SLACK, WORKSPACE, long_id("user")), text="status")
    answer(agency, notice, destination, f"slack:{CHANNEL}:{MESSAGE}")

    class ToDestination:
        def send(self, notice: object, destination: Destination, key: str, *, maybe_sent: bool) -> Sent:
            return Sent(destination, MESSAGE)

        def render_again(self, notice: object, destination: Destination, message: str) -> Sent:
            return Sent(destination, message)

    assert Outbox(agency, ToDestination()).drain() == 1
    with agency.store.begin() as session:
        message = notices.shown_message(session, reply_key(f"slack:{CHANNEL}:{MESSAGE}"))
        assert message
        assert (message.destination, message.message) == (destination, MESSAGE)
        notices.touch_message(session, destination, MESSAGE)
    with agency.store.read() as session:
        assert session.scalars(select(SentMessage.wanted)).all() == [1]


def test_files_that_name_a_channel_mean_one_row_which_gets_its_id_and_follows_its_name(agency: Bot) -> None:
    import_clients(agency, OPERATOR, [CLIENTS[0] | {"internal_channel": "#acme"}], save=True)
    import_jobs(agency, OPERATOR, [JOBS[0] | {"channel": "acme"}], save=True)
    assert rows(agency) == [by_name("acme")]
    see(agency, in_chat("C0OTHER", "other"), in_chat("C0ACME", "acme"))
    assert rows(agency) == [in_chat("C0ACME", "acme")]
    see(agency, in_chat("C0ACME", "acme-desk"))
    assert bound_channel(agency, "ACME-101") == in_chat("C0ACME", "acme-desk")


def test_who_binds_a_channel_that_a_file_named_tells_its_id(agency: Bot) -> None:
    import_clients(agency, OPERATOR, [CLIENTS[0] | {"internal_channel": "acme"}], save=True)
    change_job_line(agency, actor(MAYA), Line("here ACME-101", here=in_chat("C0ACME", "acme")))
    assert rows(agency) == [in_chat("C0ACME", "acme")]
    assert not has_named_channels(agency)


def test_a_file_that_names_a_channel_which_is_known_means_that_one(agency: Bot) -> None:
    change_job_line(agency, actor(MAYA), Line("here ACME-101", here=in_chat("C0ACME", "acme")))
    import_jobs(agency, OPERATOR, [JOBS[1] | {"channel": "acme"}], save=True)
    assert bound_channel(agency, "ACME-102") == in_chat("C0ACME", "acme")


def test_a_name_and_an_id_that_turn_out_to_be_one_channel_become_one_row(agency: Bot) -> None:
    change_job_line(agency, actor(MAYA), Line("here ACME-101", here=in_chat("C0ACME")))  # its name could not be asked
    set_reports(agency, actor(GRACE), leadership_channel=by_name("acme"))
    set_client(agency, internal_channel=by_name("acme"), shared_channel=by_name("acme"))
    see(agency, in_chat("C0ACME", "acme"))
    assert rows(agency) == [in_chat("C0ACME", "acme")]
    with agency.store.read() as session:
        (only,) = session.scalars(select(Channel.id))
        named = [each.reports.leadership_channel for each in policies_by_office(session).values()]
    assert in_chat("C0ACME", "acme") in named
    assert (client(agency).internal_channel_id, client(agency).shared_channel_id) == (only, only)


def test_the_same_id_on_another_platform_or_in_another_workspace_is_another_channel(agency: Bot) -> None:
    change_job_line(agency, actor(MAYA), Line("here ACME-101", here=in_chat("C0ACME", "acme")))
    elsewhere = in_chat("C0ACME", "acme")._replace(workspace="T0ACME")
    with pytest.raises(UsageError, match="Which job do you mean"):
        change_job_line(agency, actor(MAYA), Line("close", here=elsewhere))
    change_job_line(agency, actor(MAYA), Line("here ACME-102", here=elsewhere))
    with agency.store.read() as session:
        assert session.scalar(select(func.count()).select_from(Channel)) == 2


def test_a_report_for_the_agencys_own_eyes_goes_to_no_channel_where_others_were_seen(agency: Bot) -> None:
    desk = in_chat("C0DESK", "desk")
    set_client(agency, internal_channel=desk)
    see(agency, desk, has_outsiders=True)
    with pytest.raises(UsageError, match="outside the agency read that channel"):
        post_report(agency, actor(MAYA), client(agency).id, for_client=False)
    see(agency, desk)
    post_report(agency, actor(MAYA), client(agency).id, for_client=False)
    assert [channel for _, channel in queued(agency)] == ["C0DESK"]
