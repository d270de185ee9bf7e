"""What a finished run prints: the summary in words, and tables on stdout."""

from __future__ import annotations

import errno
import json
import os
import sys
from typing import TYPE_CHECKING, Any, Final

import polars as pl
from polars.exceptions import PolarsError

from wiresift.io import batches
from wiresift.io.rejects import ADVICE
from wiresift.output import os_error_number, writing
from wiresift.saved import load_summary

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

_COUNTS: Final = (
    ("articles", "article", "articles"),
    ("exact", "exact duplicate", "exact duplicates"),
    ("near", "near duplicate", "near duplicates"),
    ("update", "update", "updates"),
    ("contains", "that contains another", "that contain another"),
    ("contained", "contained in another", "contained in another"),
    ("clusters", "distinct text", "distinct texts"),
    ("events", "event", "events"),
    ("stories", "story", "stories"),
)
"""What of `counts` in summary.json is shown, and in which words: of one, and of several."""
_LACKING: Final = (
    (
        "without_date",
        "without a date: days of the week can't be resolved; --published or --published-column tells it",
    ),
    (
        "without_source",
        "without a source: each counts as a publisher of its own; --source or --source-column tells it",
    ),
)
_WRITTEN: Final = 4096


def lines_of(summary: Mapping[str, Any], out: Path | None = None) -> Iterator[str]:
    """Yield the summary in words, a line a fact.

    >>> rejects = {"total": 2, "reasons": {"null text": 2}}
    >>> list(lines_of({"counts": {"articles": 1200, "update": 1, "events": 3}, "rejects": rejects}))
    ['1,200 articles', '1 update', '3 events', '2 rows rejected (null text: 2)']
    """
    counts = summary.get("counts", {})
    for key, one, several in _COUNTS:
        if key not in counts:
            continue
        line = f"{counts[key]:,} {_words(counts[key], one, several)}"
        if key == "events" and (by_type := counts.get("events_by_type")):
            listed = sorted(by_type.items(), key=lambda item: (-item[1], item[0]))
            line += " (" + ", ".join(f"{name}: {n:,}" for name, n in listed) + ")"
        yield line
    rejects = summary.get("rejects", {})
    if rejects.get("total"):
        reasons = ", ".join(f"{reason}: {n:,}" for reason, n in sorted(rejects["reasons"].items()))
        where = f", see {out / 'rejects.jsonl'}" if out is not None else ""
        rows = _words(rejects["total"], "row", "rows")
        yield f"{rejects['total']:,} {rows} rejected ({reasons}{where})"
        yield from (f"  {ADVICE[reason]}" for reason in sorted(rejects["reasons"]) if reason in ADVICE)
    for key, words in _LACKING:
        if n := counts.get(key):
            yield f"{n:,} {_words(n, 'article', 'articles')} {words}"
    yield from _doubts(summary)
    for warning in summary.get("warnings", ()):
        yield f"warning: {warning}"
    yield from _speed(summary, counts.get("articles", 0))
    if out is not None:
        report = out / "report.html"
        yield str(report if report.exists() else out)


def _words(n: int, one: str, several: str) -> str:
    return one if n == 1 else several


def _doubts(summary: Mapping[str, Any]) -> Iterator[str]:
    """Yield what the guards did, and the recall that was measured."""
    guards = summary.get("guards", {})
    if left_out := guards.get("pairs_left_out"):
        families = "of very large families of like texts"
        pairs = _words(left_out, f"pair {families} was", f"pairs {families} were")
        yield f"{left_out:,} {pairs} not compared"
    if split := guards.get("components_split"):
        yield f"{split:,} {_words(split, 'chain of like texts was', 'chains of like texts were')} split"
    measured = summary.get("recall", {}).get("measured", {})
    if measured.get("recall") is not None:
        low, high = measured["interval_95"]
        yield (
            f"recall on a sample: {measured['found']:,} of {measured['true_pairs']:,} true pairs "
            f"(95 %: {low:.3f} to {high:.3f})"
        )


def _speed(summary: Mapping[str, Any], n_articles: int) -> Iterator[str]:
    seconds = summary.get("seconds")
    total = seconds.get("total") if isinstance(seconds, dict) else seconds
    if isinstance(total, int | float) and total > 0:
        yield f"{total:.1f} s, {n_articles / total:,.0f} articles/s"


def print_summary(out: Path, *, as_json: bool, hidden: bool = False) -> None:
    """Print the summary of a finished run: JSON to stdout, words to stderr.

    `hidden` is for output that the user never sees as a folder: then all of it goes to stderr, without paths.
    """
    summary = load_summary(out)
    stream = sys.stderr if hidden or not as_json else sys.stdout
    if as_json:
        print(json.dumps(summary, ensure_ascii=False, indent=2), file=stream)
        return
    for line in lines_of(summary, None if hidden else out):
        print(line, file=stream)


def table_to_stdout(path: Path, kind: str) -> None:
    """Write a table to stdout, as JSON lines or as an Arrow IPC stream."""
    try:
        if kind == "ipc":
            pl.read_parquet(path, glob=False).write_ipc_stream(sys.stdout.buffer)
        else:
            for frame in batches(path, batch_size=_WRITTEN):
                sys.stdout.buffer.write(frame.write_ndjson().encode())
        sys.stdout.buffer.flush()
    except (OSError, PolarsError) as error:
        if os_error_number(error) == errno.EPIPE:
            raise BrokenPipeError(errno.EPIPE, os.strerror(errno.EPIPE)) from error
        with writing("stdout"):
            raise
