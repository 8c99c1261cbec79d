"""The buttons of sign-offs: the client decides, the agency reminds, withdraws, changes the approvers, and records."""

from bot.signoffs import changes as signoff_changes
from bot.signoffs import decisions as signoff_decisions
from bot.signoffs import forms as signoff_forms
from bot.signoffs.decisions import Record
from handlers.slack.kit.asked import Asked
from handlers.slack.kit.doors import Answer, Below, Doors
from handlers.slack.signoffs import answers_views as views
from handlers.slack.signoffs import desk_views
from handlers.slack.signoffs.notices import link_to_newer
from storage.words.signoffs import SignoffDecision

# The decisions that need words, by the suffixes of their buttons.
WITH_WORDS = {
    "changes": SignoffDecision.APPROVED_WITH_CHANGES,
    "request": SignoffDecision.CHANGES_REQUESTED,
    "decline": SignoffDecision.DECLINED,
}


def approve(asked: Asked) -> Answer:
    """*Approve*, confirmed; the outbox renders the message again."""
    signoff_decisions.decide_in_chat(asked.bot, asked.anyone, asked.value, SignoffDecision.APPROVED)
    return None


def ask_words(asked: Asked) -> Answer:
    """*Approve with changes…*, *Request changes…*, *Decline…*: ask which, what, why."""
    decision = WITH_WORDS[asked.suffix]
    shown = signoff_decisions.decision_form(asked.bot, asked.anyone, asked.value, decision)
    return views.decision_form(shown, decision)


def decide(asked: Asked) -> Answer:
    """Record the decision with its words, and confirm it in the modal."""
    about, said = asked.carried(views.DecisionOn), asked.filled.text("said")
    done = signoff_decisions.decide_in_chat(asked.bot, asked.anyone, about.signoff, about.decision, said)
    return views.decided(done)


def remind(asked: Asked) -> Answer:
    """*Remind now*."""
    return Below(views.reminded(signoff_changes.remind_now(asked.bot, asked.actor, asked.value)))


def withdraw(asked: Asked) -> Answer:
    """*Withdraw*, confirmed."""
    return Below(views.withdrawn(signoff_changes.withdraw(asked.bot, asked.actor, asked.value)))


def show_card(asked: Asked) -> Answer:
    """*Open…* in a list: the card, which only the clicker sees."""
    shown = signoff_forms.signoff_card(asked.bot, asked.actor, asked.value)
    return Below(desk_views.card(shown, link_to_newer(asked.slack, shown)))


def open_approvers(asked: Asked) -> Answer:
    """*Change approvers…*."""
    return views.approvers_form(signoff_changes.approvers_form(asked.bot, asked.actor, asked.value))


def save_approvers(asked: Asked) -> Answer:
    """Save the chosen approvers."""
    signoff, chosen = asked.carried(views.OfSignoff).signoff, asked.filled.choices("approvers")
    return views.approvers_changed(signoff_changes.change_approvers(asked.bot, asked.actor, signoff, chosen))


def open_record(asked: Asked) -> Answer:
    """*Record a decision…*."""
    return views.record_form(signoff_decisions.record_form(asked.bot, asked.actor, asked.value))


def save_record(asked: Asked) -> Answer:
    """Record a decision that the client made elsewhere."""
    filled, signoff = asked.filled, asked.carried(views.OfSignoff).signoff
    record = Record(
        approver_id=filled.choice("approver"),
        decision=SignoffDecision(filled.choice("decision")),
        said=filled.text("said"),
        evidence=filled.text("evidence"),
    )
    return views.recorded(signoff_decisions.record_decision(asked.bot, asked.actor, signoff, record))


DOORS = Doors(
    clicks=[approve, ask_words, remind, withdraw, show_card, open_approvers, open_record],
    forms=[decide, save_approvers, save_record],
    for_anyone=[approve, ask_words, decide],  # a client's people decide
)
