"""The forms for asking a client for sign-off, and their confirmations."""

from collections.abc import Iterator, Sequence

from slack_sdk.models.blocks import (
    Block,
    DatePickerElement,
    ExternalDataSelectElement,
    Option,
    PlainTextInputElement,
    PlainTextObject,
    RadioButtonsElement,
    StaticMultiSelectElement,
    StaticSelectElement,
    UrlInputElement,
)
from slack_sdk.models.blocks.block_elements import FileInputElement
from slack_sdk.models.views import View

from bot.rules.signoffs.signoffs import LONGEST_NOTE, LONGEST_TITLE, MOST_APPROVERS
from bot.signoffs.forms import ContactFound, SignoffForm, SignoffLine, SignoffsListed
from bot.signoffs.requests import SignoffRequested
from handlers.slack.clients.channels_views import held_back
from handlers.slack.kit.blocks import FIELD, Message, button, context, cut, escape, field, modal, option, section
from handlers.slack.kit.carried import Carried
from handlers.slack.kit.commands import typed
from storage.words.accounts import ContactChannel
from storage.words.signoffs import Quorum, SignoffKind

MOST_OPTIONS = 100
QUORUMS = {
    Quorum.ANY: ("Any one", "The first decision counts"),
    Quorum.ALL: ("All", "Everybody has to approve"),
    Quorum.MAJORITY: ("Majority", "More than half have to approve"),
}
# An estimate is chosen in its own way.
KINDS = [kind for kind in SignoffKind if kind != SignoffKind.ESTIMATE]


class Thing(Carried):
    """A file of a message by its id and name, or a link in it."""

    file: str = ""
    name: str = ""
    link: str = ""


class FromMessage(Carried):
    """The files and links of the message that a form started from."""

    things: Sequence[Thing] = ()


class SignoffOn(Carried):
    """The subject of a sign-off: a job, an estimate, a new version, or a file or link in a message."""

    job: str
    estimate: str = ""
    series: str = ""
    things: Sequence[Thing] = ()


def job_form(things: Sequence[Thing] = ()) -> View:
    """Ask for the job, which determines the client."""
    menu = ExternalDataSelectElement(
        action_id="timekeeping.find_jobs", placeholder="Number, title or client", min_query_length=0
    )
    return modal(
        "Request sign-off",
        [field("job", "For which job?", menu, hint="It says which client is asked.")],
        callback="signoffs.choose_job",
        submit="Next",
        carries=FromMessage(things=things),
    )


def form(form: SignoffForm, things: Sequence[Thing] = ()) -> View:
    """The form for what to sign off, who decides and by when; `things` are the files and links of a message."""
    about = SignoffOn(
        job=form.job.id,
        estimate=form.estimate.id if form.estimate else "",
        series=form.earlier.series_id if form.earlier else "",
        things=things,
    )
    blocks = [
        section(f"*{escape(form.job.number)}* {escape(form.job.title)}  ·  {escape(form.job.client)}"),
        *_what(form, things),
        *_whom(form),
        field("due_on", "Due", DatePickerElement(action_id=FIELD), optional=True, hint=_REMINDED),
        field("note", "Note to the client", _text(LONGEST_NOTE, multiline=True), optional=True),
    ]
    return modal("Request sign-off", blocks, callback="signoffs.save_signoff", submit="Ask the client", carries=about)


def requested(done: SignoffRequested) -> View:
    """Confirm how we ask the client."""
    shown = done.signoff
    chat = [escape(each.name) for each in shown.asked if each.channel == ContactChannel.CHAT]
    mail = [escape(each.name) for each in shown.asked if each.channel == ContactChannel.EMAIL]
    lines = [f":white_check_mark: *{escape(shown.named)}* is on its way to {escape(shown.job.client)}."]
    lines += [f"•  {', '.join(chat)} in the shared channel"] if chat else []
    lines += [f"•  {', '.join(mail)} by e-mail"] if mail else []
    lines += [f"Version {done.closed_version} is closed."] if done.closed_version else []
    lines += [held_back(done.held_back, "I'll message you instead.")] if done.held_back else []
    more = (
        "I remind them before it is due, and tell you once they have decided."
        if shown.due_on
        else ("It has no due date, so nobody is reminded by itself: *Remind now* is on its card.")
    )
    return modal("The client is asked", [section("\n".join(lines)), context(more)])


def listed(found: SignoffsListed, prefix: str) -> Message:
    """The open sign-offs, each with a button that shows its card."""
    command = typed("signoff", prefix)
    if not found.lines:
        text = f"No sign-off is open. `{command} ACME-101` asks for one."
        return Message(text=text, blocks=[section(text)])
    count = len(found.lines) + found.more
    blocks: list[Block] = [section(f"*{count} open sign-off{'' if count == 1 else 's'}*  the soonest due first")]
    blocks += [section(_line(line), button("Open…", "signoffs.show_card", line.id)) for line in found.lines]
    if found.more:
        blocks.append(context(f"… and {found.more} more."))
    return Message(text=f"{count} sign-off{'' if count == 1 else 's'} open.", blocks=blocks)


def help_message(prefix: str) -> Message:
    """The lines that work."""
    command = typed("signoff", prefix)
    lines = (
        f"•  `{command} ACME-101`  asks the client to sign off something of that job",
        f"•  `{command}`  the same for this channel's job, or one that you choose",
        f"•  `{command} list`  all that is open",
        "•  *Request client sign-off* in the menu of a message asks for its file or link",
    )
    text = "\n".join(("*Sign-off*", *lines))
    return Message(text=f"{command} ACME-101 asks the client to sign off.", blocks=[section(text)])


def contact_options(contacts: Sequence[ContactFound]) -> dict[str, Option]:
    """Contacts as choices, by their ids."""
    return {each.id: option(each.name, each.id, each.can) for each in contacts[:MOST_OPTIONS]}


def _what(form: SignoffForm, things: Sequence[Thing]) -> Iterator[Block]:
    if form.estimate:
        yield section(f":page_facing_up: *{escape(form.estimate.label)}*")
        return
    if form.earlier:
        yield section(f"A new version of *{escape(form.earlier.label)}*")
    yield from _things(things) if things else _artefacts(form)
    kinds: dict[SignoffKind, Option] = {kind: option(kind.capitalize(), kind) for kind in KINDS}
    kind = form.earlier.kind if form.earlier else SignoffKind.CONCEPT
    menu = StaticSelectElement(action_id=FIELD, options=list(kinds.values()), initial_option=kinds.get(kind))
    yield field("kind", "Kind", menu)
    title = _text(LONGEST_TITLE, "Spring mailer, front", form.earlier.title if form.earlier else "")
    yield field("title", "What it is", title, optional=bool(form.estimates) and not form.earlier)
    if form.versions and not form.earlier:
        versions = [option(each.label, each.series_id) for each in form.versions]
        menu = StaticSelectElement(action_id=FIELD, options=versions)
        yield field("series", "New version of", menu, optional=True, hint="Leave it empty for something new.")


def _things(things: Sequence[Thing]) -> Iterator[Block]:
    names = [cut(each.name or each.link, 200) for each in things]
    if len(things) == 1:
        yield section(f":page_facing_up: {escape(names[0])}")
        return
    options = [option(name, str(number)) for number, name in enumerate(names)]
    yield field("thing", "File or link", RadioButtonsElement(action_id=FIELD, options=options))


def _artefacts(form: SignoffForm) -> Iterator[Block]:
    if form.estimates and not form.earlier:
        options = [option(each.label, each.id) for each in form.estimates]
        yield field(
            "estimate",
            "An estimate of ours",
            StaticSelectElement(action_id=FIELD, options=options),
            optional=True,
            hint="It has its own name and kind; leave file and link empty.",
        )
    yield field("file", "A file", FileInputElement(action_id=FIELD, max_files=1), optional=True)
    link = UrlInputElement(action_id=FIELD, placeholder=PlainTextObject(text="https://…"))
    yield field("link", "Or a link", link, optional=True)


def _whom(form: SignoffForm) -> Iterator[Block]:
    options = contact_options(form.contacts)
    before = form.earlier.contact_ids if form.earlier else list(options) if len(options) == 1 else []
    chosen = [options[each] for each in before if each in options]
    menu = StaticMultiSelectElement(
        action_id=FIELD,
        options=list(options.values()),
        initial_options=chosen or None,
        max_selected_items=MOST_APPROVERS,
    )
    yield field("approvers", "Who decides", menu)
    quorums = {quorum: option(label, quorum, more) for quorum, (label, more) in QUORUMS.items()}
    quorum = form.earlier.quorum if form.earlier else Quorum.ANY
    radios = RadioButtonsElement(action_id=FIELD, options=list(quorums.values()), initial_option=quorums[quorum])
    yield field("quorum", "How many of them", radios)


def _text(most: int, example: str = "", value: str = "", *, multiline: bool = False) -> PlainTextInputElement:
    return PlainTextInputElement(
        action_id=FIELD,
        placeholder=PlainTextObject(text=example) if example else None,
        initial_value=value or None,
        max_length=most,
        multiline=multiline,
    )


def _line(line: SignoffLine) -> str:
    due = f"due {line.due_on:%a} {line.due_on.day} {line.due_on:%b}" if line.due_on else "no due date"
    late = ":red_circle: " if line.is_overdue else ""
    waiting = escape(", ".join(line.waiting)) or "nobody"
    return f"{late}*{escape(line.named)}*  ·  {escape(line.job)}\n{due}, waits for {waiting}"


_REMINDED = "They are reminded before, and you are told when it is overdue."
