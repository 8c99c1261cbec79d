"""Views of leave."""

from slack_sdk.models.blocks import Block, ButtonElement, DatePickerElement, RadioButtonsElement
from slack_sdk.models.views import View

from bot.leave.leave import LeaveCancelled, LeaveListed, LeaveShown, LeaveTaken
from bot.rules.kit.dates import describe_day
from bot.rules.leave.leave import EXAMPLES
from handlers.slack.kit.blocks import FIELD, Message, actions, button, context, escape, field, modal, option, section
from handlers.slack.kit.commands import typed
from storage.words.time import DayPart

PART_LABELS = {
    DayPart.WHOLE: "Whole days",
    DayPart.MORNING: "The morning of one day",
    DayPart.AFTERNOON: "The afternoon of one day",
    DayPart.HALF: "Half of one day",
}
MOST_LISTED = 20


def taken(done: LeaveTaken) -> Message:
    """Leave in its current state, with its button while it counts."""
    if isinstance(done, LeaveCancelled) or done.leave.cancelled:
        return _message(f":leftwards_arrow_with_hook: *Cancelled:* ~{_when(done)}~", _told(done, "hears of it"))
    words = f":palm_tree: *You are off {_when(done)}*  ·  {length(done.leave)}"
    message = _message(words, _told(done, "is told"))
    return Message(text=message.text, blocks=[*message.blocks, actions(_cancel(done.leave))])


def taken_modal(done: LeaveTaken) -> View:
    """The same as a modal, after the form was saved."""
    return modal("Time off", taken(done).blocks)


def listed(done: LeaveListed, prefix: str) -> Message:
    """A person's leave, each with its button."""
    if not done.leave:
        example = f"{typed('timeoff', prefix)} {EXAMPLES[0]}"
        return _message("You have no time off on record, lately or to come.", f"To take some: `{example}`")
    blocks: list[Block] = [section("*Your time off*")]
    blocks += [
        section(f":palm_tree: *{span(leave, done)}*  ·  {length(leave)}", _cancel(leave))
        for leave in done.leave[:MOST_LISTED]
    ]
    if len(done.leave) > MOST_LISTED:
        blocks.append(context(f"… and {len(done.leave) - MOST_LISTED} later ones."))
    return Message(text=f"Your time off: {len(done.leave)} on record.", blocks=blocks)


def help_message(prefix: str) -> Message:
    """The lines that work."""
    command = typed("timeoff", prefix)
    lines = [f"•  `{command} {example}`" for example in EXAMPLES]
    lines += [f"•  `{command} 2026-12-24 - 2027-01-02`", f"•  `{command} list`  what you have, with *Cancel*"]
    lines += [f"•  `{command} cancel 24 Dec`", f"•  `{command}`  opens a form"]
    return Message(text=f"Take time off like this: {command} {EXAMPLES[0]}", blocks=[section("\n".join(lines))])


def form(today: str) -> View:
    """The form for leave; `today` is the asker's own (ISO)."""
    labels = {part: option(label, part) for part, label in PART_LABELS.items()}
    picker = DatePickerElement(action_id=FIELD, initial_date=today)
    part = RadioButtonsElement(action_id=FIELD, options=list(labels.values()), initial_option=labels[DayPart.WHOLE])
    return modal(
        "Time off",
        [
            field("first", "First day", picker),
            field("last", "Last day", DatePickerElement(action_id=FIELD, initial_date=today)),
            field("part", "How much", part),
            context("Your supervisor is told. Deadlines for your time wait until you are back."),
        ],
        callback="leave.save_leave",
        submit="Take it",
    )


def leave_message(done: LeaveTaken) -> Message:
    """Leave of a person who reports to the reader."""
    leave = done.leave
    name, when = escape(leave.person), span(leave, done)
    if leave.cancelled:
        words = f":leftwards_arrow_with_hook: *{name}* is not off after all: ~{when}~ is cancelled."
        return Message(text=f"{name} is not off after all: {when} is cancelled.", blocks=[section(words)])
    words = f":palm_tree: *{name}* is off {when}  ·  {length(leave)}"
    return Message(text=f"{name} is off {when}, {length(leave)}.", blocks=[section(words)])


def span(leave: LeaveShown, at: LeaveTaken | LeaveListed) -> str:
    """From when to when: `Thu 24 Dec – Sat 2 Jan 2027`, `tomorrow (morning)`."""
    first = describe_day(leave.first, at.today)
    if leave.part != DayPart.WHOLE:
        return f"{first} ({leave.part})"
    return first if leave.first == leave.last else f"{first} – {describe_day(leave.last, at.today)}"


def length(leave: LeaveShown) -> str:
    """How much work time it takes."""
    if leave.part != DayPart.WHOLE:
        return "half a business day" if leave.business_days else "no business day"
    return f"{leave.business_days} business day{'' if leave.business_days == 1 else 's'}"


def _when(done: LeaveTaken) -> str:
    return span(done.leave, done)


def _told(done: LeaveTaken, what: str) -> str:
    if done.told:
        return f"{escape(done.told)} {what}."
    return "You have no supervisor on record, so nobody else is told."


def _cancel(leave: LeaveShown) -> ButtonElement:
    return button("Cancel", "leave.cancel_leave", leave.id)


def _message(words: str, small: str) -> Message:
    plain = words.replace("*", "").replace("~", "")
    text = plain.partition(": ")[2] if plain.startswith(":") else plain
    return Message(text=text, blocks=[section(words), context(small)])
