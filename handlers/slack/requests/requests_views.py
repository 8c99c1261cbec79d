"""Views of clients' requests."""

from collections.abc import Iterator

from slack_sdk.models.blocks import (
    Block,
    ButtonElement,
    ExternalDataSelectElement,
    InputBlock,
    InteractiveElement,
)
from slack_sdk.models.views import View

from bot.clients.clients import Chosen
from bot.requests.forms import RequestForm
from bot.requests.lists import RequestsListed
from bot.requests.requests import RequestShown
from bot.rules.kit.dates import describe_day
from bot.rules.requests.requests import LONGEST_OUTCOME, LONGEST_TEXT
from handlers.slack.kit import inputs
from handlers.slack.kit.blocks import (
    Message,
    actions,
    button,
    context,
    cut,
    escape,
    field,
    modal,
    option,
    quote,
    section,
)
from handlers.slack.kit.carried import Carried
from handlers.slack.kit.commands import typed
from storage.words.accounts import RequestScope, RequestStatus

MOST_SAID = 200
TEXT = 300
SEEN = "The client's version of the status report shows these words"
MARKS = {RequestScope.IN: ":white_circle:", RequestScope.OUT: ":large_orange_circle:", RequestScope.OPEN: ":question:"}
SCOPES = {each.value: inputs.sentence(each) for each in (RequestScope.OPEN, RequestScope.IN, RequestScope.OUT)}
STATUSES = {RequestStatus.DONE.value: "Done", RequestStatus.DROPPED.value: "Dropped: it won't be done"}


class Tracked(Carried):
    """The request that a form is about (empty for a new one), and the address of the client's message."""

    request: str = ""
    link: str = ""


class ListPage(Carried):
    """A page of the requests that a line asks for."""

    page: int
    said: str


def form(shown: RequestForm) -> View:
    """The form of a request, new or existing."""
    kept = shown.request
    blocks: list[Block] = [
        *([_tracked(shown.tracked)] if shown.tracked else []),
        _search("client", "Client", "desk.find_job_clients", shown.client),
        inputs.text("text", "What they ask for", shown.text, longest=LONGEST_TEXT, lines=True, hint=SEEN),
        _search("owner", "Owner", "admin.find_people", shown.owner, "Who sees to it, and hears when it is overdue"),
        inputs.day("due_on", "Due", kept.due_on if kept else None, optional=True),
        inputs.radio("scope", "Scope", SCOPES, kept.scope.value if kept else RequestScope.OPEN.value),
        _job(shown),
    ]
    if shown.link:
        blocks.append(context(f"Kept with <{escape(shown.link)}|the message that asked>."))
    title = "Edit request" if kept else "Track client request"
    about = Tracked(request=kept.id if kept else "", link=shown.link)
    return modal(title, blocks, callback="requests.save_request", submit="Save" if kept else "Track", carries=about)


def saved(done: RequestShown, prefix: str) -> View:
    """Confirm a saved request; one out of scope has a button for a Revised Estimate."""
    blocks: list[Block] = [section("\n".join(_lines(done)))]
    if done.scope == RequestScope.OUT:
        blocks += list(_estimate(done, prefix))
    return modal("Request tracked", blocks)


def listed(done: RequestsListed, prefix: str) -> Message:
    """Requests, each with its buttons."""
    command = typed("request", prefix)
    head = _head(done)
    row = actions(button("Track a request", "requests.open_new_request", "new"), *_turns(done))
    others = ", ".join(f"`{command} {each}`" for each in ("all", "ACME", "overdue", "closed"))
    hint = f"{others}  ·  *Track client request* on a message"
    if not done.requests:
        return Message(text=head, blocks=[section(f"*{head}*"), row, context(hint)])
    blocks: list[Block] = [section(f"*{head}*")]
    for each in done.requests:
        blocks.append(section("\n".join(_lines(each))))
        if each.status == RequestStatus.OPEN:
            blocks.append(actions(*_buttons(each)))
    if done.pages > 1:
        blocks.append(context(f"Page {done.page + 1} of {done.pages}"))
    return Message(text=head, blocks=[*blocks, row, context(hint)])


def overdue(shown: RequestShown) -> Message:
    """An overdue request, for its owner or for the client's lead."""
    due = describe_day(shown.due_on, shown.today) if shown.due_on else ""
    if shown.status != RequestStatus.OPEN:
        text = f"A request of {escape(shown.client)} that was due {due} is {shown.status} by now."
        return Message(text=text, blocks=[section(f":white_check_mark: {text}")])
    text = f"A request of {escape(shown.client)} was due {due} and is still open."
    return Message(
        text=text,
        blocks=[section(f":hourglass: {text}\n" + "\n".join(_lines(shown))), actions(*_buttons(shown))],
    )


def close_form(shown: RequestShown) -> View:
    """The form that asks how a request ended."""
    blocks: list[Block] = [
        section("\n".join(_lines(shown))),
        inputs.radio("status", "What became of it?", STATUSES, RequestStatus.DONE.value),
        inputs.text(
            "outcome", "In a few words", "", "sent on Tuesday", longest=LONGEST_OUTCOME, optional=True,
            hint="Needed where it is dropped",
        ),
    ]  # fmt: skip
    about = Tracked(request=shown.id)
    return modal("Close request", blocks, callback="requests.close_request", submit="Close it", carries=about)


def closed(done: RequestShown) -> View:
    """Confirm that a request was closed."""
    said = f": {escape(done.outcome)}" if done.outcome else ""
    words = f":white_check_mark: *{done.status.capitalize()}*{said}\n{quote(done.text, TEXT)}"
    return modal("Request closed", [section(words)])


def help_message(prefix: str) -> Message:
    """The lines that work."""
    command = typed("request", prefix)
    lines = (
        f"•  `{command}`  yours that are open",
        f"•  `{command} ACME`  a client's; `{command} all` everybody's",
        f"•  `{command} overdue`  what should be done by now; `{command} ACME overdue`",
        f"•  `{command} closed`  what became of earlier ones",
        f"•  `{command} new`  tracks one that came by phone",
    )
    hint = "On a message: *More actions* → *Track client request*."
    text = f"Requests work like this: {command} ACME"
    return Message(text=text, blocks=[section("*Clients' requests*\n" + "\n".join(lines)), context(hint)])


def _head(done: RequestsListed) -> str:
    count = done.total
    kind = "closed" if done.asked.closed else "overdue" if done.asked.overdue else "open"
    whose = f" of {escape(done.about)}" if done.about else " of yours"
    whose += " that are yours" if done.about and done.asked.is_own else ""
    return f"{count or 'No'} {kind} request{'' if count == 1 else 's'}{whose}"


def _lines(each: RequestShown) -> Iterator[str]:
    due = f"due {describe_day(each.due_on, each.today)}" if each.due_on else "no due date"
    facts = [each.client, each.owner, f"{due}, overdue" if each.overdue else due, each.scope.value]
    facts += [each.job.number] if each.job else []
    yield quote(each.text, TEXT)
    yield f"{MARKS[each.scope]}  {escape('  ·  '.join(facts))}"
    link = f" from <{escape(each.link)}|the message>" if each.link else ""
    yield f"Tracked {describe_day(each.made_on, each.today)} by {escape(each.made_by)}{link}"
    if each.status != RequestStatus.OPEN:
        on = f", {describe_day(each.closed_on, each.today)}" if each.closed_on else ""
        by = f"  ·  {escape(each.closed_by)}{on}" if each.closed_by else ""
        yield f"*{each.status.capitalize()}*{': ' + escape(each.outcome) if each.outcome else ''}{by}"
    if each.estimate:
        yield f":page_facing_up: {escape(each.estimate)}"


def _buttons(each: RequestShown) -> list[InteractiveElement]:
    row: list[InteractiveElement] = [
        button("Close", "requests.open_close", each.id),
        button("Edit", "requests.edit_request", each.id),
    ]
    if _may_revise(each) and each.job:
        row.append(_revise(each, each.job.id))
    return row


def _revise(each: RequestShown, job_id: str, style: str | None = None) -> ButtonElement:
    """A button that drafts a Revised Estimate or, once there is one, opens it."""
    if each.estimate:
        return button("Revised Estimate", "estimates.open_estimate", job_id, style)
    return button("Revised Estimate", "requests.revise_estimate", each.id, style)


def _turns(done: RequestsListed) -> list[InteractiveElement]:
    turns = (("Earlier", done.page - 1), ("More", done.page + 1))
    said = cut(done.said, MOST_SAID)
    return [
        button(label, f"requests.turn_requests.{page}", ListPage(page=page, said=said))
        for label, page in turns
        if 0 <= page < done.pages
    ]


def _tracked(before: RequestShown) -> Block:
    words = f":information_source: {escape(before.made_by)} tracked this message already ({before.status}):"
    return section(f"{words}\n{quote(before.text, TEXT)}\nTrack it again where it asks for something else too.")


def _estimate(done: RequestShown, prefix: str) -> Iterator[Block]:
    if _may_revise(done) and done.job:
        if not done.estimate:
            number = escape(done.job.number)
            yield section(f"No estimate covers it. A Revised Estimate of {number} asks the client first.")
        yield actions(_revise(done, done.job.id, "primary"))
    elif done.estimate:
        return
    elif done.job is None:
        edit = f"*Edit* in `{typed('request', prefix)}`"
        yield context(f"No estimate covers it. Name its job ({edit}) and I offer a Revised Estimate.")
    else:
        yield context(f"No estimate covers it. {escape(done.owner)} can ask the account desk for a Revised Estimate.")


def _may_revise(each: RequestShown) -> bool:
    return each.scope == RequestScope.OUT and each.job_billable and each.may_estimate


def _search(name: str, label: str, action: str, chosen: Chosen | None, hint: str = "") -> InputBlock:
    initial = inputs.chosen_option(chosen) if chosen else None
    element = ExternalDataSelectElement(
        action_id=action, placeholder="Type a name", min_query_length=0, initial_option=initial
    )
    return field(name, label, element, hint=hint)


def _job(shown: RequestForm) -> InputBlock:
    element = ExternalDataSelectElement(
        action_id="timekeeping.find_jobs",
        placeholder="Number or title",
        min_query_length=0,
        initial_option=option(f"{shown.job.number} {shown.job.title}", shown.job.id) if shown.job else None,
    )
    return field("job", "Job", element, optional=True, hint="Where one is meant; a Revised Estimate is of a job")
