"""Form inputs that several features share."""

from collections.abc import Iterable, Sequence
from datetime import date
from enum import StrEnum

from slack_sdk.models.blocks import (
    CheckboxesElement,
    DatePickerElement,
    ExternalDataMultiSelectElement,
    ExternalDataSelectElement,
    InputBlock,
    Option,
    PlainTextInputElement,
    PlainTextObject,
    RadioButtonsElement,
    StaticSelectElement,
)

from bot.clients.clients import Chosen
from bot.people.policies import OfficeShown
from handlers.slack.kit.blocks import FIELD, field, option

MOST_OPTIONS = 100
LINE_TEXT = 200


def text(
    name: str,
    label: str,
    value: str,
    example: str = "",
    *,
    optional: bool = False,
    hint: str = "",
    longest: int = LINE_TEXT,
    lines: bool = False,
) -> InputBlock:
    """A line of text, or several."""
    element = PlainTextInputElement(
        action_id=FIELD,
        initial_value=value or None,
        placeholder=PlainTextObject(text=example) if example else None,
        max_length=longest,
        multiline=lines or None,
    )
    return field(name, label, element, optional=optional, hint=hint)


def day(name: str, label: str, value: date | None, *, optional: bool = False, hint: str = "") -> InputBlock:
    """A date."""
    element = DatePickerElement(action_id=FIELD, initial_date=value.isoformat() if value else None)
    return field(name, label, element, optional=optional, hint=hint)


def words(
    name: str, label: str, choices: type[StrEnum], chosen: StrEnum | None, *, optional: bool = False
) -> InputBlock:
    """One of an enum's words, from a menu."""
    options = {each: option(sentence(each), each) for each in choices}
    initial = options[chosen] if chosen is not None else None
    element = StaticSelectElement(action_id=FIELD, options=list(options.values()), initial_option=initial)
    return field(name, label, element, optional=optional)


def radio(name: str, label: str, labels: dict[str, str], chosen: str, *, hint: str = "") -> InputBlock:
    """One of a few choices."""
    options = {value: option(words, value) for value, words in labels.items()}
    element = RadioButtonsElement(action_id=FIELD, options=list(options.values()), initial_option=options[chosen])
    return field(name, label, element, hint=hint)


def boxes(name: str, label: str, labels: dict[str, str], chosen: Iterable[str] = (), *, hint: str = "") -> InputBlock:
    """Any of a few choices."""
    options = {value: option(words, value) for value, words in labels.items()}
    initial = [options[each] for each in chosen if each in options]
    element = CheckboxesElement(action_id=FIELD, options=list(options.values()), initial_options=initial or None)
    return field(name, label, element, optional=True, hint=hint)


def office(name: str, offices: Sequence[OfficeShown], chosen: str, *, optional: bool = False) -> InputBlock:
    """An office."""
    options = {each.id: option(each.name, each.id) for each in offices[:MOST_OPTIONS]}
    element = StaticSelectElement(action_id=FIELD, options=list(options.values()), initial_option=options.get(chosen))
    return field(name, "Office", element, optional=optional)


def person(name: str, label: str, chosen: Chosen | None, *, hint: str = "") -> InputBlock:
    """One of the agency's people, or nobody."""
    element = ExternalDataSelectElement(
        action_id="admin.find_people",
        placeholder="Type a name",
        min_query_length=0,
        initial_option=chosen_option(chosen) if chosen else None,
    )
    return field(name, label, element, optional=True, hint=hint)


def people(name: str, label: str, chosen: Sequence[Chosen], *, hint: str = "") -> InputBlock:
    """Any of the agency's people."""
    element = ExternalDataMultiSelectElement(
        action_id="admin.find_people",
        placeholder="Type a name",
        min_query_length=0,
        initial_options=[chosen_option(each) for each in chosen] or None,
    )
    return field(name, label, element, optional=True, hint=hint)


def chosen_option(person: Chosen) -> Option:
    """A person as the option that a menu starts with."""
    return option(person.name, person.id)


def sentence(words: str) -> str:
    """Words with a capital first letter."""
    return f"{words[:1].upper()}{words[1:]}"
