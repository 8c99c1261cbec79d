"""The agency's views of the links that approvers got by e-mail."""

from slack_sdk.models.blocks import Block, OverflowMenuElement

from bot.signoffs.shown import ApproverShown, SignoffShown
from handlers.slack.kit.blocks import Message, escape, option, section
from handlers.slack.kit.carried import Carried
from handlers.slack.signoffs.signoffs_views import day_and_time
from storage.words.accounts import ContactChannel


class LinkChoice(Carried):
    """A choice from the menu of an approver's link: to send a new one, or to take all back."""

    approver: str
    take_back: bool = False


def links(shown: SignoffShown) -> list[Block]:
    """For each approver still to decide on the sign-off page: whether they opened their link, and a menu."""
    return [_link(each, shown) for each in shown.waiting if each.channel == ContactChannel.EMAIL]


def sent(approver: ApproverShown) -> Message:
    """Confirm that a new link is on its way."""
    text = f"A new link goes to {escape(approver.name)} at {escape(approver.email)}. Earlier ones stay good."
    return Message(text=text, blocks=[section(f":envelope: {text}")])


def revoked(approver: ApproverShown) -> Message:
    """Confirm that no link opens the page any longer."""
    text = f"No link of {escape(approver.name)} opens the page any more. *Send a new link* gives them another."
    return Message(text=text.replace("*", ""), blocks=[section(f":no_entry_sign: {text}")])


def _link(approver: ApproverShown, shown: SignoffShown) -> Block:
    opened = f"link opened {day_and_time(approver.opened_at, shown.zone)}" if approver.opened_at else "link not opened"
    choices = [
        option("Send a new link", LinkChoice(approver=approver.id)),
        option("Take links back", LinkChoice(approver=approver.id, take_back=True)),
    ]
    menu = OverflowMenuElement(action_id="signoffs.change_link", options=choices)
    return section(f":envelope: *{escape(approver.name)}*  ·  {opened}", menu)
