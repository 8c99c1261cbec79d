"""The parts of one sandbox, together, as web methods and interactions need them."""

from dataclasses import dataclass

from sandbox.clock import Clock
from sandbox.deliveries import Deliveries
from sandbox.faults import Faults
from sandbox.files import Files
from sandbox.live import Live
from sandbox.mails import Mailbox
from sandbox.manifest import Manifest
from sandbox.socket_mode import SocketMode
from sandbox.triggers import ResponseUrls, Triggers
from sandbox.views import Views
from sandbox.workspace import Workspace


@dataclass(frozen=True)
class Secrets:
    """Secrets that only Slack and the app know, new at every start."""

    bot_token: str
    app_token: str
    signing_secret: str
    verification_token: str


@dataclass(frozen=True)
class Core:
    """Everything runs on one event loop, so nothing here is locked. `scopes` are the granted ones."""

    manifest: Manifest
    scopes: set[str]
    secrets: Secrets
    clock: Clock
    workspace: Workspace
    views: Views
    triggers: Triggers
    response_urls: ResponseUrls
    files: Files
    mailbox: Mailbox
    live: Live
    faults: Faults
    socket_mode: SocketMode
    deliveries: Deliveries
