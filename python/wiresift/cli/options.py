"""The options that commands share, each stated once, with the name of its Python parameter.

A group is a mapping from the parameter to its type and its default. `takes` gives groups to a command, which
gets what the user chose as one mapping; `read_options` and `dedup_options` make the library's options of it.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from dataclasses import fields
from typing import Annotated, Any, Final, Literal, TypeAlias

import typer

from wiresift.config import DateOrder, DedupOptions, Format, ReadOptions
from wiresift.exceptions import ParameterError
from wiresift.io.columns import USUAL_NAMES
from wiresift.schema import CANONICAL_POLICIES

Given: TypeAlias = Mapping[str, Any]
"""What the user chose, by the name of the parameter."""
Group: TypeAlias = dict[str, tuple[Any, Any]]

_KEEP: Final = "\\b"
_REQUIRED: Final = inspect.Parameter.empty
_DEFAULT: Final = DedupOptions()
_WHAT: Final = {
    "text": "the text",
    "title": "the title",
    "source": "the publisher",
    "published": "the date",
    "url": "the address",
    "lang": "the language",
    "id": "the id",
}


def _option(
    kind: Any, default: Any, flag: str, text: str, panel: str | None = None, **more: Any
) -> tuple[Any, Any]:
    if default is None:
        kind = kind | None
        more.setdefault("show_default", False)
    return Annotated[kind, typer.Option(*flag.split(), help=text, rich_help_panel=panel, **more)], default


INPUTS: Final[Group] = {
    "inputs": (
        Annotated[
            list[str],
            typer.Argument(
                metavar="INPUT...",
                show_default=False,
                help="Files, folders, globs or object-store URLs; - is standard input. Parquet, Arrow IPC, "
                "CSV, JSON lines (also .gz, .zst), text files.",
            ),
        ],
        _REQUIRED,
    ),
    "out": _option(
        str, _REQUIRED, "--out -o", "The folder to write; - writes the main table to stdout.", metavar="OUT"
    ),
    "format": _option(
        Literal["jsonl", "ipc"],
        None,
        "--format",
        "With -o -: JSON lines (the default), or an Arrow IPC stream.",
    ),
}

PACK: Final[Group] = {
    "pack": _option(str, "peace", "--pack", "The event pack: a name or a folder.", metavar="PACK"),
}

_READING: Final = "Reading"
READING: Final[Group] = {
    **{
        f"{name}_column": _option(
            str,
            None,
            f"--{name}-column",
            f"The column of {_WHAT[name]}.",
            _READING,
            metavar="NAME",
            show_default=", ".join(usual),
        )
        for name, usual in USUAL_NAMES.items()
    },
    "published": _option(
        str, None, "--published", "The date of articles that don't say.", _READING, metavar="DATE"
    ),
    "date_order": _option(
        DateOrder,
        None,
        "--date-order",
        "How 3/4/2022 is meant, in texts and in the column of dates.",
        _READING,
        show_default="in texts told by other dates",
    ),
    "source": _option(
        str, None, "--source", "The publisher of articles that don't say.", _READING, metavar="NAME"
    ),
    "lang": _option(
        str, None, "--lang", "The language of articles that don't say.", _READING, metavar="CODE"
    ),
    "input_format": _option(
        Format, None, "--input-format", "The format of every input.", _READING, show_default="by ending"
    ),
    "strict": _option(bool, False, "--strict", "Stop at the first row that can't be read.", _READING),
}

CLEANING: Final[Group] = {
    "no_clean": _option(bool, False, "--no-clean", "Leave boilerplate in.", "Comparing"),
}

_COMPARING: Final = "Comparing"
COMPARING: Final[Group] = {
    "threshold": _option(
        float,
        _DEFAULT.threshold,
        "--threshold",
        "Jaccard similarity from which two are one.",
        _COMPARING,
    ),
    "containment": _option(
        str,
        str(_DEFAULT.containment),
        "--containment",
        "Share of the shorter text in the longer, from which two are one.",
        _COMPARING,
        metavar="SHARE|none",
    ),
    "ngram": _option(int, _DEFAULT.ngram, "--ngram", "Tokens to a shingle.", _COMPARING),
    "num_perm": _option(int, _DEFAULT.num_perm, "--num-perm", "Values to a signature.", _COMPARING),
    "seed": _option(int, _DEFAULT.seed, "--seed", "The seed of the signature.", _COMPARING),
    "bands": _option(
        int,
        None,
        "--bands",
        "Bands of the locality-sensitive hash.",
        _COMPARING,
        show_default="chosen for recall",
    ),
    "rows": _option(int, None, "--rows", "Values to a band.", _COMPARING, show_default="chosen for recall"),
    "canonical": _option(
        str,
        _DEFAULT.canonical,
        "--canonical",
        "Which article stands for a cluster.",
        _COMPARING,
        metavar="|".join(CANONICAL_POLICIES),
    ),
    "preferred": _option(
        list[str],
        None,
        "--preferred",
        "With --canonical preferred: the best source; repeat it for the next.",
        _COMPARING,
        metavar="SOURCE",
    ),
    **CLEANING,
}

_RUNNING: Final = "Running"
DEBUG: Final[Group] = {
    "debug": _option(bool, False, "--debug", "Show where an error arose.", _RUNNING),
}
QUIET: Final[Group] = {
    "quiet": _option(bool, False, "--quiet -q", "No progress, no summary.", _RUNNING),
}
RUNNING: Final[Group] = {
    "threads": _option(
        int,
        None,
        "--threads",
        "Of the comparison; files are unpacked by POLARS_MAX_THREADS. Never alters the result.",
        _RUNNING,
        show_default="all cores",
    ),
    "batch_size": _option(
        int, _DEFAULT.batch_size, "--batch-size", "Articles at a time; never alters the result.", _RUNNING
    ),
    "overwrite": _option(bool, False, "--overwrite", "Replace the output of an earlier run.", _RUNNING),
    "resume": _option(
        bool, False, "--resume", "Take up a run that was killed; keep what is finished.", _RUNNING
    ),
    "json": _option(bool, False, "--json", "Print summary.json instead of words.", _RUNNING),
    **QUIET,
    **DEBUG,
}


def takes(*groups: Group) -> Callable[[Callable[[Given], None]], Callable[..., None]]:
    """Give a command the options of `groups`: typer reads them from its signature."""

    def decorate(function: Callable[[Given], None]) -> Callable[..., None]:
        def command(**given: Any) -> None:
            function(given)

        parameters = [
            inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, annotation=kind, default=default)
            for group in groups
            for name, (kind, default) in group.items()
        ]
        command.__name__ = function.__name__
        command.__doc__ = _as_help(inspect.getdoc(function) or "")
        command.__annotations__ = {}
        setattr(command, "__signature__", inspect.Signature(parameters))  # noqa: B010 (functions have none by type)
        return command

    return decorate


def _as_help(doc: str) -> str:
    """Join the lines of each paragraph; one that begins with a mark keeps them, and gets typer's own mark."""
    return "\n\n".join(
        part.replace(_KEEP, "\b", 1) if part.startswith(_KEEP) else part.replace("\n", " ")
        for part in doc.split("\n\n")
    )


def read_options(given: Given) -> ReadOptions:
    """Return the options of reading.

    >>> read_options({"strict": True, "input_format": "csv"}).format
    'csv'
    """
    names = {field.name for field in fields(ReadOptions)} - {"format"}
    return ReadOptions(format=given["input_format"], **{name: given[name] for name in names & given.keys()})


def dedup_options(given: Given) -> DedupOptions:
    """Return the options of comparing; those that a command lacks keep their default.

    >>> options = dedup_options({"containment": "none", "no_clean": True})
    >>> options.containment is None, options.clean, options.threshold
    (True, False, 0.8)
    """
    names = {field.name for field in fields(DedupOptions)} - {"containment", "preferred", "clean"}
    chosen = {name: given[name] for name in names & given.keys()}
    if "containment" in given:
        chosen["containment"] = share_or_none(given["containment"])
    return DedupOptions(**chosen, preferred=tuple(given.get("preferred") or ()), clean=not given["no_clean"])


def share_or_none(value: str) -> float | None:
    """Parse the value of `--containment`.

    >>> share_or_none("0.9"), share_or_none("none")
    (0.9, None)
    """
    if value.lower() == "none":
        return None
    try:
        return float(value)
    except ValueError:
        raise ParameterError(
            f"containment is {value!r}, but must be a number above 0, at most 1, or none"
        ) from None
