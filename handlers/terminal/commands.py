"""The operator's commands."""

import json
from pathlib import Path
from typing import Annotated, Protocol

import typer

from bot import set_aside
from bot.core import OPERATOR, Bot
from bot.imports import import_clients, import_jobs, import_people, import_rates
from handlers.settings import load_settings
from handlers.slack.manifest import fitted, load_manifest
from handlers.terminal.imports import Kind, read_cells, report
from handlers.terminal.outbox import report as print_set_aside

IMPORTS = {
    Kind.PEOPLE: import_people,
    Kind.CLIENTS: import_clients,
    Kind.JOBS: import_jobs,
    Kind.RATES: import_rates,
}


class FrontDoor(Protocol):
    """What the operator can start; each docstring is the command's help."""

    def run(self) -> None:
        """All in one process."""

    def web(self) -> None:
        """Slack's deliveries and the web edge."""

    def worker(self) -> None:
        """The outbox and the scans."""

    def migrate(self) -> None:
        """The tables."""

    def sandbox(self) -> None:
        """The sandbox workspace alone."""

    def bot(self) -> Bot:
        """The bot, for a command that asks nothing of Slack."""
        ...


def commands(front: FrontDoor) -> typer.Typer:
    """The command line over the front door."""
    app = typer.Typer(
        no_args_is_help=True,
        add_completion=False,
        pretty_exceptions_enable=False,
        help="Jobjacket: the account desk in chat.",
    )
    for command in (front.run, front.web, front.worker, front.migrate, front.sandbox):
        app.command()(command)

    @app.command("import")
    def import_file(
        kind: Annotated[Kind, typer.Argument(help="What the file has.")],
        file: Annotated[
            Path, typer.Argument(help="A CSV file with a line of column names.", exists=True, dir_okay=False)
        ],
        *,
        save: Annotated[bool, typer.Option("--save", help="Save it; without, only say what it would do.")] = False,
    ) -> None:
        """Bring people, clients, jobs or rates in from a CSV file: a report by line, and all or nothing is saved."""
        cells = read_cells(file, kind)
        raise typer.Exit(report(IMPORTS[kind](front.bot(), OPERATOR, cells, save=save)))

    @app.command()
    def outbox(
        send_again: Annotated[str | None, typer.Option(metavar="KEY", help="Have this one tried again.")] = None,
    ) -> None:
        """List what could not be sent and was set aside, each with its key and the reason."""
        bot = front.bot()
        if send_again:
            set_aside.send_again(bot, OPERATOR, send_again)
            typer.echo("It is tried again as soon as a worker runs.")
            return
        print_set_aside(set_aside.notices_set_aside(bot, OPERATOR))

    @app.command()
    def manifest(
        url: Annotated[str | None, typer.Option(help="The bot's public address: makes it fit signed HTTP.")] = None,
        prefix: Annotated[str | None, typer.Option(help="Renames the commands: jj- makes /jj-logtime.")] = None,
    ) -> None:
        """Print the app manifest for Slack. PUBLIC_URL and SLACK_COMMAND_PREFIX stand in for what is not given."""
        given = {"public_url": url, "slack_command_prefix": prefix}
        settings = load_settings(**{name: value for name, value in given.items() if value is not None})
        made = fitted(load_manifest(), settings.public_url, settings.slack_command_prefix)
        typer.echo(json.dumps(made, indent=2))

    return app
