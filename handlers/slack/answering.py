"""Show a handler's answer in the way of each kind of delivery, and acknowledge the delivery."""

from collections.abc import Callable
from contextlib import nullcontext
from typing import assert_never

from slack_bolt import Ack
from slack_sdk.models.views import View

from handlers.slack.desk.home import refresh_home
from handlers.slack.kit.asked import Asked
from handlers.slack.kit.blocks import Message
from handlers.slack.kit.carried import begun_at
from handlers.slack.kit.door import add_message, replace_message, showing
from handlers.slack.kit.doors import Answer, Below, Beneath, Done, OnTop


def answer_command(asked: Asked, ack: Ack, answer: Answer) -> None:
    """Answer a command: a message goes into the acknowledgement; a modal opens."""
    if isinstance(answer, Message):
        ack(**answer.payload())
        return
    _show(asked, answer)
    ack()


def answer_click(asked: Asked, ack: Ack, answer: Answer) -> None:
    """Answer a button, a menu or a shortcut: show the answer before the acknowledgement.

    A click on somebody's Home that shows nothing else refreshes Home.
    """
    _show(asked, answer)
    if answer is None and asked.is_on_home:
        refresh_home(asked)
    ack()


def answer_form(asked: Asked, ack: Ack, answer: Answer) -> None:
    """Turn the form into its answer, or close it; the place where it was opened shows it too."""
    match answer:
        case View():
            ack(response_action="update", view=begun_at(answer, asked.origin).to_dict())
        case OnTop(view):
            ack(response_action="push", view=begun_at(view, asked.origin).to_dict())
        case Beneath(view):
            beneath = asked.body["view"]["previous_view_id"]
            with showing():
                asked.slack.client.views_update(view_id=beneath, view=begun_at(view, asked.origin).to_dict())
            ack()
        case Done(view, replacing, below):
            _show_at_origin(asked, replacing, below)
            ack(response_action="update", view=begun_at(view, asked.origin).to_dict())
        case None:
            ack()
        case Message() | Below():
            raise TypeError("a form has no message to answer with")
        case _:
            assert_never(answer)


def answer_event(asked: Asked, ack: Ack, answer: Answer) -> None:
    """Send the answer to the writer only, in the thread where they wrote."""
    if isinstance(answer, Message):
        event = asked.body["event"]
        asked.slack.client.chat_postEphemeral(
            channel=event["channel"], user=event["user"], thread_ts=asked.thread, **answer.payload()
        )
    ack()


def _show(asked: Asked, answer: Answer) -> None:
    match answer:
        case Message():
            replace_message(asked.body["response_url"], answer)
        case Below(message):
            add_message(asked.body["response_url"], message)
        case View():
            asked.slack.show_modal(asked.body, begun_at(answer, asked.origin))
        case OnTop(view, tells):
            with showing() if tells else nullcontext():
                asked.slack.push_modal(asked.body, begun_at(view, asked.origin))
        case Done(view, replacing, below):
            _show_at_origin(asked, replacing, below)
            asked.slack.show_modal(asked.body, begun_at(view, asked.origin))
        case None:
            pass
        case Beneath():
            raise TypeError("only a form answers so")
        case _:
            assert_never(answer)


def _show_at_origin(asked: Asked, replacing: Callable[[], Message] | None, below: Callable[[], Message] | None) -> None:
    """Show the change where the form was opened; it is stored, so a failure here doesn't undo it."""
    origin = asked.origin
    if origin.is_home:
        refresh_home(asked)
    if not origin.response_url:
        return
    with showing():
        if replacing:
            (replace_message if origin.is_ephemeral else add_message)(origin.response_url, replacing())
        if below:
            add_message(origin.response_url, below())
