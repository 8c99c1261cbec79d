"""The links of who is asked by e-mail, minded from the agency's own card."""

from dataclasses import replace

from bot.messaging.outbox import Outbox
from bot.signoffs.links import DeadLink
from bot.signoffs.pages import page_of
from handlers.deliver import Deliveries
from handlers.mail.deliver import MailDelivery
from handlers.mail.server import MailServer
from handlers.slack.deliver import SlackDelivery
from handlers.slack.kit.platform import SLACK
from sandbox.mails import Mail
from sandbox.person_handle import PersonHandle
from storage.words.platforms import EMAIL
from tests.bot.signoffs.signoff_desk import DANA, ask, open_account
from tests.handlers.conftest import Desk, Json, slack_door, texts

MENU = "signoffs.change_link"
SENDER, PUBLIC_URL = "Harbour & Vale <desk@hv.example>", "https://desk.example/"


def with_mail(desk: Desk) -> Desk:
    """The desk with its door to e-mail open."""
    open_account(desk.bot)
    mail = MailDelivery(desk.bot, MailServer.at(desk.sandbox.smtp_url), SENDER, PUBLIC_URL)
    slack = SlackDelivery(slack_door(desk.bot, desk.sandbox))
    return replace(desk, outbox=Outbox(desk.bot, Deliveries({SLACK: slack, EMAIL: mail})))


def card(desk: Desk) -> Json:
    desk.settle()
    return next(each for each in reversed(desk.person("maya").messages("desk")) if "Sign-off of" in each["text"])


def heard(person: PersonHandle) -> str:
    """What was said to that person alone last."""
    return [message["text"] for message in person.messages("desk") if message["ephemeral"]][-1]


def token_in(mail: Mail) -> str:
    return str(mail.text).partition("/signoff/")[2].split()[0]


def opens(desk: Desk, token: str) -> bool:
    try:
        page_of(desk.bot, token, opens=True)
    except DeadLink:
        return False
    return True


def test_a_link_is_seen_to_be_opened_taken_back_and_sent_anew(desk: Desk) -> None:
    desk = with_mail(desk)
    ask(replace(desk.bot, can_mail=True), DANA)
    maya = desk.person("maya")
    assert "12 Mar 2026" not in texts(card(desk)["blocks"])
    (mail,) = desk.sandbox.mails
    assert opens(desk, token_in(mail))
    assert "Thu 12 Mar 2026, 11:00 EDT" in texts(card(desk)["blocks"])

    assert maya.click(card(desk), MENU, "Take links back").ok
    assert not opens(desk, token_in(mail))
    assert "Dana Fox" in heard(maya)

    assert maya.click(card(desk), MENU, "Send a new link").ok
    assert "dana@acme.example" in heard(maya)
    desk.settle()
    assert opens(desk, token_in(desk.sandbox.mails[-1]))
    assert len(desk.sandbox.mails) == 2
