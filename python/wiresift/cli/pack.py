"""`wiresift pack`: look at an event pack, compile it, and hold it against its own examples."""

from __future__ import annotations

import json
from importlib import import_module
from typing import Annotated, Any, Final

import typer

from wiresift.cli.guard import guard
from wiresift.cli.options import CLEANING, DEBUG, INPUTS, QUIET, READING, Given, Group, read_options, takes
from wiresift.progress import for_stderr

_FAILED: Final = 1
_WARNED: Final = 3
"""2 is wrong usage."""
_AS_JSON: Final[Group] = {
    "json": (
        Annotated[bool, typer.Option("--json", help="Print a JSON object a finding instead of words.")],
        False,
    ),
}
_PACK: Final[Group] = {
    "pack": (
        Annotated[
            str, typer.Argument(metavar="[PACK]", help="A pack that comes with wiresift, or a folder.")
        ],
        "peace",
    ),
}
_TWO: Final[Group] = {
    "before": (
        Annotated[str, typer.Argument(metavar="A", show_default=False, help="A pack: a name or a folder.")],
        ...,
    ),
    "after": (Annotated[str, typer.Argument(metavar="B", show_default=False, help="Another.")], ...),
    "inputs": INPUTS["inputs"],
}
_NEW: Final[Group] = {
    "out": (
        Annotated[str, typer.Option("--out", "-o", metavar="OUT", show_default=False, help="A new folder.")],
        ...,
    ),
}
_IMPORT: Final[Group] = {
    "dictionaries": (
        Annotated[
            list[str],
            typer.Argument(
                metavar="DICTIONARY",
                show_default=False,
                help="Dictionaries of actors, agents, verbs, discards: their lines tell what each holds.",
            ),
        ],
        [],
    ),
    **_NEW,
    "actors": (
        Annotated[
            list[str],
            typer.Option(
                "--actors", metavar="FILE", help="A dictionary of actors, whatever its lines look like."
            ),
        ],
        [],
    ),
    "agents": (
        Annotated[
            list[str],
            typer.Option("--agents", metavar="FILE", help="The same of agents."),
        ],
        [],
    ),
    "verbs": (
        Annotated[list[str], typer.Option("--verbs", metavar="FILE", help="The same of verbs.")],
        [],
    ),
    "base": (
        Annotated[str, typer.Option("--base", metavar="PACK", help="The pack to add them to.")],
        "peace",
    ),
    "keep_rules": (
        Annotated[
            bool,
            typer.Option(
                "--keep-rules",
                help="Keep the rules of the base beside verb dictionaries, which stand alone otherwise.",
            ),
        ],
        False,
    ),
}
_MARKS: Final = {"gained": "+", "lost": "-", "altered": "~"}

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


@pack_app.command("copy")
@takes(_PACK, _NEW, DEBUG)
def copy_pack(given: Given) -> None:
    r"""Copy a pack to a new folder, to add words and rules of your own to it.

    The copy has the name of its folder.

    [bold]Examples[/bold]

    \b
    wiresift pack copy peace -o mine
    wiresift run archive/*.parquet -o out --pack mine
    """
    with guard(debug=given["debug"]):
        typer.echo(str(import_module("wiresift.pack_copy").copy(given["pack"], given["out"])))


@pack_app.command("lint")
@takes(_PACK, _AS_JSON, DEBUG)
def lint_pack(given: Given) -> None:
    r"""Name the file and the line of what is wrong in a pack, and of what does nothing in it.

    Errors keep it from being compiled. Warnings are dead and shadowed rules, phrases in lists that exclude
    each other, rules that no example shows, and names that nothing asks for. Exit code 0 if nothing is found,
    1 for errors, 3 for warnings alone.

    [bold]Examples[/bold]

    \b
    wiresift pack lint my-pack/
    wiresift pack lint my-pack/ --json | jq -r .check | sort | uniq -c
    """
    with guard(debug=given["debug"]):
        findings = import_module("wiresift.events").Pack.lint(given["pack"])
        for finding in findings.iter_rows(named=True):
            line = "{file}:{line}: {level}: {message} [{check}]".format(**finding)
            typer.echo(json.dumps(finding, ensure_ascii=False) if given["json"] else line)
        count = {level: findings.filter(level=level).height for level in ("error", "warning")}
        typer.echo(", ".join(f"{n} {level}{'s'[: n != 1]}" for level, n in count.items()), err=True)
        if findings.height:
            raise typer.Exit(_FAILED if count["error"] else _WARNED)


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


@pack_app.command("diff")
@takes(_TWO, READING, CLEANING, QUIET, DEBUG)
def diff_packs(given: Given) -> None:
    r"""Read articles with two packs, and list the events gained (+), lost (-) and altered (~).

    A line an event: its type and mode, the article, the columns that differ, and the sentence with the words
    that fired in brackets. The counts go to stderr.

    [bold]Example[/bold]

    \b
    wiresift pack diff peace my-pack/ archive/*.parquet
    """
    with guard(debug=given["debug"]), for_stderr(quiet=given["quiet"]) as progress:
        before, after = (
            import_module("wiresift.events").Pack.load(given[side]) for side in ("before", "after")
        )
        reader = import_module("wiresift.io").Reader(given["inputs"], read_options(given))
        changed = before.diff(
            after, reader, clean=not given["no_clean"], date_order=given["date_order"], progress=progress
        )
        progress.done()
        for row in changed.iter_rows(named=True):
            typer.echo(_line(row))
        counts = {change: changed.filter(change=change).height for change in _MARKS}
        typer.echo(", ".join(f"{n} {change}" for change, n in counts.items()), err=True)


@pack_app.command("import")
@takes(_IMPORT, DEBUG)
def import_pack(given: Given) -> None:
    r"""Make a pack of PETRARCH or TABARI dictionaries: of actors, agents, verbs and discards.

    Actors and agents are added to a copy of a pack. With verbs, rows are what the dictionary codes: type is
    the root code, mode and cameo are the code. OUT/left_out.tsv holds every line that was not taken, with
    file, line and reason; issues are among them, which `wiresift.petrarch.issues` reads. Hold the new pack
    against the old one with `wiresift pack test` and `diff`, and look it through with `wiresift pack lint`.

    [bold]Examples[/bold]

    \b
    wiresift pack import CAMEO.2.0.txt Phoenix.*.actors.txt Phoenix.agents.txt Phoenix.discards.txt -o mine
    wiresift events archive/*.parquet -o out --pack mine
    wiresift pack import Phoenix.agents.txt -o peace-with-agents
    """
    with guard(debug=given["debug"]):
        made = import_module("wiresift.petrarch").import_dictionaries(
            given["out"],
            given["dictionaries"],
            **{key: given[key] for key in ("actors", "agents", "verbs", "base", "keep_rules")},
        )
        told = ", ".join(f"{n:,} {what}" for what, n in made.added.items())
        typer.echo(f"added: {told or 'nothing'}", err=True)
        for reason, n in sorted(made.left_out.items(), key=lambda item: -item[1]):
            typer.echo(f"left out: {n:,}, {reason}", err=True)
        if made.waived:
            typer.echo(
                f"waived: {made.waived:,} examples of the base read otherwise with these names", err=True
            )
        typer.echo(str(made.out))


def _line(row: dict[str, Any]) -> str:
    status = " ".join(word for word in (row["polarity"], row["realis"]) if word not in {"affirmed", "actual"})
    name = f"{row['type']}.{row['mode']}" + (f" {status}" if status else "")
    columns = f" ({', '.join(row['columns'])})" if row["columns"] else ""
    sentence = " ".join(row["sentence_text"].replace(row["trigger"], f"[{row['trigger']}]", 1).split())
    return f"{_MARKS[row['change']]} {name}{columns} {row['doc_id']}: {sentence}"


def _load(given: Given) -> Any:
    return import_module("wiresift.events").Pack.load(given["pack"])
