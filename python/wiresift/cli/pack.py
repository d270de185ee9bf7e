"""`wiresift pack`: look at an event pack, and hold it against its own cases."""

from __future__ import annotations

from importlib import import_module
from typing import Annotated, Any, Final

import typer

from wiresift.cli.guard import guard
from wiresift.cli.options import DEBUG, Given, Group, takes

_FAILED: Final = 1
_PACK: Final[Group] = {
    "pack": (
        Annotated[
            str, typer.Argument(metavar="[PACK]", help="A pack that comes with wiresift, or a folder.")
        ],
        "peace",
    ),
}

pack_app = typer.Typer(
    no_args_is_help=True,
    rich_markup_mode="rich",
    help="Look at event packs, and test them: what is an event, in data.",
)


@pack_app.command("show")
@takes(_PACK, DEBUG)
def show_pack(given: Given) -> None:
    r"""Print what a pack is and which events it reads, with their modes.

    [bold]Example[/bold]

    \b
    wiresift pack show peace
    """
    with guard(debug=given["debug"]):
        pack = _load(given)
        typer.echo(f"{pack.name} {pack.version} {pack.hash}")
        for name, modes in pack.types.items():
            typer.echo(f"{name}: {', '.join(modes)}")


@pack_app.command("test")
@takes(_PACK, DEBUG)
def run_cases(given: Given) -> None:
    r"""Read the cases of a pack and say which are read otherwise than they say. Exit code 1 if any is.

    [bold]Example[/bold]

    \b
    wiresift pack test my-pack/
    """
    with guard(debug=given["debug"]):
        failures = _load(given).test()
        for failure in failures:
            typer.echo(failure)
        if failures:
            raise typer.Exit(_FAILED)


def _load(given: Given) -> Any:
    return import_module("wiresift.events").Pack.load(given["pack"])
