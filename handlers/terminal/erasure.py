"""Erasing a client contact's data at the terminal."""

from collections.abc import Callable
from typing import Annotated

import typer

from bot.core import OPERATOR, Bot
from bot.desk.erasure import contacts_named, erase_contact


def erasing(bot: Callable[[], Bot]) -> typer.Typer:
    """Return the commands that erase."""
    app = typer.Typer(no_args_is_help=True)

    @app.callback()
    def erase() -> None:
        """Erase somebody's data for good; ids stay, so that the log of sign-offs stays whole."""

    @app.command()
    def contact(
        named: Annotated[str, typer.Argument(help="The contact's e-mail address, chat account or id.", metavar="WHO")],
        *,
        yes: Annotated[bool, typer.Option("--yes", help="Don't ask whether that is meant.")] = False,
    ) -> None:
        """Remove a client contact's name and addresses, also from their history and certificates."""
        house = bot()
        for each in contacts_named(house, OPERATOR, named):
            typer.echo(f"{each.name}, contact of {each.client}{' (removed)' if each.removed else ''}")
        if not yes:
            typer.confirm("Erase the name and the addresses for good?", abort=True)
        erased = erase_contact(house, OPERATOR, named)
        typer.echo("Erased. What they decided stays on record under " + ", ".join(each.id for each in erased) + ".")

    return app
