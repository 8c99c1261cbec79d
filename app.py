"""The front door. It only composes settings, store, bot, doors and worker; nothing else knows them all."""

import gc

if __name__ == "__main__":
    gc.disable()  # collecting would take a fifth of the start, and imported modules stay anyway

import socket
import sys
import threading
from collections.abc import Callable
from contextlib import ExitStack, closing
from datetime import datetime
from functools import partial

import structlog
from starlette.routing import BaseRoute

from bot.clock import Clock, ShiftedClock, real_clock
from bot.core import Bot
from bot.desk.schedule import next_moment, run_scans, scheduler
from bot.errors import BotError
from bot.messaging.outbox import Outbox, Sender
from handlers.deliver import MAIL_IS_OFF, Deliveries
from handlers.logs import configure_logs, new_reference
from handlers.mail.deliver import MailDelivery
from handlers.mail.door import agency_of
from handlers.mail.server import MailServer
from handlers.settings import Settings, SettingsError, load_settings
from handlers.slack.admin.people import meet_everybody
from handlers.slack.app import slack_app
from handlers.slack.deliver import SlackDelivery
from handlers.slack.edge import Edge
from handlers.slack.http import slack_route
from handlers.slack.kit.client import CALL_TIMEOUT, WORKER_TIMEOUT, slack_client
from handlers.slack.kit.door import SlackDoor
from handlers.slack.kit.platform import SLACK
from handlers.slack.socket import connect
from handlers.slack.table import table
from handlers.terminal.commands import commands
from handlers.terminal.demo import open_demo_agency
from handlers.terminal.instants import SandboxBegins
from handlers.terminal.older_databases import replace_older_demo, require_known
from handlers.terminal.sandbox import DATABASE_URL, MAIL_FROM, SandboxRunning, follow_clock, join_clock, start_sandbox
from handlers.web.app import web_app
from handlers.web.server import PortTaken, listen, serve, stop_on_signals
from handlers.web.signoffs import SignoffPages
from storage import migrate
from storage.store import THREADS, Store
from storage.words.platforms import EMAIL

LOOPBACK = "127.0.0.1"
CLOSING_SECONDS = 10
# While one waits for a slow mail server, the other can go on with Slack.
SENDERS = 2
A_WHILE, A_DAY = 60, 86_400


class House:
    """The whole house over one set of settings. Everything it starts runs in threads until it closes."""

    def __init__(self, settings: Settings, clock: Clock = real_clock) -> None:
        self.settings = settings
        self.bot = Bot(store=Store(settings.database_url), clock=clock, can_mail=settings.can_mail)
        self.slack = self._slack(CALL_TIMEOUT)
        self.workers_slack = self._slack(WORKER_TIMEOUT)
        senders = {SLACK: SlackDelivery(self.workers_slack), EMAIL: self._mail()}
        self.outbox = Outbox(self.bot, Deliveries(senders))
        self.stop = threading.Event()
        self._threads: list[threading.Thread] = []

    def _slack(self, timeout: int) -> SlackDoor:
        """Return a door to Slack whose calls end after so many seconds."""
        settings = self.settings
        client = slack_client(settings.slack_bot_token.get_secret_value(), settings.slack_api_url, timeout)
        return SlackDoor(self.bot, client, settings.slack_command_prefix)

    def _mail(self) -> Sender:
        """Return the sender to e-mail, if it is set up."""
        settings = self.settings
        if not (settings.smtp_url and settings.mail_from and settings.public_url):
            return MAIL_IS_OFF
        server = MailServer.at(settings.smtp_url.get_secret_value())
        return MailDelivery(self.bot, server, settings.mail_from, settings.public_url)

    def _pages(self) -> list[BaseRoute]:
        """Return the routes of the sign-off page, if links can lead to it."""
        settings = self.settings
        if not (settings.public_url and settings.mail_from):
            return []
        return [*SignoffPages(self.bot, settings.public_url, agency_of(settings.mail_from)).routes()]

    def start(self, work: Callable[..., object], *arguments: object, finishes: bool = True) -> None:
        """Run something in its own thread; the house waits for its end if it `finishes` by itself."""
        thread = threading.Thread(target=work, args=arguments, daemon=True)
        if finishes:
            self._threads.append(thread)
        thread.start()

    def start_worker(self) -> None:
        """Start the outbox and the scans. If clients can't be asked by e-mail, log why."""
        if not self.bot.can_mail:
            structlog.get_logger().info("mail_is_off", missing=self.settings.lacks_for_mail)
        for _ in range(SENDERS):
            self.start(self.outbox.run, self.stop)
        scans = scheduler(self.bot)
        scans.start()
        self.start(lambda: self.stop.wait() and scans.shutdown())
        self.start(self._meet_everybody, finishes=False)  # Slack may let it wait for a minute

    def _meet_everybody(self) -> None:
        """Match the agency's people with the workspace's, at the start and once a day."""
        while not self.stop.is_set():
            try:
                meet_everybody(self.workers_slack)
                wait = A_DAY
            except Exception as fault:  # noqa: BLE001  # whatever it is, Slack may be back later
                structlog.get_logger().warning("people_not_met", problem=type(fault).__name__)
                wait = A_WHILE
            self.stop.wait(wait)

    def listen(self, *, or_another: bool = False) -> socket.socket:
        """Take the port, before anything else starts. Raises SettingsError if it is taken."""
        try:
            return listen(self.settings.host, self.settings.port, or_another=or_another)
        except PortTaken as taken:
            raise SettingsError([str(taken)]) from None

    def serve(self, listener: socket.socket, when_connected: Callable[[], None] | None = None) -> None:
        """Connect to Slack by Socket Mode or signed HTTP, and serve the web edge until a signal stops it."""
        settings = self.settings
        edge = Edge(slack_app(self.slack), self.slack, table(), THREADS)
        if settings.uses_socket_mode:
            self.start(connect, edge, settings.slack_app_token.get_secret_value(), self.stop, when_connected)
        secret = settings.slack_signing_secret.get_secret_value()
        slack = [] if settings.uses_socket_mode else [slack_route(edge, secret)]
        app = web_app(lambda: migrate.is_current(self.bot.store), [*slack, *self._pages()])
        serve(app, listener, self.stop, settings.forwarded_allow_ips)

    def close(self) -> None:
        """Let work under way finish, and release everything."""
        self.stop.set()
        self.bot.store.queued.set()
        for thread in self._threads:
            thread.join(CLOSING_SECONDS)
        self.bot.store.close()


class FrontDoor:
    """The processes an operator can start. `ending` closes everything that a command opened."""

    def __init__(self, ending: ExitStack) -> None:
        self._ending = ending

    def run(self, at: SandboxBegins = None) -> None:
        """Run all in one process; without Slack tokens, in a sandbox workspace on this machine."""
        settings = _settings()
        if not settings.has_slack:
            _run_in_sandbox(settings, at)
            return
        if at:
            raise SettingsError(["--at is only for a sandbox, and SLACK_BOT_TOKEN is for a real workspace"])
        with closing(House(settings)) as house:
            require_known(house.bot.store)
            # With Socket Mode and no public address, only health checks use the port.
            listener = house.listen(or_another=settings.uses_socket_mode and not settings.public_url)
            migrate.upgrade(house.bot.store)
            house.start_worker()
            house.serve(listener)

    def web(self) -> None:
        """Take Slack's deliveries, and serve the web edge."""
        with closing(House(_settings_with_slack("web"))) as house:
            require_known(house.bot.store)
            house.serve(house.listen())

    def worker(self) -> None:
        """Send what is queued, and run the scans."""
        with closing(House(_settings_with_slack("worker"))) as house:
            require_known(house.bot.store)
            stop_on_signals(house.stop)
            house.start_worker()
            house.stop.wait()

    def migrate(self) -> None:
        """Update the tables of the database to this version."""
        migrate.upgrade(self.bot().store)

    def sandbox(self, at: SandboxBegins = None) -> None:
        """Run only the sandbox workspace, for your own bot to connect to."""
        running = start_sandbox(_settings().slack_command_prefix, at)
        print(f"A sandbox workspace runs at {running.url}\n\nSLACK_API_URL={running.api_url}")
        print(
            f"SLACK_BOT_TOKEN={running.bot_token}\nSLACK_APP_TOKEN={running.app_token}\nSMTP_URL={running.smtp_url}",
            flush=True,
        )
        try:
            running.process.wait()
        except KeyboardInterrupt:
            running.close()

    def bot(self) -> Bot:
        """Return the bot, for a command that doesn't use Slack."""
        store = self._ending.enter_context(closing(Store(_settings().database_url)))
        require_known(store)
        return Bot(store=store)


def _settings(**given: object) -> Settings:
    settings = load_settings(**given)
    configure_logs(settings.log_level, settings.log_format)
    return settings


def _settings_with_slack(command: str) -> Settings:
    settings = _settings()
    if not settings.has_slack:
        raise SettingsError(
            [f"SLACK_BOT_TOKEN is missing: `{command}` needs a Slack workspace; `run` brings a sandbox"]
        )
    return settings


def _run_in_sandbox(settings: Settings, at: datetime | None) -> None:
    """Run all in one process with a sandbox workspace, on its own store, with a clock that follows the sandbox's."""
    sandbox = start_sandbox(settings.slack_command_prefix, at)
    try:
        clock = ShiftedClock()
        join_clock(sandbox.url, clock)
        listener = listen(LOOPBACK, settings.port, or_another=True)
        with closing(House(_connected_to(sandbox, settings, listener), clock)) as house:
            replace_older_demo(house.bot.store)
            migrate.upgrade(house.bot.store)
            open_demo_agency(house.bot, house.slack.profiles())

            def at_each() -> None:
                run_scans(house.bot)
                house.outbox.drain(house.stop)

            # Not a thread of the house: it listens to the sandbox as long as that runs, and nobody has to wait
            # for it.
            following = (sandbox.url, clock, partial(next_moment, house.bot), at_each, house.stop)
            threading.Thread(target=follow_clock, args=following, daemon=True).start()
            house.start_worker()
            house.serve(listener, when_connected=lambda: _welcome(sandbox.url))
    finally:
        sandbox.close()


def _welcome(url: str) -> None:
    print(f"\nNo Slack tokens are set, so here is a sandbox workspace to try Jobjacket in:\n\n  {url}\n")
    print("Ctrl-C ends it.", flush=True)


def _connected_to(sandbox: SandboxRunning, settings: Settings, listener: socket.socket) -> Settings:
    host, port = listener.getsockname()
    given = {
        "database_url": DATABASE_URL,
        "slack_bot_token": sandbox.bot_token,
        "slack_app_token": sandbox.app_token,
        "slack_api_url": sandbox.api_url,
        "smtp_url": sandbox.smtp_url,
        "mail_from": MAIL_FROM,
        "public_url": f"http://{host}:{port}",
    }
    return _settings(**settings.model_dump() | given)


def main() -> None:
    """Run the command line. Wrong settings stop it with one line for each, a refusal with its message."""
    try:
        with ExitStack() as ending:
            commands(FrontDoor(ending))()
    except SettingsError as error:
        print("\n".join(error.lines), file=sys.stderr)
        sys.exit(2)
    except BotError as refusal:
        print(refusal, file=sys.stderr)
        sys.exit(1)
    except Exception as fault:  # noqa: BLE001  # the operator gets a reference, the log the rest
        reference = new_reference()
        structlog.get_logger().exception("command_failed")
        print(
            f"That failed: {type(fault).__name__}. The log line above has the reference {reference}.", file=sys.stderr
        )
        sys.exit(1)


if __name__ == "__main__":
    gc.freeze()
    gc.enable()
    main()
