"""wiresift: signatures by function and by polars expression; verified clusters; file in, tables out."""

from __future__ import annotations

import tempfile  # noqa: TC003 - the signatures of tasks are read at run time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import polars as pl
import wiresift as ws

from harness import pairs
from harness.engines.polars_engine import ROWS, to_file
from harness.task import Outcome, Settings, Task

if TYPE_CHECKING:
    from numpy.typing import NDArray


def _column(rows: pl.DataFrame, _: Settings) -> pl.Series:
    return rows["text"]


def _minhash(texts: pl.Series, settings: Settings) -> NDArray[Any]:
    return ws.minhash(texts, num_perm=settings.num_perm, ngram=settings.ngram, threads=settings.threads)


def _expression(texts: pl.Series, settings: Settings) -> NDArray[Any]:
    text = pl.col("text").wiresift  # type: ignore[attr-defined]
    signature = text.minhash(num_perm=settings.num_perm, ngram=settings.ngram)
    return texts.alias("text").to_frame().lazy().select(signature).collect()["text"].to_numpy()


def _rows(rows: pl.DataFrame, _: Settings) -> pl.DataFrame:
    return rows


def _dedup(rows: pl.DataFrame, settings: Settings) -> tuple[pl.DataFrame, ws.DedupResult]:
    result = ws.dedup(
        rows,
        threshold=settings.threshold,
        ngram=settings.ngram,
        num_perm=settings.num_perm,
        clean=settings.options["clean"],
        threads=settings.threads,
    )
    return rows, result


def _pairs(found: tuple[pl.DataFrame, ws.DedupResult], settings: Settings) -> Outcome:
    rows, result = found
    table = pairs.of_edges(result.edges, rows["id"], settings.threshold)
    return Outcome("pairs", table, result.boilerplate if settings.options["clean"] else None)


def _tables(folder: tempfile.TemporaryDirectory[str], settings: Settings) -> int:
    here = Path(folder.name)
    result = ws.dedup(
        here / ROWS,
        threshold=settings.threshold,
        ngram=settings.ngram,
        num_perm=settings.num_perm,
        threads=settings.threads,
    )
    for name in ("documents", "edges", "clusters", "boilerplate"):
        getattr(result, name).write_parquet(here / f"{name}.parquet")
    return result.clusters.height


def _count(number: int, _: Settings) -> Outcome:
    return Outcome("count", np.array([number]))


def _signatures(values: NDArray[Any], _: Settings) -> Outcome:
    return Outcome("signatures", values)


TASKS = {
    "signatures": Task(_column, _minhash, _signatures),
    "expression": Task(_column, _expression, _signatures),
    "clusters": Task(_rows, _dedup, _pairs),
    "tables": Task(to_file, _tables, _count),
}
