"""Expected refusals, each with a message for a person. Anything else that is raised is a bug."""

from collections.abc import Callable, Mapping, Sequence
from typing import TypeVar

from bot.hints import Hint
from bot.model import Model

Value = TypeVar("Value")


class Choice(Model):
    """A way out of a refusal: the label of its button, and the line that it logs."""

    label: str
    line: str


class Refusal(Model):
    """A refusal as data: the reason, the part that was understood, and something that would work.

    `example` is a line that would work, `hint` the next step; `fields` has messages for a form's fields, by name.
    """

    message: str
    understood: str = ""
    example: str = ""
    hint: Hint | None = None
    choices: Sequence[Choice] = ()
    fields: Mapping[str, str] = {}


class BotError(Exception):
    """A refused request; nothing was changed."""

    def __init__(
        self,
        message: str,
        *,
        understood: str = "",
        example: str = "",
        hint: Hint | None = None,
        choices: Sequence[Choice] = (),
        fields: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(message)
        self.refusal = Refusal(
            message=message,
            understood=understood,
            example=example,
            hint=hint,
            choices=choices,
            fields=fields or {},
        )


class UsageError(BotError):
    """The request can't be read, or breaks a rule that the person can follow."""


class Question(UsageError):
    """The request can mean several things; the choices list them."""


class NotFound(BotError):
    """The bot can't find the thing that was asked for."""


class NotAllowed(BotError):
    """The person may not do that."""


class Conflict(BotError):
    """The request is out of date: somebody, maybe the person themselves, has changed the thing since."""


class Locked(BotError):
    """The period is closed: its entries change only through an override."""


class Unknown(NotFound):
    """The bot doesn't know the person who asks."""


class FieldErrors:
    """The problems of a form, by field, so that the person sees all of them at once."""

    def __init__(self, kind: type[BotError] = UsageError) -> None:
        self.kind = kind
        self.found: dict[str, str] = {}

    def ask(self, field: str, rule: Callable[[], Value]) -> Value | None:
        """Return the rule's result; if it refuses with `kind`, keep the message for the field and return None."""
        try:
            return rule()
        except self.kind as error:
            self.found[field] = str(error)
            return None

    def refusal(self) -> UsageError:
        """Return one refusal with the message of every field."""
        return UsageError(" ".join(self.found.values()), fields=self.found)

    def require_none(self) -> None:
        """Raise the refusal if any field has a problem."""
        if self.found:
            raise self.refusal()
