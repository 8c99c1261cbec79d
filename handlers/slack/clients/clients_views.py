"""Views of one client: its card, and the lines that its forms repeat."""

from collections.abc import Iterator, Sequence
from datetime import date

from slack_sdk.models.blocks import Block, ButtonElement, ConfirmObject, MarkdownTextObject, SectionBlock
from slack_sdk.models.views import View

from bot.clients.contacts import ContactShown
from bot.clients.contracts import ContractShown, RetainerShown
from bot.desk.client_cards import ClientCard
from bot.rules.kit.durations import format_duration
from bot.rules.people.rates import format_money
from handlers.slack.kit.blocks import (
    Message,
    actions,
    button,
    channel_name,
    cut_markup,
    escape,
    modal,
    quote,
    section,
    slack_id,
)
from handlers.slack.kit.carried import Carried
from storage.words.accounts import ContactChannel, RollOver
from storage.words.platforms import ChannelRef

FIELD_TEXT = 2000
MOST_JOBS = 10
MOST_CONTACTS = 15
MOST_RETAINERS = 5


class OfClient(Carried):
    """The client that a form is about, empty for a new one; `changes` is its contact, contract or retainer, by id."""

    client: str = ""
    changes: str = ""


def card(shown: ClientCard) -> Message:
    """All facts about a client, with the buttons that its reader may use."""
    blocks = [*_facts(shown), *_buttons(shown)]
    return Message(text=escape(f"{shown.code} {shown.name}: {_status(shown)}."), blocks=blocks)


def kept(shown: ClientCard) -> View:
    """The same card in a modal, after a form was saved."""
    return modal("Saved", list(_facts(shown)))


def channel(shown: ChannelRef | None) -> str:
    """A channel as a link, or by its name if we have no id."""
    if shown is None:
        return "–"
    return channel_name(shown) if slack_id(shown) else f"{channel_name(shown)} (invite me there)"


def contract_words(contract: ContractShown, today: date) -> str:
    """A contract on a line or two."""
    parts = [f"from {_day(contract.starts_on)}"]
    if contract.renews_on:
        over = " :warning: that has passed" if contract.renews_on < today else ""
        parts.append(f"renews {_day(contract.renews_on)}{over}")
    if contract.ends_on:
        parts.append(f"{'ended' if contract.ends_on < today else 'ends'} {_day(contract.ends_on)}")
    if contract.notice_days is not None:
        parts.append(f"{contract.notice_days} days’ notice")
    if contract.pricing_model:
        parts.append(contract.pricing_model)
    if contract.payment_days is not None:
        parts.append(f"paid within {contract.payment_days} days")
    return "  ·  ".join(parts)


def retainer_words(retainer: RetainerShown) -> str:
    """A retainer on a line."""
    parts = []
    if retainer.minutes is not None:
        parts.append(f"*{format_duration(retainer.minutes)}* a month")
    if retainer.fee_cents is not None:
        parts.append(f"*{format_money(retainer.fee_cents, retainer.currency)}* a month")
    if retainer.rate_cents is not None:
        parts.append(f"{format_money(retainer.rate_cents, retainer.currency)} an hour beyond")
    if retainer.minutes is not None:
        cap = f" of {format_duration(retainer.cap_minutes)}" if retainer.cap_minutes is not None else ""
        parts.append(f"unused hours: {retainer.roll_over}{cap if retainer.roll_over == RollOver.CAPPED else ''}")
    until = f" to {_day(retainer.ends_on)}" if retainer.ends_on else ""
    words = "  ·  ".join([*parts, f"from {_day(retainer.starts_on)}{until}"])
    return f"{words}  ·  over" if retainer.over else words


def contact_words(contact: ContactShown) -> str:
    """A contact's name, how to reach them, and what they approve, on a line each."""
    addresses = [f"<@{contact.user}>" if contact.user else "", escape(contact.email)]
    return f"*{escape(contact.name)}*  {'  ·  '.join(filter(None, addresses))}\n{_asked(contact)}"


def _asked(contact: ContactShown) -> str:
    where = "in Slack" if contact.prefers == ContactChannel.CHAT else "by e-mail"
    limit = f", up to {format_money(contact.limit_cents, contact.currency)}" if contact.limit_cents is not None else ""
    approves = f"approves {', '.join(contact.approves)}{limit}" if contact.approves else "approves nothing"
    return f"asked {where}  ·  {approves}"


def _facts(shown: ClientCard) -> Iterator[Block]:
    yield section(f"*{escape(shown.code)}  {escape(shown.name)}*\n{_status(shown)}")
    yield SectionBlock(fields=[MarkdownTextObject(text=text) for text in _fields(shown)])
    yield section("*Contract*\n" + (contract_words(shown.contract, shown.today) if shown.contract else "None yet."))
    if shown.retainers:
        now = [each for each in shown.retainers if not each.over] or shown.retainers[:1]
        yield section("*Retainers*\n" + "\n".join(f"•  {retainer_words(each)}" for each in now[:MOST_RETAINERS]))
    yield section("*Contacts*\n" + _contacts(shown.contacts))
    yield section(f"*Open jobs*\n{_jobs(shown)}")
    for title, notes in (("Branding", shown.branding_notes), ("Reporting", shown.reporting_notes)):
        if notes:
            yield section(f"*{title} notes*\n{quote(notes)}")


def _status(shown: ClientCard) -> str:
    look = [shown.colour, "logo" if shown.has_logo else ""]
    parts = ["archived" if shown.archived else shown.status, escape(shown.office), shown.currency, *look]
    return "  ·  ".join(filter(None, parts))


def _fields(shown: ClientCard) -> Iterator[str]:
    minder = f"\n{escape(shown.minder)} stands in today" if shown.minder else ""
    yield f"*Account lead*\n{escape(shown.lead) or ':warning: nobody'}{minder}"
    yield f"*Back-up lead*\n{escape(shown.backup) or '–'}"
    yield f"*Portfolio owner*\n{escape(shown.owner) or '–'}"
    yield cut_markup(f"*Team*\n{escape(', '.join(shown.team)) or '–'}", FIELD_TEXT)
    yield f"*Internal channel*\n{channel(shown.internal_channel)}"
    yield f"*Shared channel*\n{channel(shown.shared_channel)}"


def _contacts(contacts: Sequence[ContactShown]) -> str:
    if not contacts:
        return "Nobody yet: a sign-off needs somebody who approves it."
    lines = [f"•  *{escape(each.name)}*  {_asked(each)}" for each in contacts[:MOST_CONTACTS]]
    more = len(contacts) - MOST_CONTACTS
    return "\n".join([*lines, *([f"and {more} more"] if more > 0 else [])])


def _jobs(shown: ClientCard) -> str:
    if not shown.open_jobs:
        return "None."
    lines = [f"•  *{escape(job.number)}*  {escape(job.title)}  ·  {job.status}" for job in shown.open_jobs[:MOST_JOBS]]
    more = len(shown.open_jobs) - MOST_JOBS
    return "\n".join([*lines, *([f"and {more} more"] if more > 0 else [])])


def _buttons(shown: ClientCard) -> Iterator[Block]:
    row: list[ButtonElement] = []
    if shown.may_open_jobs and not shown.archived:
        row.append(button("Open a job", "desk.open_new_job", shown.id))
    if shown.may_keep and not shown.archived:
        row.append(button("Edit", "clients.edit_client", shown.id))
    if shown.may_keep_contacts and not shown.archived:
        row.append(button("Contacts", "clients.list_contacts", shown.id))
    if shown.may_keep and not shown.archived:
        row += [
            button("Contract", "clients.edit_contract", shown.id),
            button("Retainers", "clients.list_retainers", shown.id),
            button("Branding and notes", "clients.edit_branding", shown.id),
            button("Archive", "desk.archive_client", shown.id, confirm=_confirm_archive(shown)),
        ]
    if shown.may_keep and shown.archived:
        row.append(button("Bring back", "desk.unarchive_client", shown.id, style="primary"))
    if row:
        yield actions(*row)


def _confirm_archive(shown: ClientCard) -> ConfirmObject:
    return ConfirmObject(
        title=f"Archive {shown.code}?"[:100],
        text="It leaves the lists and can be brought back at any time. Nothing is lost.",
        confirm="Archive",
        deny="Keep",
    )


def _day(day: date) -> str:
    return f"{day.day} {day:%b %Y}"
