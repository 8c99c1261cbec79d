"""The modals and answers behind a sign-off's buttons."""

from slack_sdk.models.blocks import (
    Block,
    PlainTextInputElement,
    PlainTextObject,
    RadioButtonsElement,
    StaticMultiSelectElement,
    StaticSelectElement,
)
from slack_sdk.models.views import View

from bot.rules.signoffs.signoffs import LONGEST_SAID, MOST_APPROVERS
from bot.signoffs.changes import ApproversChanged, ApproversForm, SignoffReminded, SignoffTakenBack
from bot.signoffs.decisions import DecisionRecorded, DecisionTaken
from bot.signoffs.shown import SignoffShown
from handlers.slack.kit.blocks import FIELD, Message, context, escape, field, modal, option, section
from handlers.slack.kit.carried import Carried
from handlers.slack.signoffs.forms_views import contact_options
from handlers.slack.signoffs.signoffs_views import MARKS, SAID, fingerprint
from storage.words.signoffs import SignoffDecision

# For each decision: its name, the question that comes with it, and the text of its button.
WORDS = {
    SignoffDecision.APPROVED_WITH_CHANGES: ("Approve with changes", "Which changes do you approve it with?", "Approve"),
    SignoffDecision.CHANGES_REQUESTED: ("Request changes", "What should change?", "Request changes"),
    SignoffDecision.DECLINED: ("Decline", "Why do you decline it?", "Decline"),
}
NOTHING_MORE = "This is on record with your name. Nothing more is needed from you."


class OfSignoff(Carried):
    """The sign-off that a form is about."""

    signoff: str


class DecisionOn(Carried):
    """A decision on a sign-off that still needs its words."""

    signoff: str
    decision: SignoffDecision


def decision_form(shown: SignoffShown, decision: SignoffDecision) -> View:
    """The form for the words of a decision, with the exact version that it is about."""
    title, question, submit = WORDS[decision]
    said = PlainTextInputElement(action_id=FIELD, multiline=True, max_length=LONGEST_SAID)
    return modal(
        title,
        [
            section(f"*{escape(shown.named)}*\n{escape(shown.job.number)} {escape(shown.job.title)}"),
            field("said", question, said),
            context(f"This is put on record with your name.  ·  {fingerprint(shown)}"),
        ],
        callback="signoffs.decide",
        submit=submit,
        carries=DecisionOn(signoff=shown.id, decision=decision),
    )


def decided(done: DecisionTaken) -> View:
    """Thanks, and the next steps."""
    shown = done.signoff
    waiting = ", ".join(escape(each.name) for each in shown.waiting)
    after = f"Still to decide: {waiting}." if waiting else NOTHING_MORE
    text = f"{MARKS[done.decision]} *Thank you.* You {SAID[done.decision]} {escape(shown.named)}."
    return modal("On record", [section(text), context(after)])


def reminded(done: SignoffReminded) -> Message:
    """Confirm who got the reminder."""
    text = f":bell: {escape(', '.join(done.names))} will be reminded of {escape(done.signoff.named)}."
    return Message(text=text, blocks=[section(text)])


def withdrawn(done: SignoffTakenBack) -> Message:
    """Confirm that it was withdrawn."""
    text = f"{escape(done.signoff.named)} is withdrawn: nobody can decide on it any more."
    return Message(text=text, blocks=[section(text)])


def approvers_form(form: ApproversForm) -> View:
    """The form for choosing the approvers."""
    options = contact_options(form.contacts)
    chosen = [options[each] for each in form.chosen if each in options]
    menu = StaticMultiSelectElement(
        action_id=FIELD,
        options=list(options.values()),
        initial_options=chosen or None,
        max_selected_items=MOST_APPROVERS,
    )
    blocks: list[Block] = [section(f"*{escape(form.signoff.named)}*"), field("approvers", "Who decides", menu)]
    if form.decided:
        blocks.append(context(f"{escape(', '.join(form.decided))} decided already, and that stays."))
    blocks.append(context("Who is new is asked at once. Who is left out can't decide any more, and is told so."))
    about = OfSignoff(signoff=form.signoff.id)
    return modal("Change approvers", blocks, callback="signoffs.save_approvers", submit="Save", carries=about)


def approvers_changed(done: ApproversChanged) -> View:
    """Confirm the new approvers."""
    lines = [f"*{escape(done.signoff.named)}*"]
    lines += [f":heavy_plus_sign: {escape(name)} is asked now." for name in done.added]
    lines += [f":heavy_minus_sign: {escape(name)} is asked no more." for name in done.removed]
    lines += [] if done.added or done.removed else ["Nothing was changed."]
    return modal("Approvers", [section("\n".join(lines))])


def record_form(shown: SignoffShown) -> View:
    """The form for a decision that the client made elsewhere, and its evidence."""
    approvers = [option(each.name, each.id) for each in shown.waiting]
    who = StaticSelectElement(
        action_id=FIELD, options=approvers, initial_option=approvers[0] if len(approvers) == 1 else None
    )
    choices = RadioButtonsElement(
        action_id=FIELD, options=[option(each.capitalize(), each) for each in SignoffDecision]
    )
    said = PlainTextInputElement(action_id=FIELD, multiline=True, max_length=LONGEST_SAID)
    evidence = PlainTextInputElement(
        action_id=FIELD,
        max_length=LONGEST_SAID,
        placeholder=PlainTextObject(text="Link to the mail, or: Omar to Maya by phone, 12 March, 10:15"),
    )
    return modal(
        "Record a decision",
        [
            section(f"*{escape(shown.named)}*\n{escape(shown.job.number)} {escape(shown.job.title)}"),
            field("approver", "Who decided", who),
            field("decision", "What they decided", choices),
            field("said", "In their words", said, optional=True, hint="Needed for all but a plain approval."),
            field("evidence", "How you know", evidence),
            context("It is marked as recorded by you wherever it is shown, and on the certificate."),
        ],
        callback="signoffs.save_record",
        submit="Record",
        carries=OfSignoff(signoff=shown.id),
    )


def recorded(done: DecisionRecorded) -> View:
    """Confirm that the decision is on record."""
    text = f"{MARKS[done.decision]} *{escape(done.approver)}* {SAID[done.decision]} {escape(done.signoff.named)}."
    return modal("On record", [section(text), context("Marked as recorded by you. The client sees it too.")])
