#!/usr/bin/env python3
"""Time `wiresift dedup` on large generated archives against a polars scan that hashes the text column.

    python benches/large.py [--articles 100000 1000000 5000000] [--folder DIR] [--repeat 2]

The archives are made where they are missing (`corpus/generate.py`: about ten minutes and 1.6 GB for a million
articles) and stay in the folder. Scan and run take turns, each in a process of its own with all cores; the
best of each counts. The scan is timed without the start of its interpreter, the run with it. Memory is the
largest resident set of the process, as the system counts it; the budget is 1.5 GiB and 150 bytes an article.
Needs the built extension.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).resolve().parents[1]
SCAN = """
import sys, time
import polars as pl
began = time.perf_counter()
pl.scan_parquet(sys.argv[1]).select(pl.col("text").hash().sum()).collect(engine="streaming")
print(time.perf_counter() - began)
"""
BUDGET = 1.5 * (1 << 30)
BUDGET_EACH = 150


@dataclass(frozen=True)
class Measured:
    """What a process took: seconds on the clock and of processors, bytes of memory, and what it said."""

    seconds: float
    cpu_seconds: float
    peak_bytes: int
    output: str


def measure(command: list[str]) -> Measured:
    """Run a command to its end; an error of its own ends this one too."""
    began = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment())
    output = process.stdout.read() if process.stdout else ""
    _, status, usage = os.wait4(process.pid, 0)
    if process.stdout:
        process.stdout.close()
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)
    unit = 1 if sys.platform == "darwin" else 1024
    return Measured(
        time.perf_counter() - began, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * unit, output
    )


def environment() -> dict[str, str]:
    path = os.pathsep.join(filter(None, [str(ROOT / "python"), os.environ.get("PYTHONPATH", "")]))
    return {**os.environ, "PYTHONPATH": path}


def archive(folder: Path, articles: int) -> Path:
    """The generated archive of so many articles, made if it is missing."""
    path = folder / f"{articles}.parquet"
    if not path.exists():
        draft = folder / f"{articles}.draft.parquet"
        command = [sys.executable, str(ROOT / "corpus" / "generate.py"), "--articles", str(articles)]
        subprocess.run([*command, "--seed", "1", "-o", str(draft)], check=True)
        draft.rename(path)
    return path


def row(path: Path, articles: int, repeat: int, scratch: Path) -> dict[str, float]:
    """Measure one archive."""
    scans: list[float] = []
    runs: list[Measured] = []
    for _ in range(repeat):
        scans.append(float(measure([sys.executable, "-c", SCAN, str(path)]).output))
        out = scratch / "out"
        runs.append(
            measure([sys.executable, "-m", "wiresift", "dedup", str(path), "-o", str(out), "--quiet"])
        )
        found = json.loads((out / "summary.json").read_text(encoding="utf8"))
        if found["counts"]["articles"] != articles:
            raise SystemExit(f"{found['counts']['articles']} articles of {articles} were read")
        shutil.rmtree(out)
    scan, run = min(scans), min(runs, key=lambda run: run.seconds)
    return {
        "articles": articles,
        "scan_seconds": scan,
        "dedup_seconds": run.seconds,
        "ratio": run.seconds / scan,
        "cpu_seconds": run.cpu_seconds,
        "peak_mib": max(run.peak_bytes for run in runs) / (1 << 20),
        "budget_mib": (BUDGET + BUDGET_EACH * articles) / (1 << 20),
    }


def main() -> int:
    """Run the bench; 0 when all was measured."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--articles", type=int, nargs="+", default=[100_000, 1_000_000, 5_000_000], metavar="N"
    )
    parser.add_argument("--folder", type=Path, help="where archives stay (default: a temporary folder)")
    parser.add_argument("--repeat", type=int, default=2, metavar="N", help="turns (default 2)")
    args = parser.parse_args()
    if args.folder:
        args.folder.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(dir=args.folder) as scratch:
        folder = args.folder or Path(scratch)
        rows = []
        for articles in args.articles:
            path = archive(folder, articles)
            rows.append(row(path, articles, args.repeat, Path(scratch)))
            print(json.dumps(rows[-1]), file=sys.stderr)
    print("| articles | scan and hash, s | dedup, s | ratio | CPU, s | peak, MiB | budget, MiB | growth |")
    print("|---:|---:|---:|---:|---:|---:|---:|---|")
    for number, found in enumerate(rows):
        before = rows[number - 1] if number else None
        growth = (
            f"{found['dedup_seconds'] / before['dedup_seconds']:.2f} x the time for "
            f"{found['articles'] / before['articles']:.0f} x the articles"
            if before
            else ""
        )
        print(
            f"| {found['articles']:,.0f} | {found['scan_seconds']:.2f} | {found['dedup_seconds']:.2f} | "
            f"{found['ratio']:.2f} | {found['cpu_seconds']:.1f} | {found['peak_mib']:,.0f} | "
            f"{found['budget_mib']:,.0f} | {growth} |"
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
