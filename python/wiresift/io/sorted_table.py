"""Tables that are larger than memory, sorted into one Parquet file.

Batches are gathered into runs; each run is sorted and written to a scratch folder. Then the key's range is
cut where about as many bytes lie between two cuts as a run has, and what all runs hold between two cuts is
sorted together and passed on. Rows with equal keys are never cut apart, so the file is that of one sort in
memory, byte for byte, whatever the runs.

Memory: a few runs' worth of rows, and the key column of one run. Disk: the table once more, while it is
sorted. A table of one run never touches the scratch folder.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import polars as pl
from polars.io.plugins import register_io_source

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

RUN_BYTES: Final = 128 << 20
ROW_GROUP: Final = 16_384
_SAMPLES: Final = 64
"""Keys that are looked at, of each run, to place the cuts."""


def write_sorted(
    batches: Iterable[pl.DataFrame],
    path: Path,
    by: Sequence[str],
    schema: pl.Schema,
    scratch: Path,
    run_bytes: int = RUN_BYTES,
) -> None:
    """Write the rows of `batches` to the Parquet file `path`, sorted by the columns `by`.

    The first of `by` is the key by which the work is cut up: strings, none null. `scratch` is a new folder.

    >>> import tempfile
    >>> from pathlib import Path
    >>> frames = [pl.DataFrame({"id": ["c", "a"]}), pl.DataFrame({"id": ["b"]})]
    >>> with tempfile.TemporaryDirectory() as home:
    ...     path = Path(home) / "a.parquet"
    ...     write_sorted(frames, path, ["id"], frames[0].schema, Path(home) / "runs", run_bytes=1)
    ...     pl.read_parquet(path)["id"].to_list()
    ['a', 'b', 'c']
    """
    last: pl.DataFrame | None = None
    runs: list[Path] = []
    for run in _runs(batches, by, schema, run_bytes):
        if last is not None:
            runs.append(_saved(last, scratch, len(runs)))
        last = run
    if last is None or not runs:
        _sink(iter([last if last is not None else pl.DataFrame(schema=schema)]), schema, path)
        return
    runs.append(_saved(last, scratch, len(runs)))
    del last
    merge_sorted(runs, path, by, schema, run_bytes)


def merge_sorted(
    runs: Sequence[Path], path: Path, by: Sequence[str], schema: pl.Schema, run_bytes: int = RUN_BYTES
) -> None:
    """Write the rows of `runs`, Parquet files that are each sorted by `by`, to the one file `path`."""
    _sink(_merged(runs, by, schema, run_bytes), schema, path)


def _runs(
    batches: Iterable[pl.DataFrame], by: Sequence[str], schema: pl.Schema, run_bytes: int
) -> Iterator[pl.DataFrame]:
    pending: list[pl.DataFrame] = []
    size = 0.0
    for batch in batches:
        if batch.is_empty():
            continue
        pending.append(batch.select(list(schema)))
        size += batch.estimated_size()
        if size >= run_bytes:
            yield pl.concat(pending).sort(by)
            pending, size = [], 0.0
    if pending:
        yield pl.concat(pending).sort(by)


def _saved(run: pl.DataFrame, scratch: Path, number: int) -> Path:
    scratch.mkdir(parents=True, exist_ok=True)
    path = scratch / f"run-{number:05}.parquet"
    run.write_parquet(path, compression="lz4", statistics=False, row_group_size=ROW_GROUP)
    return path


def _sink(frames: Iterator[pl.DataFrame], schema: pl.Schema, path: Path) -> None:
    """Write frames as they come. polars fills row groups, so their bounds don't depend on the frames."""

    def source(
        columns: list[str] | None, predicate: pl.Expr | None, n_rows: int | None, batch_size: int | None
    ) -> Iterator[pl.DataFrame]:
        del columns, predicate, n_rows, batch_size  # the query below asks for everything
        for frame in frames:
            yield from frame.iter_slices(ROW_GROUP)

    table = register_io_source(source, schema=schema, explain_name="wiresift.sorted")
    table.sink_parquet(path, compression="zstd", row_group_size=ROW_GROUP)


def _merged(
    runs: Sequence[Path], by: Sequence[str], schema: pl.Schema, run_bytes: int
) -> Iterator[pl.DataFrame]:
    key = by[0]
    scans = [pl.scan_parquet(run, glob=False) for run in runs]
    cuts = _cuts(runs, key, run_bytes)
    bounds = [_rows_at(scan, key, cuts) for scan in scans]
    yielded = False
    for part in range(len(cuts) + 1):
        slices = [
            scan.slice(rows[part], rows[part + 1] - rows[part])
            for scan, rows in zip(scans, bounds, strict=True)
            if rows[part + 1] > rows[part]
        ]
        if slices:
            yielded = True
            yield pl.concat(slices).collect().select(list(schema)).sort(by)
    if not yielded:
        yield pl.DataFrame(schema=schema)


def _cuts(runs: Sequence[Path], key: str, run_bytes: int) -> pl.Series:
    """Return keys that cut the rows into parts of about `run_bytes`, as far as a sample tells."""
    samples = []
    for run in runs:
        keys = pl.read_parquet(run, columns=[key], glob=False).get_column(key)
        step = max(1, len(keys) // _SAMPLES)
        sample = keys.gather_every(step)
        weight = pl.Series([len(keys) / max(1, len(sample))] * len(sample), dtype=pl.Float64)
        samples.append(pl.DataFrame({"key": sample, "weight": weight}))
    table = pl.concat(samples).sort("key")
    size = sum(run.stat().st_size for run in runs)
    # Files are packed; texts take about twice their size in memory.
    parts = max(1, round(2 * size / run_bytes))
    share = table["weight"].cum_sum() / max(1.0, float(table["weight"].sum()))
    part = (share * parts).cast(pl.Int64).clip(0, parts - 1)
    return table.filter(part != part.shift(1, fill_value=0)).get_column("key").unique().sort()


def _rows_at(scan: pl.LazyFrame, key: str, cuts: pl.Series) -> list[int]:
    """Return the row at which each part begins in a sorted run, and the number of its rows."""
    keys = scan.select(key).collect().get_column(key)
    inner = keys.search_sorted(cuts, side="left").to_list() if len(cuts) else []
    return [0, *inner, len(keys)]
