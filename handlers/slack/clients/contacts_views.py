"""The forms of a client's contacts."""

from collections.abc import Iterator

from slack_sdk.models.blocks import Block, ConfirmObject, ExternalDataSelectElement, Option
from slack_sdk.models.views import View

from bot.clients.contacts import ContactForm, ContactShown, ContactsShown
from bot.people.people import Profile
from bot.rules.people.rates import format_cents
from handlers.slack.clients.clients_views import OfClient, contact_words
from handlers.slack.kit import inputs
from handlers.slack.kit.blocks import actions, button, context, field, modal, option, section, slack_id
from storage.words.accounts import ContactChannel
from storage.words.signoffs import SignoffKind

CHANNELS: dict[str, str] = {ContactChannel.CHAT: "In Slack", ContactChannel.EMAIL: "By e-mail"}
# Each takes two blocks.
MOST_CONTACTS = 40


def contacts(shown: ContactsShown, told: str = "") -> View:
    """A client's contacts, each with its buttons."""
    blocks: list[Block] = [section(told)] if told else []
    blocks += [block for each in shown.contacts[:MOST_CONTACTS] for block in _contact(each)]
    if not shown.contacts:
        blocks.append(section("Nobody yet. A sign-off needs somebody at the client who approves it."))
    blocks.append(actions(button("Add a contact", "clients.add_contact", "new", style="primary")))
    return modal(f"{shown.code} contacts", blocks, carries=OfClient(client=shown.client_id))


def form(form: ContactForm) -> View:
    """The form for a contact."""
    kept = form.contact
    limit = "" if kept is None or kept.limit_cents is None else format_cents(kept.limit_cents)
    blocks: list[Block] = [
        inputs.text("name", "Name", kept.name if kept else "", "Dana Whitfield"),
        inputs.text("email", "E-mail", kept.email if kept else "", "dana@acme.com", optional=True),
    ]
    if slack_id(form.shared_channel):
        hint = "Somebody in the channel that you share with the client"
        blocks.append(field("chat", "Slack account", _account(kept), optional=True, hint=hint))
    else:
        blocks.append(context("To choose their Slack account, set the channel that is shared with the client first."))
    blocks += [
        inputs.radio("prefers", "Asked", CHANNELS, kept.prefers if kept else ContactChannel.EMAIL),
        inputs.boxes(
            "approves",
            "May approve",
            {each: inputs.sentence(each) for each in SignoffKind},
            kept.approves if kept else (),
        ),
        inputs.text("limit", f"Up to, in {form.currency}", limit, "20,000", optional=True, hint="Empty: any amount"),
    ]
    return modal(
        f"{form.code} contact",
        blocks,
        callback="clients.save_contact",
        submit="Save" if kept else "Add",
        carries=OfClient(client=form.client_id, changes=kept.id if kept else ""),
    )


def account_option(profile: Profile) -> Option:
    """Somebody's Slack account as a choice of the menu."""
    return option(profile.name, f"{profile.address.workspace}:{profile.address.user}", profile.email or None)


def _account(kept: ContactShown | None) -> ExternalDataSelectElement:
    initial = option(kept.name, f"{kept.workspace}:{kept.user}") if kept and kept.user else None
    return ExternalDataSelectElement(
        action_id="clients.find_accounts", placeholder="Type a name", min_query_length=0, initial_option=initial
    )


def _contact(contact: ContactShown) -> Iterator[Block]:
    yield section(contact_words(contact))
    confirm = ConfirmObject(
        title="Remove them?",
        text="They are asked no more. What they decided stays on record.",
        confirm="Remove",
        deny="Keep",
    )
    yield actions(
        button("Edit", "clients.edit_contact", contact.id),
        button("Remove", "clients.remove_contact", contact.id, confirm=confirm),
    )
