r"""The commands. Each takes its options, calls one function of the library and prints what came of it.

The library is imported when a command runs, so that help comes at once. In the help, `\b` keeps the lines of
an example as they are.
"""

from __future__ import annotations

import tempfile
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from wiresift.cli import show
from wiresift.cli.guard import guard
from wiresift.cli.options import (
    CLEANING,
    COMPARING,
    DEBUG,
    INPUTS,
    PACK,
    QUIET,
    READING,
    RUNNING,
    Given,
    Group,
    dedup_options,
    read_options,
    takes,
)
from wiresift.cli.pack import pack_app
from wiresift.exceptions import ParameterError
from wiresift.progress import for_stderr
from wiresift.saved import load_summary

if TYPE_CHECKING:
    from collections.abc import Iterator

_STDOUT: Final = "-"


def _print_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"wiresift {import_module('wiresift').__version__}")
        raise typer.Exit


_VERSION: Final[Group] = {
    "version": (
        Annotated[
            bool, typer.Option("--version", help="Print the version.", callback=_print_version, is_eager=True)
        ],
        False,
    )
}
_OUT: Final[Group] = {
    "out": (
        Annotated[
            Path, typer.Argument(metavar="OUT", show_default=False, help="The folder of an earlier run.")
        ],
        ...,
    )
}
_IDS: Final[Group] = {
    "id_a": (
        Annotated[
            str, typer.Argument(metavar="ID", show_default=False, help="An article, an event or a story.")
        ],
        ...,
    ),
    "id_b": (
        Annotated[
            str | None, typer.Argument(metavar="[ID2]", show_default=False, help="With an article: another.")
        ],
        None,
    ),
}

app = typer.Typer(
    name="wiresift",
    no_args_is_help=True,
    rich_markup_mode="rich",
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    add_completion=False,
)
app.add_typer(pack_app, name="pack")


@app.callback()
@takes(_VERSION)
def wiresift(given: Given) -> None:
    r"""Fold a newswire into stories, and stories into events.

    Articles go in, as files of any usual format. Tables come out: which articles are the same text, what
    happened in them, and how many independent sources stand behind it; and a report that opens in a browser.

    [bold]Begin with[/bold]

    \b
    wiresift run archive/*.parquet -o out
    wiresift run --help
    """
    del given


@app.command()
@takes(INPUTS, PACK, READING, COMPARING, RUNNING)
def run(given: Given) -> None:
    r"""Go the whole way: duplicates, events, stories and a report.

    OUT holds every table as NAME.parquet, summary.json, report.html, and rejects.jsonl if rows could not be
    read. It appears when all is done, or not at all. With -o - the stories go to stdout.

    [bold]Examples[/bold]

    \b
    wiresift run archive/*.parquet -o out
    wiresift run wire.jsonl.zst -o out --text-column lead --source Reuters
    wiresift run texts/ -o out --published 2022-03-16
    zcat wire.jsonl.gz | wiresift run - -o - | jq .status
    """
    _write("run", "stories", given, pack=given["pack"])


@app.command()
@takes(INPUTS, READING, COMPARING, RUNNING)
def dedup(given: Given) -> None:
    r"""Find the articles that are the same text: copies, updates, excerpts.

    OUT holds documents, edges, clusters and boilerplate as NAME.parquet, and summary.json. Every similarity
    is exact. With -o - the documents go to stdout, a row an article, with the cluster it belongs to.

    [bold]Examples[/bold]

    \b
    wiresift dedup corpus/ -o out
    wiresift dedup wire.parquet -o out --threshold 0.7 --containment none
    wiresift dedup wire.csv -o out --canonical preferred --preferred Reuters --preferred AP
    wiresift dedup - -o - < wire.jsonl | jq -r 'select(.is_canonical).id'
    """
    _write("dedup_to", "documents", given)


@app.command()
@takes(INPUTS, PACK, READING, CLEANING, RUNNING)
def events(given: Given) -> None:
    r"""Read what happened: who did what to whom, where, when, how many, and who says so.

    OUT holds events.parquet, a row an event, and summary.json. With -o - the events go to stdout.

    [bold]Examples[/bold]

    \b
    wiresift events archive/*.parquet -o out
    wiresift events article.txt --published 2022-03-16 -o - | jq '{type, mode, trigger}'
    """
    _write("events_to", "events", given, pack=given["pack"])


@app.command()
@takes(_OUT, QUIET, DEBUG)
def report(given: Given) -> None:
    r"""Build report.html again, from the tables of an earlier run.

    [bold]Example[/bold]

    \b
    wiresift report out
    """
    with guard(debug=given["debug"]):
        load_summary(given["out"])
        path = import_module("wiresift.report").build(given["out"])
        if not given["quiet"]:
            typer.echo(str(path), err=True)


@app.command()
@takes(_OUT, _IDS, DEBUG)
def explain(given: Given) -> None:
    r"""Say why two articles paired, why an event was read, or who stands behind a story.

    [bold]Examples[/bold]

    \b
    wiresift explain out wire.jsonl:17 wire.jsonl:42
    wiresift explain out wire.jsonl:17
    wiresift explain out 1b5d5e51f54f0f04
    """
    with guard(debug=given["debug"]):
        load_summary(given["out"])
        explained = import_module("wiresift.explain").explain(given["out"], given["id_a"], given["id_b"])
        typer.echo(explained)


def _write(step: str, table: str, given: Given, **more: Any) -> None:
    """Run a step of the pipeline; then show the summary, and the main table if it goes to stdout."""
    with guard(debug=given["debug"]), _folder(given) as folder:
        with for_stderr(quiet=given["quiet"]) as progress:
            getattr(import_module("wiresift.pipeline"), step)(
                given["inputs"],
                out=folder,
                overwrite=given["overwrite"],
                resume=given["resume"],
                progress=progress,
                read_options=read_options(given),
                dedup_options=dedup_options(given),
                **more,
            )
        hidden = given["out"] == _STDOUT
        if hidden:
            show.table_to_stdout(folder / f"{table}.parquet", given["format"] or "jsonl")
        if given["json"] or not given["quiet"]:
            show.print_summary(folder, as_json=given["json"], hidden=hidden)


@contextmanager
def _folder(given: Given) -> Iterator[Path]:
    """Give the folder that the step writes: a temporary one where the output goes to stdout."""
    if given["out"] != _STDOUT:
        if given["format"] is not None:
            raise ParameterError("format is for -o - alone; a folder holds Parquet")
        yield Path(given["out"])
        return
    with tempfile.TemporaryDirectory(prefix="wiresift-") as home:
        yield Path(home) / "out"
