"""What forms and buttons carry along, typed: it is packed into Slack's strings here, and read back from them."""

from typing import Self

from slack_sdk.models.views import View

from bot.model import Model


class Carried(Model):
    """What a form or a button carries along. A button's value takes 2,000 characters, a menu's option 150."""

    def packed(self) -> str:
        """The text that Slack keeps; what is as it is by default is left out."""
        return self.model_dump_json(exclude_defaults=True)

    @classmethod
    def unpacked(cls, text: str) -> Self:
        """What was packed. Raises pydantic.ValidationError."""
        return cls.model_validate_json(text or "{}")


class Origin(Carried):
    """Where a form was opened: behind a command or an ephemeral message (`response_url`), at a posted one, on Home."""

    response_url: str = ""
    is_ephemeral: bool = False
    is_home: bool = False
    channel: str = ""
    message: str = ""


class Metadata(Carried):
    """A modal's private metadata: what the room carries, and where the form was opened."""

    carried: str = ""
    origin: Origin = Origin()


def carrying(carried: Carried | None) -> str:
    """The private metadata of a modal that carries this."""
    return Metadata(carried=carried.packed()).packed() if carried else ""


def begun_at(view: View, origin: Origin) -> View:
    """The modal, remembering where it was opened."""
    kept = Metadata.unpacked(view.private_metadata or "")
    view.private_metadata = kept.model_copy(update={"origin": origin}).packed()
    return view
