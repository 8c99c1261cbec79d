"""The operator's commands."""

import json
from pathlib import Path
from typing import Annotated, Protocol

import typer

from bot.accounts.exchange_rates import import_exchange_rates
from bot.admin.imports import import_clients, import_contacts, import_jobs, import_people, import_rates
from bot.core import OPERATOR, Bot
from bot.errors import BotError
from bot.jobs.cost_imports import import_billed, import_expenses, import_orders
from bot.messaging import undelivered
from bot.rules.timekeeping.import_tools import DateOrder
from bot.signoffs import ledger
from bot.timekeeping.time_imports import import_time, take_back_import
from handlers.settings import load_settings
from handlers.slack.manifest import fitted, load_manifest
from handlers.terminal.digests import printing_digests
from handlers.terminal.erasure import erasing
from handlers.terminal.explain import explain
from handlers.terminal.imports import Kind, read_cells, report, stop
from handlers.terminal.instants import SandboxBegins
from handlers.terminal.ledger import check_sums
from handlers.terminal.ledger import report as print_verified
from handlers.terminal.outbox import report as print_undelivered
from handlers.terminal.time_imports import TimeFile, read_map, run_import

IMPORTS = {
    Kind.PEOPLE: import_people,
    Kind.CLIENTS: import_clients,
    Kind.CONTACTS: import_contacts,
    Kind.JOBS: import_jobs,
    Kind.RATES: import_rates,
    Kind.EXCHANGE_RATES: import_exchange_rates,
    Kind.EXPENSES: import_expenses,
    Kind.ORDERS: import_orders,
    Kind.BILLED: import_billed,
}


class FrontDoor(Protocol):
    """The processes an operator can start; each docstring is the command's help."""

    def run(self, at: SandboxBegins = None) -> None:
        """All in one process."""

    def web(self) -> None:
        """Slack's deliveries and the web edge."""

    def worker(self) -> None:
        """The outbox and the scans."""

    def migrate(self) -> None:
        """The tables."""

    def sandbox(self, at: SandboxBegins = None) -> None:
        """The sandbox workspace alone."""

    def bot(self) -> Bot:
        """Return the bot, for a command that doesn't use Slack."""
        ...


def commands(front: FrontDoor) -> typer.Typer:
    """Return the command line for the front door."""
    app = typer.Typer(
        no_args_is_help=True,
        add_completion=False,
        pretty_exceptions_enable=False,
        help="Jobjacket: the account desk in chat.",
    )
    for command in (front.run, front.web, front.worker, front.migrate, front.sandbox):
        app.command()(command)

    app.add_typer(erasing(front.bot), name="erase")
    app.command("digest")(printing_digests(front.bot))

    @app.command("import")
    def import_file(
        kind: Annotated[Kind, typer.Argument(help="The kind of rows in the file.")],
        file: Annotated[
            Path, typer.Argument(help="A CSV file with a line of column names.", exists=True, dir_okay=False)
        ],
        *,
        save: Annotated[bool, typer.Option("--save", help="Save it; without, only say what it would do.")] = False,
        map_file: Annotated[
            Path | None,
            typer.Option("--map", help="For time: a CSV file of kind, theirs, ours.", exists=True, dir_okay=False),
        ] = None,
        dates: Annotated[DateOrder | None, typer.Option(help="For time: the order of dates such as 3/10/2026.")] = None,
        take_back: Annotated[
            bool, typer.Option("--take-back", help="For time: take back an import that was cut off.")
        ] = False,
    ) -> None:
        """Import people, clients, contacts, jobs, rates, costs or time from a CSV file: all lines or none."""
        if kind == Kind.TIME:
            raise typer.Exit(_import_time(front.bot(), file, map_file, dates, save=save, take_back=take_back))
        if map_file or dates or take_back:
            raise stop("--map, --dates and --take-back are for time only.")
        cells = read_cells(file, kind)
        raise typer.Exit(report(IMPORTS[kind](front.bot(), OPERATOR, cells, save=save)))

    @app.command("explain", context_settings={"ignore_unknown_options": True})
    def explain_line(
        line: Annotated[str, typer.Argument(help="The line, as it is typed in chat.")],
        *,
        person: Annotated[str | None, typer.Option(help="The typist's e-mail address; else the first admin's.")] = None,
        channel: Annotated[str | None, typer.Option(help="The channel that it is typed in, by name.")] = None,
        at: Annotated[str | None, typer.Option(help="When, e.g. 2026-03-12T15:00Z; else now.")] = None,
        as_json: Annotated[bool, typer.Option("--json", help="Say it as JSON.")] = False,
    ) -> None:
        """Show how the bot reads a line. Nothing is saved."""
        raise typer.Exit(explain(front.bot(), line, person, channel, at, as_json=as_json))

    @app.command()
    def outbox(
        send_again: Annotated[str | None, typer.Option(metavar="KEY", help="Have this one tried again.")] = None,
    ) -> None:
        """List the undelivered messages, each with its key and the reason."""
        bot = front.bot()
        if send_again:
            undelivered.send_again(bot, OPERATOR, send_again)
            typer.echo("It is tried again as soon as a worker runs.")
            return
        print_undelivered(undelivered.undelivered_notices(bot, OPERATOR))

    @app.command()
    def verify(
        head: Annotated[
            str | None,
            typer.Option(metavar="HASH", help="A head that was written down, as each certificate names one."),
        ] = None,
        *,
        recalculate: Annotated[
            bool, typer.Option("--recalculate-sums", help="Recalculate sums of time that differ from their entries.")
        ] = False,
    ) -> None:
        """Check the log of sign-offs (nothing changed, left out or cut off), and the stored sums of time."""
        bot = front.bot()
        wrong = print_verified(ledger.verify(bot, OPERATOR, head), head)
        raise typer.Exit(check_sums(bot, recalculate=recalculate) or wrong)

    @app.command()
    def manifest(
        url: Annotated[str | None, typer.Option(help="The bot's public address: makes it fit signed HTTP.")] = None,
        prefix: Annotated[str | None, typer.Option(help="Renames the commands: jj- makes /jj-logtime.")] = None,
    ) -> None:
        """Print the app manifest for Slack. PUBLIC_URL and SLACK_COMMAND_PREFIX are the defaults."""
        given = {"public_url": url, "slack_command_prefix": prefix}
        settings = load_settings(**{name: value for name, value in given.items() if value is not None})
        made = fitted(load_manifest(), settings.public_url, settings.slack_command_prefix)
        typer.echo(json.dumps(made, indent=2))

    return app


def _import_time(
    bot: Bot, file: Path, map_file: Path | None, dates: DateOrder | None, *, save: bool, take_back: bool
) -> int:
    if take_back:
        try:
            typer.echo(f"What the import of {take_back_import(bot, OPERATOR)} had added is taken back.")
        except BotError as error:
            raise stop(str(error)) from None
        return 0
    mapped = read_map(map_file)
    return run_import(lambda: import_time(bot, OPERATOR, TimeFile(file), mapped, order=dates, save=save))
