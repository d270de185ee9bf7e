#!/usr/bin/env python3
"""Speed of deduplication against the peers, in one run, with what each of them found.

    python benches/dedup.py [--data FILE.parquet|FOLDER] [--articles N] [--threads 1,2] [--repeat N]

Three definitions: `signatures`, `clusters`, `tables`. Engines take turns (A B C A B C ...), each run in a
process of its own, on the same rows and on so many cores. Prints a table for each definition and number of
threads; `--record NAME` keeps them. Exit 1: a count differs from the expected one, or an installed engine has
failed.
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
import tempfile
from collections import defaultdict
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from harness import counts, definition, machine, process, record, rows
from harness.task import Outcome
from harness.truth import Truth, judge

if TYPE_CHECKING:
    from harness.definition import Definition, Engine

TRUTH_ROWS = 50_000  # the exact join of so many takes half a minute; beyond them the first are the sample


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, help="what `wiresift.read` reads, instead of generated articles")
    parser.add_argument("--articles", type=int, default=30_000, help="articles to generate (default 30,000)")
    parser.add_argument("--seed", type=int, default=0, help="seed of the generator (default 0)")
    parser.add_argument("--threads", default="1,2", help="thread counts, one after the other (default 1,2)")
    parser.add_argument("--repeat", type=int, default=3, help="timed runs of each engine (default 3)")
    parser.add_argument("--definition", help="one definition only")
    parser.add_argument("--only", help="engines whose names hold one of these words, by commas")
    parser.add_argument("--truth-rows", type=int, default=TRUTH_ROWS, help="rows of the exact join")
    parser.add_argument("--json", type=Path, help="write the figures here")
    parser.add_argument("--record", metavar="NAME", help="keep tables and figures in benches/record")
    parser.add_argument("--renew", action="store_true", help="take these counts as the expected ones")
    return parser.parse_args()


def chosen(definition_: Definition, only: str | None) -> list[Engine]:
    words = [word.strip().lower() for word in (only or "").split(",")]
    return [engine for engine in definition_.engines if any(word in engine.name.lower() for word in words)]


def measure(
    definition_: Definition, engines: list[Engine], table: rows.Rows, threads: int, repeat: int, truth: Truth
) -> list[dict[str, Any]]:
    """Run the engines in turns, judge what each found in its first run."""
    runs: dict[str, list[dict[str, Any]]] = defaultdict(list)
    verdicts: dict[str, dict[str, Any]] = {}
    failed: dict[str, str] = {e.name: "missing" for e in engines if not process.installed(e)}
    for turn in range(repeat):
        for engine in engines:
            if engine.name in failed:
                continue
            with tempfile.TemporaryDirectory() as scratch:
                outcome = Path(scratch) / "outcome" if turn == 0 else None
                run = process.run(definition_, engine, table, threads, outcome)
                if "failed" in run:
                    failed[engine.name] = run["failed"]
                    continue
                if outcome is not None:
                    threshold = definition_.settings["threshold"]
                    verdicts[engine.name] = judge(Outcome.load(outcome), truth, threshold, run["articles"])
            runs[engine.name].append(run)
            print(
                f"{definition_.name}, {threads} threads, turn {turn + 1}: {engine.name} "
                f"{run['articles'] / run['seconds']:,.0f} articles/s",
                file=sys.stderr,
            )
    return [
        summarise(definition_, engine, threads, runs[engine.name], verdicts.get(engine.name), failed)
        for engine in engines
    ]


def summarise(
    definition_: Definition,
    engine: Engine,
    threads: int,
    runs: list[dict[str, Any]],
    verdict: dict[str, Any] | None,
    failed: dict[str, str],
) -> dict[str, Any]:
    """Median and spread of the runs of one engine."""
    result: dict[str, Any] = {
        "definition": definition_.name,
        "engine": engine.name,
        "package": engine.package,
        "threads": threads,
    }
    if engine.name in failed:
        return {**result, "failed": failed[engine.name]}
    speeds = sorted(run["articles"] / run["seconds"] for run in runs)
    seconds = statistics.median(run["seconds"] for run in runs)
    return {
        **result,
        "articles": runs[0]["articles"],
        "seconds": [run["seconds"] for run in runs],
        "cpu_seconds": [run["cpu_seconds"] for run in runs],
        "articles_per_cpu_second": statistics.median(run["articles"] / run["cpu_seconds"] for run in runs),
        "articles_per_second": statistics.median(speeds),
        "slowest": speeds[0],
        "fastest": speeds[-1],
        "megabytes_per_second": runs[0]["megabytes"] / seconds,
        "peak_mib": max(run["peak_mib"] for run in runs),
        "before_mib": statistics.median(run["before_mib"] for run in runs),
        "verdict": verdict,
    }


def shown(definition_: Definition, results: list[dict[str, Any]]) -> str:
    """One table: speed, ratio, memory, and what was found."""
    engines = {engine.name: engine for engine in definition_.engines}
    yardstick = next((r for r in results if engines[r["engine"]].yardstick and "failed" not in r), None)
    found, cells = COLUMNS[definition_.columns]
    speed = ["articles/s (min to max)", "MB/s", "yardstick is (by CPU)"]
    head = ["engine", "rows", *speed, "peak MiB (before)", *found]
    lines = []
    for result in results:
        engine = engines[result["engine"]]
        if "failed" in result:
            note = "missing: see requirements.txt" if result["failed"] == "missing" else result["failed"]
            lines.append([engine.name, "", note[:80], *[""] * (len(head) - 3)])
            continue
        verdict = result["verdict"]
        lines.append(
            [
                engine.name + (" (part)" if engine.partial else ""),
                f"{result['articles']:,}",
                _speed(result),
                f"{result['megabytes_per_second']:.1f}",
                ratio(engine, result, yardstick),
                f"{result['peak_mib']:,.0f} ({result['before_mib']:,.0f})",
                *cells(verdict),
            ]
        )
    return record.table(head, lines)


def ratio(engine: Engine, result: dict[str, Any], yardstick: dict[str, Any] | None) -> str:
    """How much faster the yardstick is; nothing where a part of the work was not timed."""
    if engine.yardstick:
        return "1.0 x"
    if engine.partial or yardstick is None:
        return "-"
    rates = ("articles_per_second", "articles_per_cpu_second")
    wall, cpu = (yardstick[rate] / result[rate] for rate in rates)
    return f"{_times(wall)} ({_times(cpu)})"


def _times(factor: float) -> str:
    return f"{factor:.1f} x" if factor >= 1 else f"{factor:.2g} x"


def _speed(result: dict[str, Any]) -> str:
    median, slowest, fastest = (f"{result[k]:,.0f}" for k in ("articles_per_second", "slowest", "fastest"))
    return f"{median} ({slowest} to {fastest})"


def _error(verdict: dict[str, Any]) -> list[str]:
    if verdict["error"] is None:
        return ["no pairs"]
    return [f"{verdict['error']:.3f} ({verdict['chance']:.3f})"]


def _recall(verdict: dict[str, Any]) -> list[str]:
    def share(name: str) -> str:
        return "-" if verdict.get(name) is None else f"{verdict[name]:.4f}"

    rows_found = f"{verdict['found_rows']:,} / {verdict['true_rows']:,}"
    return [rows_found, share("row_recall"), share("pair_recall"), share("pair_precision")]


def _number(verdict: dict[str, Any]) -> list[str]:
    return [f"{verdict['distinct']:,}"]


COLUMNS = {
    "error": (["error (chance)"], _error),
    "recall": (["duplicate rows found / true", "row recall", "pair recall", "pair precision"], _recall),
    "number": (["distinct"], _number),
}


def legend(engines: list[Engine]) -> str:
    head = ["engine", "what is timed", "threads limited by (besides the processor set)"]
    lines = [[engine.name, engine.what, engine.limited_by] for engine in engines]
    return record.table(head, lines, figures=False)


def main() -> int:
    args = arguments()
    threads = [int(part) for part in args.threads.split(",")]
    definitions = [d for d in definition.load_all() if args.definition in (None, d.name)]
    packages = {e.package for d in definitions for e in d.engines} - {"wiresift"} | {"polars", "numpy"}
    about = machine.describe(packages)
    with tempfile.TemporaryDirectory() as scratch:
        table = rows.read(args.data, Path(scratch)) if args.data else rows.generated(args.articles, args.seed)
        results: list[dict[str, Any]] = []
        parts: list[str] = []
        for definition_ in definitions:
            engines = chosen(definition_, args.only)
            truth = Truth(table.path, definition_.settings["ngram"], min(args.truth_rows, table.articles))
            parts.append(f"## {definition_.question}")
            for count in threads:
                some = measure(definition_, engines, table, count, args.repeat, truth)
                results += some
                parts.append(f"Threads: {count}. Found: {definition_.quality}.\n\n{shown(definition_, some)}")
            parts.append(legend(engines))
    label = (
        f"{table.label}: {table.megabytes:.1f} MB, {table.words:.0f} words on average, {table.fingerprint}"
    )
    notes = [
        f"Runs: {args.repeat} of each engine, in turns; median, slowest and fastest",
        f"Truth: exact join of the first {min(args.truth_rows, table.articles):,} rows",
    ]
    text = "\n\n".join([record.heading("Deduplication", label, about, notes), *parts])
    print(text)
    found = counts.counted(results)
    if args.renew:
        counts.renew(table, args.seed, found)
    wrong = [] if args.renew else counts.complaints(table, args.seed, found)
    broken = [r for r in results if r.get("failed", "missing") != "missing"]
    wrong += [f"{result['engine']} failed: {result['failed']}" for result in broken]
    data = {
        "command": record.command(),
        "machine": about,
        "rows": {**asdict(table), "path": table.path.name},
        "results": results,
        "wrong": wrong,
    }
    if args.json:
        args.json.write_text(json.dumps(data, indent=1), encoding="utf8")
    if args.record:
        print(f"\nRecorded: {record.write(args.record, text, data)}", file=sys.stderr)
    for line in wrong:
        print(f"WRONG: {line}", file=sys.stderr)
    return int(bool(wrong))


if __name__ == "__main__":
    sys.exit(main())
