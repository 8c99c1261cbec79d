"""Views of client health notes."""

from slack_sdk.models.blocks import Block, ButtonElement
from slack_sdk.models.views import View

from bot.accounts.health_notes import HealthShown, HealthsShown
from bot.rules.kit.periods import describe_month
from handlers.slack.kit import inputs
from handlers.slack.kit.blocks import Message, actions, button, context, cut, escape, modal, section
from handlers.slack.kit.carried import Carried
from handlers.slack.kit.commands import typed
from storage.words.accounts import Mood

MARKS = {Mood.DELIGHTED: ":sparkles:", Mood.CONTENT: ":slightly_smiling_face:"}
MARKS |= {Mood.UNEASY: ":neutral_face:", Mood.AT_RISK: ":rotating_light:"}
LONGEST = 500
WORDS = 200
# A morning message has room for this many, next to everything else.
MOST_ASKED = 8


class HealthPage(Carried):
    """A page of a month's notes."""

    month: str
    page: int


class NoteOf(Carried):
    """The note of a client, in a month."""

    client: str
    month: str


def listed(shown: HealthsShown, prefix: str) -> Message:
    """The notes of a month; those that nobody has written yet are marked."""
    month = describe_month(shown.month)
    blocks: list[Block] = [section(f"*Client health, {month}*")]
    blocks += [section(_words(each), _write(each, style=None) if shown.may_write else None) for each in shown.notes]
    if not shown.notes:
        blocks.append(section("There is no active client yet."))
    turns = [
        button(label, f"accounts.turn_health_notes.{page}", HealthPage(month=shown.month, page=page))
        for label, page in (("Earlier", shown.page - 1), ("More", shown.page + 1))
        if 0 <= page < shown.pages
    ]
    if turns:
        blocks.append(actions(*turns))
    command = typed("health", prefix)
    blocks.append(context(f"`{command} ACME` writes a note at any time  ·  `{command} 2026-10` shows another month"))
    return Message(text=f"Client health, {month}.", blocks=blocks)


def asked(shown: HealthsShown, prefix: str) -> Message:
    """The monthly request to a lead, with all of their clients in one message."""
    open_ones = [each for each in shown.notes if each.mood is None]
    month = describe_month(shown.month)
    if not open_ones:
        text = f"All your health notes for {month} are written. Thank you!"
        return Message(text=text, blocks=[section(f":white_check_mark: {text}")])
    names = ", ".join(each.code for each in open_ones)
    text = f"{month} ends soon: how are your clients? Still to write: {names}."
    blocks: list[Block] = [section(f":stethoscope: *{month} ends soon: how are your clients?* A minute each will do.")]
    blocks += [section(_words(each), _write(each)) for each in shown.notes[:MOST_ASKED]]
    if len(shown.notes) > MOST_ASKED:
        blocks.append(
            context(f"and {len(shown.notes) - MOST_ASKED} more: `{typed('health', prefix)}` lists all of them.")
        )
    return Message(text=escape(text), blocks=blocks)


def form(shown: HealthShown) -> View:
    """The form of a note."""
    return modal(
        f"{shown.code} health",
        [
            context(f"{escape(shown.client)}  ·  {describe_month(shown.month)}"),
            inputs.words("mood", "Mood: how they feel about us", Mood, shown.mood),
            inputs.text(
                "relationship",
                "Value of the relationship",
                shown.value,
                "What it is worth, to them and to us",
                longest=LONGEST,
                lines=True,
            ),
            inputs.text(
                "risks", "Risks", shown.risks, "What could go wrong", optional=True, longest=LONGEST, lines=True
            ),
            inputs.text("next_move", "Next move", shown.next_move, "Lunch with Dana on the 9th", longest=LONGEST),
        ],
        callback="accounts.save_health_note",
        submit="Save",
        carries=NoteOf(client=shown.client_id, month=shown.month),
    )


def kept(shown: HealthShown) -> View:
    """Confirm a saved note."""
    return modal("Saved", [section(f":white_check_mark: {_words(shown)}")])


def _words(each: HealthShown) -> str:
    head = f"*{escape(each.code)}* {escape(each.client)}"
    if each.mood is None:
        return f"{head}\n_Not written yet_{f'  ·  {escape(each.by)}' if each.by else '  ·  nobody leads it'}"
    when = f" on {each.on.day} {each.on:%b}" if each.on else ""
    lines = [f"{head}  ·  {MARKS[each.mood]} *{each.mood}*", escape(cut(each.value, WORDS))]
    if each.risks:
        lines.append(f"Risks: {escape(cut(each.risks, WORDS))}")
    lines.append(f"Next: {escape(cut(each.next_move, WORDS))}")
    return "\n".join([*lines, f"_{escape(each.by)}{when}_"])


def _write(each: HealthShown, style: str | None = "primary") -> ButtonElement:
    label, note = "Change" if each.mood else "Write", NoteOf(client=each.client_id, month=each.month)
    return button(label, "accounts.write_health_note", note, None if each.mood else style)
