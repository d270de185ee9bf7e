"""polars: the floor under everything that reads a Parquet file."""

from __future__ import annotations

import tempfile
from pathlib import Path

import numpy as np
import polars as pl

from harness.task import Outcome, Settings, Task

ROWS = "rows.parquet"


def to_file(rows: pl.DataFrame, _: Settings) -> tempfile.TemporaryDirectory[str]:
    """The rows as a file in a folder of their own, which lives as long as the value."""
    folder = tempfile.TemporaryDirectory(prefix="wiresift-bench-")
    rows.write_parquet(Path(folder.name) / ROWS)
    return folder


def _hash(folder: tempfile.TemporaryDirectory[str], _: Settings) -> int:
    scan = pl.scan_parquet(Path(folder.name) / ROWS)
    return int(scan.select(pl.col("text").hash().n_unique()).collect().item())


def _count(number: int, _: Settings) -> Outcome:
    return Outcome("count", np.array([number]))


TASKS = {"hash": Task(to_file, _hash, _count)}
