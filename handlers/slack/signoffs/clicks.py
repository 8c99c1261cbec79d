"""The buttons of sign-offs: the client decides, the agency reminds, withdraws, changes the approvers, and records."""

import json
from functools import partial
from typing import Any

from slack_bolt import Ack, App

from bot.signoffs import changes as signoff_changes
from bot.signoffs import decisions as signoff_decisions
from bot.signoffs import forms as signoff_forms
from bot.signoffs.decisions import Record
from handlers.slack.kit.blocks import FIELD
from handlers.slack.kit.door import SlackDoor, actor_of, add_message
from handlers.slack.kit.forms import Filled, value_of
from handlers.slack.signoffs import answers_views as views
from handlers.slack.signoffs import desk_views
from handlers.slack.signoffs.notices import link_to_newer
from storage.words.signoffs import SignoffDecision

Body = dict[str, Any]

# The decisions that need words, by their buttons.
WITH_WORDS = {
    "signoffs.ask_words.changes": SignoffDecision.APPROVED_WITH_CHANGES,
    "signoffs.ask_words.request": SignoffDecision.CHANGES_REQUESTED,
    "signoffs.ask_words.decline": SignoffDecision.DECLINED,
}


def register(app: App, slack: SlackDoor) -> None:
    """Bring the handlers to the app."""
    app.action("signoffs.approve")(partial(approve, slack))
    for action, decision in WITH_WORDS.items():
        app.action(action)(partial(ask_words, slack, decision))
    app.view("signoffs.decide")(partial(decide, slack))
    app.action("signoffs.remind")(partial(remind, slack))
    app.action("signoffs.withdraw")(partial(withdraw, slack))
    app.action("signoffs.show_card")(partial(show_card, slack))
    app.action("signoffs.open_approvers")(partial(open_approvers, slack))
    app.view("signoffs.save_approvers")(partial(save_approvers, slack))
    app.action("signoffs.open_record")(partial(open_record, slack))
    app.view("signoffs.save_record")(partial(save_record, slack))


def approve(slack: SlackDoor, ack: Ack, body: Body) -> None:
    """*Approve*, confirmed; the outbox renders the message anew."""
    signoff_decisions.decide_in_chat(slack.bot, actor_of(body), value_of(body), SignoffDecision.APPROVED)
    ack()


def ask_words(slack: SlackDoor, decision: SignoffDecision, ack: Ack, body: Body) -> None:
    """*Approve with changes…*, *Request changes…*, *Decline…*: which, what, why."""
    shown = signoff_decisions.decision_form(slack.bot, actor_of(body), value_of(body), decision)
    slack.open_modal(body, views.decision_form(shown, decision))
    ack()


def decide(slack: SlackDoor, ack: Ack, body: Body) -> None:
    """The words were given: it is decided, and the modal says so."""
    view = body["view"]
    about = json.loads(view["private_metadata"])
    said, decision = view["state"]["values"]["said"][FIELD]["value"] or "", SignoffDecision(about["decision"])
    done = signoff_decisions.decide_in_chat(slack.bot, actor_of(body), about["signoff"], decision, said)
    ack(response_action="update", view=views.decided(done).to_dict())


def remind(slack: SlackDoor, ack: Ack, body: Body) -> None:
    """*Remind now*."""
    done = signoff_changes.remind_now(slack.bot, slack.identify(body), value_of(body))
    add_message(body["response_url"], views.reminded(done))
    ack()


def withdraw(slack: SlackDoor, ack: Ack, body: Body) -> None:
    """*Withdraw*, confirmed."""
    done = signoff_changes.withdraw(slack.bot, slack.identify(body), value_of(body))
    add_message(body["response_url"], views.withdrawn(done))
    ack()


def show_card(slack: SlackDoor, ack: Ack, body: Body) -> None:
    """*Open…* in a list: the card, for who clicks alone."""
    shown = signoff_forms.signoff_card(slack.bot, slack.identify(body), value_of(body))
    add_message(body["response_url"], desk_views.card(shown, link_to_newer(slack, shown)))
    ack()


def open_approvers(slack: SlackDoor, ack: Ack, body: Body) -> None:
    """*Change approvers…*."""
    form = signoff_changes.approvers_form(slack.bot, slack.identify(body), value_of(body))
    slack.open_modal(body, views.approvers_form(form))
    ack()


def save_approvers(slack: SlackDoor, ack: Ack, body: Body) -> None:
    """The approvers were chosen."""
    view = body["view"]
    chosen = view["state"]["values"]["approvers"][FIELD]["selected_options"] or ()
    contact_ids = [each["value"] for each in chosen]
    done = signoff_changes.change_approvers(slack.bot, slack.identify(body), view["private_metadata"], contact_ids)
    ack(response_action="update", view=views.approvers_changed(done).to_dict())


def open_record(slack: SlackDoor, ack: Ack, body: Body) -> None:
    """*Record a decision…*."""
    shown = signoff_decisions.record_form(slack.bot, slack.identify(body), value_of(body))
    slack.open_modal(body, views.record_form(shown))
    ack()


def save_record(slack: SlackDoor, ack: Ack, body: Body) -> None:
    """What the client decided elsewhere was recorded."""
    filled, signoff_id = Filled(body), body["view"]["private_metadata"]
    record = Record(
        approver_id=filled.choice("approver"),
        decision=SignoffDecision(filled.choice("decision")),
        said=filled.text("said"),
        evidence=filled.text("evidence"),
    )
    done = signoff_decisions.record_decision(slack.bot, slack.identify(body), signoff_id, record)
    ack(response_action="update", view=views.recorded(done).to_dict())
