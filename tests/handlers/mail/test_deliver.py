"""Letters about sign-offs on their way: through the outbox, to a real mail server."""

import re
from collections.abc import Callable
from dataclasses import dataclass

import pytest

from bot.core import OPERATOR, Bot
from bot.messaging.notices import Notice
from bot.messaging.outbox import Outbox, Sender, Sent
from bot.messaging.undelivered import undelivered_notices
from bot.signoffs.changes import remind_now, withdraw
from bot.signoffs.pages import PageDecision, decide_by_link, page_of
from handlers.deliver import MAIL_IS_OFF, Deliveries
from handlers.mail.deliver import MailDelivery
from handlers.mail.server import MailServer
from handlers.slack.kit.platform import SLACK
from sandbox import Sandbox
from sandbox.mails import Mail
from storage.clients import contacts
from storage.messaging.notices import Destination
from storage.store import Store
from storage.words.platforms import EMAIL
from storage.words.signoffs import Quorum, SignoffDecision, SignoffKind
from tests.bot.signoffs.signoff_desk import DANA, NOAH, ask, events, open_account
from tests.conftest import FixedClock, actor, make_bot, open_agency

PUBLIC_URL = "https://desk.example/"
SENDER = "Harbour & Vale <desk@hv.example>"


class NoSlack:
    """Nothing here goes to Slack but what the agency itself sees, which other tests look at."""

    def send(self, notice: Notice, destination: Destination, key: str, *, maybe_sent: bool) -> Sent:
        return Sent(destination, key)

    def render_again(self, notice: Notice, destination: Destination, message: str) -> Sent:
        return Sent(destination, message)


def deliveries(mail: Sender) -> Deliveries:
    return Deliveries({SLACK: NoSlack(), EMAIL: mail})


@dataclass(frozen=True)
class Post:
    bot: Bot
    sandbox: Sandbox
    outbox: Outbox
    clock: FixedClock

    def mails(self) -> list[Mail]:
        self.outbox.drain()
        return list(self.sandbox.mails)

    def later(self, seconds: float) -> list[Mail]:
        self.clock.forward(seconds=seconds)
        return self.mails()


@pytest.fixture
def post(sqlite_store: Store, clock: FixedClock, sandbox: Sandbox) -> Post:
    bot = make_bot(sqlite_store, clock)
    open_agency(bot)
    bot = open_account(bot)
    mail = MailDelivery(bot, MailServer.at(sandbox.smtp_url), SENDER, PUBLIC_URL)
    return Post(bot, sandbox, Outbox(bot, deliveries(mail)), clock)


def token_in(mail: Mail) -> str:
    links = set(re.findall(r"https://desk\.example/signoff/([\w-]+)", f"{mail.html} {mail.text}"))
    assert len(links) == 1
    return links.pop()


def test_a_contact_is_asked_reminded_and_sent_the_receipt(post: Post, logged: Callable[[], str]) -> None:
    shown = ask(post.bot, DANA, note="Look at <b>this</b> first & foremost")
    (asked,) = post.mails()
    assert asked.to == ["dana@acme.example"]
    assert asked.headers["From"] == SENDER
    assert asked.headers["Reply-To"] == "Maya Torres <maya@hv.example>"  # Acme has no lead: it is who asks
    assert "Mailer layout, version 1" in asked.subject
    assert "&lt;b&gt;this&lt;/b&gt; first &amp; foremost" in str(asked.html)
    assert "<b>this</b> first & foremost" in str(asked.text)
    assert [each.content_type for each in asked.attachments] == ["application/pdf"]
    token = token_in(asked)
    assert page_of(post.bot, token).can_decide

    remind_now(post.bot, actor("Maya"), shown.id)
    reminder = post.mails()[1]
    assert reminder.subject.startswith("Reminder: ")
    assert reminder.headers["References"] == asked.headers["References"]
    assert token_in(reminder) != token

    decide_by_link(post.bot, token, PageDecision(form="f", decision=SignoffDecision.APPROVED, name="Dana Fox"))
    receipt = post.mails()[2]
    assert receipt.subject.startswith("Approved: ")
    assert [each.content[:5] for each in receipt.attachments] == [b"%PDF-"]
    assert events(post.bot, shown.id).count("link sent") == 2
    assert token not in logged()
    assert "dana@acme" not in logged()


def test_who_need_not_decide_any_more_is_told_and_is_not_reminded(post: Post) -> None:
    shown = ask(post.bot, DANA)
    post.mails()
    remind_now(post.bot, actor("Maya"), shown.id)
    withdraw(post.bot, actor("Maya"), shown.id)
    subjects = [mail.subject for mail in post.mails()]
    assert [subject.split(":")[0] for subject in subjects] == ["Please sign off", "No sign-off needed"]


def test_a_refused_recipient_is_set_aside_with_the_reason_and_stops_nobody(post: Post) -> None:
    post.sandbox.faults.fail_next("smtp.rcpt", status=550)
    ask(post.bot, DANA, NOAH, kind=SignoffKind.COPY, quorum=Quorum.ALL)
    assert [mail.to for mail in post.mails()] == [["noah@acme.example"]]
    (aside,) = undelivered_notices(post.bot, OPERATOR)
    assert aside.problem.startswith("the mail server refused the recipient (550")


def test_a_server_that_asks_to_wait_is_tried_again_with_the_same_message_id(post: Post) -> None:
    post.sandbox.faults.fail_next("smtp.data", status=451)
    ask(post.bot, DANA)
    assert not post.mails()
    assert len(post.later(301)) == 1
    assert len(post.later(301)) == 1


def test_what_is_put_off_for_days_is_set_aside_with_the_reason(post: Post) -> None:
    ask(post.bot, DANA)
    for _ in range(2):
        post.sandbox.faults.fail_next("smtp.rcpt", status=452)
        assert not post.later(60 * 60 * 24 * 2)
    (aside,) = undelivered_notices(post.bot, OPERATOR)
    assert aside.problem == "given up after 3 days: the mail server refused the recipient (452 4.3.0)"


def test_a_lost_answer_is_tried_again_as_the_same_letter(post: Post) -> None:
    post.sandbox.faults.fail_next("smtp.data", lose_answer="connection")
    ask(post.bot, DANA)
    assert len(post.mails()) == 1
    first, again = post.later(31)
    assert first.headers["Message-ID"] == again.headers["Message-ID"]


def test_while_the_server_is_away_no_letter_is_tried_and_all_come_later(post: Post, sandbox: Sandbox) -> None:
    tries = []

    class Away(MailServer):
        def take(self, letter: object, tls: object = None) -> None:
            tries.append(letter)
            super().take(letter, tls)

    mail = MailDelivery(post.bot, Away("127.0.0.1", 1), SENDER, PUBLIC_URL)
    ask(post.bot, DANA, NOAH, kind=SignoffKind.COPY)
    away = Outbox(post.bot, deliveries(mail))
    away.drain()
    assert len(tries) == 1
    assert [mail.to for mail in post.later(31)] == [["dana@acme.example"], ["noah@acme.example"]]


def test_where_mail_was_turned_off_meanwhile_it_is_set_aside_and_says_so(post: Post) -> None:
    ask(post.bot, DANA)
    Outbox(post.bot, deliveries(MAIL_IS_OFF)).drain()
    (aside,) = undelivered_notices(post.bot, OPERATOR)
    assert "PUBLIC_URL" in aside.problem


def test_a_contact_without_an_address_is_set_aside(post: Post) -> None:
    ask(post.bot, DANA)
    with post.bot.store.begin() as session:
        contacts.by_id(session, DANA).email = None
    assert not post.mails()
    (aside,) = undelivered_notices(post.bot, OPERATOR)
    assert aside.problem == "the contact has no e-mail address"
