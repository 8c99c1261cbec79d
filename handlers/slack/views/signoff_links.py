"""The links that approvers were sent by e-mail, as the agency sees and minds them."""

from slack_sdk.models.blocks import Block, ConfirmObject, PlainTextObject

from bot.signoff_shown import ApproverShown, SignoffShown
from handlers.slack.names import Action
from handlers.slack.views.blocks import Message, actions, button, escape, section
from handlers.slack.views.signoffs import day_and_time
from storage.enums import ContactChannel


def links(shown: SignoffShown) -> list[Block]:
    """For each who is still to decide on the sign-off page: whether their link was opened, and what can be done."""
    return [block for each in shown.waiting if each.channel == ContactChannel.EMAIL for block in _link(each, shown)]


def sent(approver: ApproverShown) -> Message:
    """A new link is on its way."""
    text = f"A new link goes to {escape(approver.name)} at {escape(approver.email)}. Earlier ones stay good."
    return Message(text=text, blocks=[section(f":e-mail: {text}")])


def revoked(approver: ApproverShown) -> Message:
    """No link opens the page any more."""
    text = f"No link of {escape(approver.name)} opens the page any more. *Send a new link* gives them another."
    return Message(text=text.replace("*", ""), blocks=[section(f":no_entry_sign: {text}")])


def _link(approver: ApproverShown, shown: SignoffShown) -> list[Block]:
    opened = (
        f"link opened {day_and_time(approver.opened_at, shown.zone)}" if approver.opened_at else "link not opened yet"
    )
    sure = ConfirmObject(
        title="Take the links back?",
        text=PlainTextObject(text=f"No link that {approver.name[:100]} was sent opens the page any more."),
        confirm="Take back",
        deny="Keep them",
        style="danger",
    )
    return [
        section(f":e-mail: *{escape(approver.name)}*  ·  {opened}"),
        actions(
            button("Send a new link", Action.SIGNOFF_LINK_SEND, approver.id),
            button("Take links back", Action.SIGNOFF_LINK_REVOKE, approver.id, confirm=sure),
        ),
    ]
