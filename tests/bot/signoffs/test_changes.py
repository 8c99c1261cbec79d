"""What the desk does with an open sign-off, and what nobody can do to it."""

import pytest
from sqlalchemy import select

from bot.core import Actor, Bot
from bot.errors import BotError, Conflict, NotAllowed, UsageError
from bot.signoffs.changes import change_approvers, remind_now, withdraw
from bot.signoffs.decisions import Record, decide_in_chat, record_decision
from bot.signoffs.forms import form_for_version, open_signoffs
from handlers.slack.kit.platform import SLACK
from storage.kit.history import HistoryLine
from storage.messaging.notices import QueuedNotice
from storage.people.people import Address
from storage.words.signoffs import Quorum, SignoffDecision, SignoffStatus, Via
from storage.words.time import Change
from tests.bot.signoffs.signoff_desk import DANA, HANNAH, OMAR, ask, decide, events, now, open_account
from tests.conftest import TEAM, FixedClock, actor

YES, WITH, CHANGES, NO = SignoffDecision


@pytest.fixture
def account(agency: Bot) -> Bot:
    return open_account(agency)


def maya() -> Actor:
    return actor("Maya Torres")


def of(user: str, team: str, delivery: str) -> Actor:
    return Actor(Address(SLACK, team, user), delivery)


def kinds(bot: Bot) -> list[str]:
    with bot.store.read() as session:
        rows = session.scalars(select(QueuedNotice).order_by(QueuedNotice.id))
        return [f"{str(row.payload['kind']).removeprefix('Signoff').lower()} {row.channel}" for row in rows]


def test_only_the_named_member_of_the_named_workspace_decides_and_each_other_attempt_is_on_record_once(
    account: Bot,
) -> None:
    shown = ask(account, OMAR)
    strangers = [("U0OMAR", TEAM), ("U0OTHER", "T0ACME"), ("U0HANNAH", TEAM), ("U0MAYA", TEAM)]
    for number, (user, team) in enumerate(strangers * 2):
        with pytest.raises(NotAllowed):
            decide_in_chat(account, of(user, team, f"d{number}"), shown.id, YES)
    assert events(account) == ["requested", *["attempt refused"] * len(strangers)]
    with account.store.read() as session:
        lines = session.scalars(
            select(HistoryLine).where(HistoryLine.change == Change.REFUSED).order_by(HistoryLine.id)
        ).all()
    told = [line.after["who"] for line in lines if line.after]
    assert told[:3] == [["slack", TEAM, "U0OMAR"], ["slack", "T0ACME", "U0OTHER"], HANNAH]
    omar = of("U0OMAR", "T0ACME", "once")
    done = decide_in_chat(account, omar, shown.id, YES)
    assert decide_in_chat(account, omar, shown.id, YES) == done
    assert events(account)[-2:] == ["decided", "settled"]
    for number in range(2):
        with pytest.raises(Conflict, match="is decided: approved"):
            decide_in_chat(account, of("U0OMAR", "T0ACME", f"late{number}"), shown.id, NO, "No")
    assert events(account)[-2:] == ["settled", "attempt refused"]


def test_a_recorded_decision_says_by_whom_and_how_it_is_known(account: Bot) -> None:
    shown = ask(account, OMAR)
    approver = shown.approvers[0].id
    with pytest.raises(UsageError, match="how you know"):
        record_decision(account, maya(), shown.id, Record(approver_id=approver, decision=YES))
    record = Record(approver_id=approver, decision=WITH, said="Blue", evidence="By phone, 12 March")
    done = record_decision(account, maya(), shown.id, record).signoff
    told = done.approvers[0]
    assert (told.via, told.recorded_by, told.evidence) == (Via.RECORDED, "Maya Torres", "By phone, 12 March")
    assert done.status == SignoffStatus.APPROVED_WITH_CHANGES
    with pytest.raises(Conflict, match="is decided"):
        record_decision(account, maya(), shown.id, record)
    with pytest.raises(UsageError, match="They've decided"):
        record_decision(account, maya(), ask(account, DANA).id, record)


def test_they_are_reminded_once_a_day_and_withdrawn_is_withdrawn(account: Bot, clock: FixedClock) -> None:
    shown = ask(account, OMAR, DANA)
    assert remind_now(account, maya(), shown.id).names == ["Omar Haddad", "Dana Fox"]
    with pytest.raises(Conflict, match="again tomorrow"):
        remind_now(account, maya(), shown.id)
    clock.forward(days=1)
    assert remind_now(account, maya(), shown.id).names == ["Omar Haddad", "Dana Fox"]
    withdraw(account, maya(), shown.id)
    assert kinds(account)[-1] == f"withdrawn {DANA}"
    for attempt in (remind_now, withdraw):
        with pytest.raises(Conflict, match="agency has withdrawn"):
            attempt(account, maya(), shown.id)
    with pytest.raises(Conflict, match="agency has withdrawn"):
        decide(account, shown, OMAR, YES)
    assert open_signoffs(account, maya()).lines == []
    assert events(account) == ["requested", "reminded", "reminded", "withdrawn"]


def test_who_is_new_is_asked_and_who_is_left_out_decides_no_more(account: Bot) -> None:
    shown = ask(account, OMAR)
    done = change_approvers(account, maya(), shown.id, [HANNAH, DANA])
    assert (done.added, done.removed) == (["Hannah Cole", "Dana Fox"], ["Omar Haddad"])
    assert kinds(account)[-1] == f"asked {DANA}"
    with pytest.raises(NotAllowed, match="no longer asked for this sign-off"):
        decide_in_chat(account, of("U0OMAR", "T0ACME", "late"), shown.id, YES)
    change_approvers(account, maya(), shown.id, [OMAR])
    assert decide(account, shown, OMAR, YES).status == SignoffStatus.APPROVED
    with pytest.raises(BotError):
        change_approvers(account, maya(), shown.id, [HANNAH])


def test_the_desk_never_settles_for_a_client_by_leaving_somebody_out(account: Bot) -> None:
    shown = ask(account, OMAR, HANNAH, quorum=Quorum.ALL)
    decide(account, shown, OMAR, YES)
    for chosen, why in (([OMAR], "only the client can do that"), ([HANNAH], "Omar Haddad decided already")):
        with pytest.raises(UsageError, match=why):
            change_approvers(account, maya(), shown.id, chosen)
    assert [each.name for each in now(account, shown).waiting] == ["Hannah Cole"]
    change_approvers(account, maya(), shown.id, [OMAR, DANA])
    assert [each.name for each in now(account, shown).waiting] == ["Dana Fox"]


def test_a_new_version_begins_with_what_was_asked_before(account: Bot) -> None:
    shown = ask(account, OMAR, HANNAH, quorum=Quorum.ALL)
    decide(account, shown, OMAR, CHANGES, "Bigger")
    form = form_for_version(account, maya(), shown.id)
    assert form.earlier
    assert (form.earlier.label, form.earlier.quorum) == ("Mailer layout, version 1 (changes requested)", Quorum.ALL)
    assert form.earlier.contact_ids == [OMAR, HANNAH]
