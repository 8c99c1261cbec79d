"""An admin's views of the agency's people."""

from collections.abc import Iterator

from slack_sdk.models.blocks import Block, ButtonElement, ExternalDataSelectElement, SectionBlock
from slack_sdk.models.views import View

from bot.admin.people_sync import StaffTold
from bot.admin.staff import StaffForm, StaffLine, StaffListed
from bot.rules.people.rates import MINUTES_AN_HOUR
from handlers.slack.kit import inputs
from handlers.slack.kit.blocks import Message, actions, button, context, cut, escape, modal, section
from handlers.slack.kit.carried import Carried
from handlers.slack.kit.commands import typed
from storage.words.time import Role

ADMIN, LEFT = "admin", "left"
PORTFOLIO_TEXT = 200


class OfPerson(Carried):
    """The person that a form is about."""

    person: str


def listed(shown: StaffListed, told: str = "") -> View:
    """A page of people, each with a way to change them."""
    find = ExternalDataSelectElement(
        action_id="admin.edit_found_person", placeholder="Find somebody", min_query_length=0
    )
    pages = f"  ·  page {shown.page + 1} of {shown.pages}" if shown.pages > 1 else ""
    blocks: list[Block] = [section(told)] if told else []
    blocks += [section(f"*{shown.total} people*{pages}"), actions(find), *map(_line, shown.people)]
    if buttons := list(_pages(shown)):
        blocks.append(actions(*buttons))
    return modal("People", blocks)


def form(form: StaffForm) -> View:
    """The form for one of the agency's people."""
    blocks: list[Block] = []
    if form.linked:
        blocks += [
            section(f"*{escape(form.name)}*  {escape(form.email)}"),
            context("Name, e-mail and zone come from Slack."),
        ]
    else:
        blocks += [
            inputs.text("name", "Name", form.name),
            inputs.text("email", "E-mail", form.email, hint="The one of their Slack account: I know them by it"),
        ]
    rights = {ADMIN: "Admin of Jobjacket", LEFT: "No longer works here"}
    chosen = [name for name, is_so in ((ADMIN, form.is_admin), (LEFT, form.has_left)) if is_so]
    blocks += [
        inputs.words("role", "Role", Role, form.role),
        inputs.person("supervisor", "Supervisor", form.supervisor),
        inputs.office("office", form.offices, form.office),
        inputs.text("hours_a_day", "Hours expected a day", f"{form.minutes_a_day / MINUTES_AN_HOUR:g}", "7.5"),
        inputs.boxes("rights", "Standing", rights, chosen, hint="Who left keeps all of their time"),
        actions(button("Rates", "admin.open_rates", form.id)),
    ]
    return modal(
        "Change a person", blocks, callback="admin.save_person", submit="Save", carries=OfPerson(person=form.id)
    )


def moved(told: StaffTold, prefix: str) -> Message:
    """Tell admins that somebody's Slack account was deactivated, or is back."""
    name = escape(told.name)
    if told.back:
        words = f"*{name}* is back in Slack, so I count them as working here again."
        return Message(text=words.replace("*", ""), blocks=[section(f":wave: {words}")])
    words = f"*{name}*’s Slack account was deactivated, so I count them as gone. All of their time is kept."
    lines = [f"•  {escape(code)}: {_minder(minder)}" for code, minder in told.clients.items()]
    if lines:
        lines.insert(0, "They lead:")
    if told.reports:
        many = f"{told.reports} people report" if told.reports > 1 else "1 person reports"
        lines.append(f"{many} to them: choose another supervisor in *People* on your Home.")
    blocks: list[Block] = [section("\n".join([f":door: {words}", *lines]))]
    if told.clients:
        blocks.append(context(f"`{typed('client', prefix)} {escape(next(iter(told.clients)))}` names another lead."))
    return Message(text=words.replace("*", ""), blocks=blocks)


def _minder(minder: str) -> str:
    return f"{escape(minder)} stands in" if minder else ":warning: nobody stands in"


def _line(person: StaffLine) -> SectionBlock:
    marks = ["admin" if person.is_admin else "", "left" if person.left else ""]
    marks.append("" if person.linked or person.left else "not seen in Slack yet")
    facts = "  ·  ".join(filter(None, [person.role, escape(person.office), *marks]))
    boss = f"reports to {escape(person.supervisor)}" if person.supervisor else ""
    owns = f"portfolio: {escape(cut(', '.join(person.portfolio), PORTFOLIO_TEXT))}" if person.portfolio else ""
    more = "  ·  ".join(filter(None, [boss, owns]))
    return section(
        f"*{escape(person.name)}*  {facts}\n{more}".rstrip(), button("Change", "admin.edit_person", person.id)
    )


def _pages(shown: StaffListed) -> Iterator[ButtonElement]:
    if shown.page > 0:
        yield button("Earlier", "admin.turn_people.earlier", str(shown.page - 1))
    if shown.page + 1 < shown.pages:
        yield button("More", "admin.turn_people.later", str(shown.page + 1))
