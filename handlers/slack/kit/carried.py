"""Data that forms and buttons carry, typed: packed into Slack's strings here, and unpacked again."""

from typing import Self

from slack_sdk.models.views import View

from bot.model import Model


class Carried(Model):
    """Data carried by a form or a button. A button's value takes 2,000 characters, a menu's option 150."""

    def packed(self) -> str:
        """Return the text for Slack to keep; default values are left out."""
        return self.model_dump_json(exclude_defaults=True)

    @classmethod
    def unpacked(cls, text: str) -> Self:
        """Return the unpacked data. Raises pydantic.ValidationError."""
        return cls.model_validate_json(text or "{}")


class Origin(Carried):
    """The place where a form was opened: a command or ephemeral message (`response_url`), a posted message, or Home."""

    response_url: str = ""
    is_ephemeral: bool = False
    is_home: bool = False
    channel: str = ""
    message: str = ""


class Metadata(Carried):
    """A modal's private metadata: the room's data, and the place where the form was opened."""

    carried: str = ""
    origin: Origin = Origin()


def carrying(carried: Carried | None) -> str:
    """Return the private metadata of a modal that carries this data."""
    return Metadata(carried=carried.packed()).packed() if carried else ""


def begun_at(view: View, origin: Origin) -> View:
    """Return the modal with the place where it was opened."""
    kept = Metadata.unpacked(view.private_metadata or "")
    view.private_metadata = kept.model_copy(update={"origin": origin}).packed()
    return view
