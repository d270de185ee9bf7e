"""`wiresift pack`: look at an event pack, compile it, and hold it against its own examples."""

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
        modes = pack.types().group_by("type", maintain_order=True).agg("mode")
        for name, of_type in modes.iter_rows():
            typer.echo(f"{name}: {', '.join(mode for mode in of_type if mode is not None)}")


@pack_app.command("lint")
@takes(_PACK, DEBUG)
def lint_pack(given: Given) -> None:
    r"""Compile a pack, and name the file and the line of what is wrong in it. Exit code 1 if anything is.

    [bold]Example[/bold]

    \b
    wiresift pack lint my-pack/
    """
    with guard(debug=given["debug"]):
        pack = _load(given)
        typer.echo(f"{pack.name} {pack.version}: no fault found", err=True)


@pack_app.command("test")
@takes(_PACK, DEBUG)
def run_examples(given: Given) -> None:
    r"""Read the examples of a pack, and list those that are read wrongly. Exit code 1 if any is.

    [bold]Example[/bold]

    \b
    wiresift pack test my-pack/
    """
    with guard(debug=given["debug"]):
        pack = _load(given)
        failures = pack.test()
        for failure in failures.iter_rows(named=True):
            typer.echo("{file}:{line}: {message}: {text}".format(**failure))
        typer.echo(
            f"{pack.n_examples - failures.height} of {pack.n_examples} examples are read right", err=True
        )
        if failures.height:
            raise typer.Exit(_FAILED)


def _load(given: Given) -> Any:
    return import_module("wiresift.events").Pack.load(given["pack"])
