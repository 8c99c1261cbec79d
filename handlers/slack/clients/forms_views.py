"""The forms of a client: its facts and its leads, its branding and notes."""

from slack_sdk.models.blocks import (
    Block,
    ConversationFilter,
    ConversationSelectElement,
    InputBlock,
)
from slack_sdk.models.blocks.block_elements import FileInputElement
from slack_sdk.models.views import View

from bot.clients.clients import BrandingForm, ClientForm
from bot.rules.kit.fields import LONGEST_NOTES
from handlers.slack.clients.clients_views import OfClient
from handlers.slack.kit import inputs
from handlers.slack.kit.blocks import FIELD, context, escape, field, modal, slack_id
from storage.words.accounts import ClientStatus
from storage.words.platforms import ChannelRef

REMOVE = "remove"
NOTES_EXAMPLE = "Please quote the job number on purchase orders"
NOTES_HINT = "The client reads them at the end of estimates and certificates"


def client(form: ClientForm) -> View:
    """The form for a new client, or for an existing one."""
    return modal(
        f"Client {form.code}" if form.id else "Add a client",
        [
            inputs.text("code", "Code", form.code, "ACME", longest=20, hint="Short: job numbers begin with it"),
            inputs.text("name", "Name", form.name, "Acme Outdoor"),
            inputs.words("status", "Status", ClientStatus, form.status),
            inputs.office("office", form.offices, form.office, optional=True),
            inputs.text("currency", "Currency", form.currency, "USD", longest=3),
            inputs.person("lead", "Account lead", form.lead, hint="Gets what this client brings"),
            inputs.person("backup", "Back-up lead", form.backup, hint="Stands in while the lead is off or gone"),
            inputs.person("owner", "Portfolio owner", form.owner),
            inputs.people("team", "Team", form.team),
            _channel("internal_channel", "Internal channel", form.internal_channel, shared=False),
            _channel("shared_channel", "Channel shared with the client", form.shared_channel, shared=True),
        ],
        callback="clients.save_client",
        submit="Save" if form.id else "Add",
        carries=OfClient(client=form.id),
    )


def branding(form: BrandingForm) -> View:
    """The form for branding and notes."""
    logo = FileInputElement(action_id=FIELD, filetypes=["png", "jpg", "jpeg"], max_files=1)
    blocks: list[Block] = [
        inputs.text("colour", "Colour", form.colour, "#1d3a34", optional=True, hint="Of estimates and sign-off pages"),
        field("logo", "Logo", logo, optional=True, hint="PNG or JPEG, up to 2 MB"),
    ]
    if form.logo:
        blocks += [
            inputs.boxes("remove_logo", "Logo now", {REMOVE: "Remove it"}),
            context(f"The logo is {escape(form.logo)}. A new one takes its place."),
        ]
    blocks += [
        _notes("branding_notes", "Branding notes", form.branding_notes, NOTES_EXAMPLE, NOTES_HINT),
        _notes(
            "reporting_notes",
            "Reporting notes",
            form.reporting_notes,
            "Status report on Mondays",
            "Only for the agency",
        ),
    ]
    carries = OfClient(client=form.id)
    return modal(f"{form.code} branding", blocks, callback="clients.save_branding", submit="Save", carries=carries)


def _notes(name: str, label: str, kept: str, example: str, hint: str) -> InputBlock:
    return inputs.text(name, label, kept, example, optional=True, longest=LONGEST_NOTES, lines=True, hint=hint)


def _channel(name: str, label: str, kept: ChannelRef | None, *, shared: bool) -> InputBlock:
    """A channel that the bot can post in; if we have only its name, the hint shows that."""
    kinds = ConversationFilter(
        include=["public", "private"], exclude_bot_users=True, exclude_external_shared_channels=None if shared else True
    )
    element = ConversationSelectElement(action_id=FIELD, filter=kinds, initial_conversation=slack_id(kept))
    hint = f"Stays #{kept.name}, which I can't see yet. Please invite me there." if kept and not slack_id(kept) else ""
    return field(name, label, element, optional=True, hint=hint)
