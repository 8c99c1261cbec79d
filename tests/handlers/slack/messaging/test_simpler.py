"""A message that Slack finds fault with is shown in a simpler form."""

from collections.abc import Callable
from typing import Any

import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.models.blocks import DividerBlock, ImageBlock, RawTextObject, TableBlock
from slack_sdk.web import SlackResponse

from handlers.slack.kit.blocks import Message, actions, button, section
from handlers.slack.messaging.simpler import show
from tests.handlers.conftest import Desk, Json, texts

PICTURE = ImageBlock(image_url="https://pictures.example/1.png", alt_text="A chart")
TABLE = TableBlock(rows=[[RawTextObject(text="42")]])
BUTTONS = actions(button("Approve", "signoffs.approve", "1"))
MESSAGE = Message("The text.", [section("*Whole*"), PICTURE, BUTTONS, DividerBlock(), TABLE])


def post(desk: Desk) -> Callable[[Message], SlackResponse]:
    client = desk.outbox.sender.slack.client  # type: ignore[attr-defined]
    return lambda message: client.chat_postMessage(channel="C0STUDIO", **message.payload())


def shown(desk: Desk) -> Json:
    (message,) = desk.person("maya").messages("studio")
    return message


def kinds(message: Json) -> list[str]:
    return [block["type"] for block in message["blocks"]]


@pytest.mark.parametrize("error", ["invalid_blocks", "msg_blocks_too_long", "invalid_attachments"])
def test_it_goes_without_its_table_and_picture_first(desk: Desk, error: str, logged: Callable[[], str]) -> None:
    desk.sandbox.faults.fail_next("chat.postMessage", error=error)
    show(post(desk), MESSAGE)
    message = shown(desk)
    assert kinds(message) == ["section", "actions", "divider", "context"]
    reference = texts(message["blocks"]).rpartition("`")[0].rpartition("`")[2]
    (warning,) = [line for line in logged().splitlines() if "message_simplified" in line]
    assert f'"reference": "{reference}"' in warning
    assert error in warning


def test_then_it_goes_as_text_with_its_buttons(desk: Desk) -> None:
    desk.sandbox.faults.fail_next("chat.postMessage", times=2, error="invalid_blocks")
    show(post(desk), MESSAGE)
    assert kinds(shown(desk)) == ["section", "actions", "context"]
    assert "The text." in texts(shown(desk)["blocks"])


def test_without_a_table_or_picture_text_is_the_next_form(desk: Desk) -> None:
    desk.sandbox.faults.fail_next("chat.postMessage", error="invalid_blocks")
    show(post(desk), Message("The text.", [section("*Whole*"), BUTTONS]))
    assert kinds(shown(desk)) == ["section", "actions", "context"]


@pytest.mark.parametrize(
    "fault", [{"times": 3, "error": "invalid_blocks"}, {"error": "channel_not_found"}, {"status": 429}]
)
def test_what_simpler_forms_do_not_mend_is_raised(desk: Desk, fault: dict[str, Any]) -> None:
    desk.sandbox.faults.fail_next("chat.postMessage", **fault)
    with pytest.raises(SlackApiError):
        show(post(desk), MESSAGE)
    assert desk.person("maya").messages("studio") == []


def test_a_message_that_is_rendered_again_gets_simpler_too(desk: Desk) -> None:
    maya = desk.person("maya")
    maya.direct("2h ACME-101")
    desk.settle()
    maya.click(maya.messages()[-1], "Undo")
    desk.sandbox.faults.fail_next("chat.update", error="invalid_blocks")
    desk.settle()
    assert "Undone" in texts(maya.messages()[-1]["blocks"])
    assert "couldn’t be shown" in texts(maya.messages()[-1]["blocks"])
