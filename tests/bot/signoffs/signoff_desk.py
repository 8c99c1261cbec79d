"""A small agency with a client's contacts, and sign-offs asked of them."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import select

from bot.core import Bot
from bot.signoffs.artefacts import FileGiven
from bot.signoffs.requests import SignoffRequest, SignoffRequested, request_signoff
from bot.signoffs.shown import SignoffShown, read_signoff
from bot.signoffs.signoffs import Decided, require_signoff, take_decision
from handlers.slack.kit.platform import SLACK
from storage.clients.clients import Client
from storage.clients.contacts import Contact
from storage.jobs import jobs
from storage.signoffs.ledger import LedgerEvent
from storage.signoffs.signoffs import SignoffApprover
from storage.words.accounts import ContactChannel
from storage.words.signoffs import SignoffDecision, SignoffKind, Via
from tests.conftest import TEAM, actor, channel_id, in_chat

ALL_KINDS = [kind.value for kind in SignoffKind]
OMAR, DANA, HANNAH, NOAH = "c-omar", "c-dana", "c-hannah", "c-noah"
LAYOUT = FileGiven(name="layout-v1.pdf", media_type="application/pdf", content=b"%PDF layout one")


def open_account(bot: Bot) -> Bot:
    """Acme with its channels, and its contacts: Omar in Slack, Hannah as a guest, Dana and Noah by mail."""
    with bot.store.begin() as session:
        acme = session.scalars(select(Client).where(Client.code == "ACME")).one()
        acme.shared_channel_id, acme.internal_channel_id = (
            channel_id(session, in_chat(each)) for each in ("C0SHARED", "C0DESK")
        )
        facts: dict[str, Any] = {"client_id": acme.id, "approves": ALL_KINDS, "platform": SLACK}
        session.add_all(
            [
                Contact(
                    id=OMAR, name="Omar Haddad", workspace="T0ACME", user="U0OMAR", prefers=ContactChannel.CHAT, **facts
                ),
                Contact(
                    id=HANNAH, name="Hannah Cole", workspace=TEAM, user="U0HANNAH", prefers=ContactChannel.CHAT, **facts
                ),
                Contact(id=DANA, client_id=acme.id, name="Dana Fox", email="dana@acme.example", approves=ALL_KINDS),
                Contact(id=NOAH, client_id=acme.id, name="Noah Lim", email="noah@acme.example", approves=["copy"]),
            ]
        )
    return replace(bot, can_mail=True)


def a_request(bot: Bot, *contact_ids: str, **fields: Any) -> SignoffRequest:
    with bot.store.read() as session:
        job = jobs.by_number(session, "ACME-101")
    assert job
    given: dict[str, Any] = {"kind": SignoffKind.LAYOUT, "title": "Mailer layout", "due_on": date(2026, 3, 20)}
    given |= {} if "link" in fields or "estimate_id" in fields else {"file": LAYOUT}
    return SignoffRequest(job_id=job.id, contact_ids=contact_ids or (OMAR,), **given | fields)


def ask(bot: Bot, *contact_ids: str, who: str = "Maya Torres", **fields: Any) -> SignoffShown:
    return asked(bot, *contact_ids, who=who, **fields).signoff


def asked(bot: Bot, *contact_ids: str, who: str = "Maya Torres", **fields: Any) -> SignoffRequested:
    return request_signoff(bot, actor(who), a_request(bot, *contact_ids, **fields))


def decide(
    bot: Bot, shown: SignoffShown, contact_id: str, decision: SignoffDecision, said: str = "", via: Via = Via.CHAT
) -> SignoffShown:
    """What a door does once it knows who decides."""
    approver_id = next(each.id for each in shown.approvers if each.contact_id == contact_id)
    with bot.begin() as work:
        signoff = require_signoff(work.session, shown.id)
        approver = work.session.get_one(SignoffApprover, approver_id)
        return take_decision(work, signoff, approver, Decided(decision=decision, said=said, via=via))


def now(bot: Bot, shown: SignoffShown) -> SignoffShown:
    return read_signoff(bot, shown.id)


def events(bot: Bot, signoff_id: str | None = None) -> Sequence[str]:
    with bot.store.read() as session:
        query = select(LedgerEvent).order_by(LedgerEvent.position)
        found = session.scalars(query.where(LedgerEvent.signoff_id == signoff_id) if signoff_id else query)
        return [each.event.value for each in found]
