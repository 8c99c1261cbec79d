"""Expected refusals: each has a message for a person. All else that is raised is a fault."""

from collections.abc import Callable, Mapping, Sequence
from typing import TypeVar

from bot.hints import Hint
from bot.model import Model

Value = TypeVar("Value")


class Choice(Model):
    """A way out of a refusal: what its button says, and the line that it logs."""

    label: str
    line: str


class Refusal(Model):
    """A refusal as data: why, what was understood, and what would work.

    `example` is a line that would work, `hint` leads on; `fields` has messages for the fields of a form, by name.
    """

    message: str
    understood: str = ""
    example: str = ""
    hint: Hint | None = None
    choices: Sequence[Choice] = ()
    fields: Mapping[str, str] = {}


class BotError(Exception):
    """Something that was asked for and is refused; nothing was changed."""

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
    """What was asked cannot be read, or breaks a rule that the person can keep."""


class Question(UsageError):
    """What was asked can mean several things; the choices are what it can mean."""


class NotFound(BotError):
    """What was asked for is not there."""


class NotAllowed(BotError):
    """The person may not do that."""


class Conflict(BotError):
    """It was true a moment ago: somebody, or the person themselves, changed it meanwhile."""


class Locked(BotError):
    """The period is closed: what is in it changes only through an override."""


class Unknown(NotFound):
    """The bot does not know who asks."""


class FieldErrors:
    """What is wrong with a form, by field, so that the person hears of all of it at once."""

    def __init__(self, kind: type[BotError] = UsageError) -> None:
        self.kind = kind
        self.found: dict[str, str] = {}

    def ask(self, field: str, rule: Callable[[], Value]) -> Value | None:
        """What the rule gives; where it refuses, its message is the field's. Other refusals than `kind` go on."""
        try:
            return rule()
        except self.kind as error:
            self.found[field] = str(error)
            return None

    def refusal(self) -> UsageError:
        """One refusal with the message of every field."""
        return UsageError(" ".join(self.found.values()), fields=self.found)

    def require_none(self) -> None:
        """Raises the refusal, if anything is wrong."""
        if self.found:
            raise self.refusal()
