"""The demo agency's client contacts, linked to accounts in the sandbox's shared channels."""

from collections.abc import Sequence

from bot.clients.contacts import ContactShown, show_contacts
from bot.core import Actor, Bot
from bot.people.people import Profile
from bot.rules.clients.contacts import ContactRequest
from bot.rules.people.rates import format_cents
from bot.signoffs.contacts import keep_contact
from storage.words.accounts import ContactChannel

# Clients with a shared channel.
SHARING = ("ACME", "BWF")
# The person who chose the accounts.
BY = "maya@harbourvale.example"


def link_contacts(bot: Bot, profiles: Sequence[Profile]) -> None:
    """Link the contacts to their sandbox accounts, if they have one; from then on they are asked in Slack."""
    outsiders = {each.email: each for each in profiles if not each.is_full_member}
    for by in (Actor(each.address) for each in profiles if each.email == BY):
        for code in SHARING:
            shown = show_contacts(bot, by, code)
            for contact in shown.contacts:
                if profile := outsiders.get(contact.email):
                    keep_contact(bot, by, shown.client_id, contact.id, _asked_in_slack(contact), profile)


def _asked_in_slack(contact: ContactShown) -> ContactRequest:
    limit = "" if contact.limit_cents is None else format_cents(contact.limit_cents)
    return ContactRequest(
        name=contact.name,
        email=contact.email,
        prefers=ContactChannel.CHAT,
        approves=contact.approves,
        limit=limit,
    )
