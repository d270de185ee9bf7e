#!/usr/bin/env python3
"""Write a synthetic newswire with recorded edits, of any size, to one Parquet or JSONL file.

    python corpus/generate.py --articles 100000 --seed 1 -o news.parquet --truth truth.parquet

The file is a function of --articles, --seed, --mean-words and --war alone. Articles are made in chunks
and written as they are made: the memory does not grow with their number but by one byte an article.
Needs numpy and polars.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import polars as pl
from polars.io.plugins import register_io_source

if TYPE_CHECKING:
    from collections.abc import Iterator

sys.path.insert(0, str(Path(__file__).parent))

from newswire.stream import SCHEMA, Archive, Settings

Compression = Literal["uncompressed", "gzip", "zstd"]
ROW_GROUP = 8192  # rows; polars holds whole row groups in memory while it writes
JSONL: dict[str, Compression] = {".jsonl": "uncompressed", ".jsonl.gz": "gzip", ".jsonl.zst": "zstd"}


def source(archive: Archive, chunk: int, truth_parts: Path | None) -> pl.LazyFrame:
    """Make the articles while the frame is read; the truth goes to numbered parts on the side."""

    def produce(
        with_columns: list[str] | None, predicate: pl.Expr | None, n_rows: int | None, _batch_size: int | None
    ) -> Iterator[pl.DataFrame]:
        for number, (articles, truth) in enumerate(archive.chunks(chunk)):
            if truth_parts is not None:
                truth.write_parquet(truth_parts / f"{number:09d}.parquet")
            frame = articles if n_rows is None else articles.head(n_rows)
            if predicate is not None:
                frame = frame.filter(predicate)
            yield frame if with_columns is None else frame.select(with_columns)

    return register_io_source(produce, schema=SCHEMA)


def write(frame: pl.LazyFrame, path: Path) -> None:
    """Stream to Parquet or JSONL, by the suffix."""
    kind = next((how for suffix, how in JSONL.items() if path.name.endswith(suffix)), None)
    if kind is None:
        frame.sink_parquet(path, compression="zstd", row_group_size=ROW_GROUP)
    else:
        frame.with_columns(pl.col("published").dt.strftime("%Y-%m-%dT%H:%M:%SZ")).sink_ndjson(
            path, compression=kind
        )


def main(argv: list[str] | None = None) -> int:
    """Run the command; 0 when the file is written."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--articles", type=int, required=True, metavar="N", help="how many articles")
    parser.add_argument(
        "--seed", type=int, default=0, metavar="S", help="another seed, another archive (default 0)"
    )
    parser.add_argument(
        "-o",
        "--output",
        type=Path,
        required=True,
        metavar="FILE",
        help=".parquet, .jsonl, .jsonl.gz or .jsonl.zst",
    )
    parser.add_argument("--truth", type=Path, metavar="FILE", help="the families and edits, as Parquet")
    parser.add_argument(
        "--mean-words",
        type=int,
        default=500,
        metavar="W",
        help="mean length of a base in words (default 500)",
    )
    parser.add_argument(
        "--war",
        type=int,
        default=20,
        metavar="P",
        help="how many articles in a hundred are about the war (default 20)",
    )
    parser.add_argument(
        "--chunk", type=int, default=2048, metavar="R", help="rows made at a time; changes memory, not output"
    )
    args = parser.parse_args(argv)
    if not args.output.name.endswith((".parquet", *JSONL)):
        parser.error(f"-o {args.output}: the name must end in .parquet, .jsonl, .jsonl.gz or .jsonl.zst")
    if args.chunk < 1:
        parser.error(f"--chunk {args.chunk}: must be 1 or more")
    try:
        settings = Settings(args.articles, args.seed, args.mean_words, args.war)
    except ValueError as error:
        parser.error(str(error))
    began = time.perf_counter()
    archive = Archive(settings)
    with tempfile.TemporaryDirectory() as folder:
        parts = Path(folder) if args.truth else None
        write(source(archive, args.chunk, parts), args.output)
        if args.truth:
            pl.scan_parquet(Path(folder) / "*.parquet").sink_parquet(args.truth, compression="zstd")
    print(
        f"{args.articles:,} articles to {args.output} in {time.perf_counter() - began:.1f} s", file=sys.stderr
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
