"""Daft: normalize and minhash on an Arrow column; bands exploded and grouped, as in its tutorial.

Source: the notebook tutorials/minhash_dedupe of Eventual-Inc/Daft. Its NFD step is left out, as wiresift has
no such step and it costs a third of the time. `hash_function="xxhash"` is the tutorial's, and its fastest.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

import daft
import numpy as np
from daft import col
from daft.functions import chunk, list_agg, list_count, minhash, normalize

from harness import pairs
from harness.task import Outcome, Settings, Task

if TYPE_CHECKING:
    import polars as pl
    import pyarrow as pa


@cache
def _limit(threads: int) -> None:
    daft.set_runner_native(num_threads=threads)  # a second call in a process is an error


def _table(rows: pl.DataFrame, settings: Settings) -> pa.Table:
    _limit(settings.threads)
    return rows.select("text").with_row_index("row").to_arrow()


def _signed(table: pa.Table, settings: Settings) -> Any:
    clean = normalize(col("text"), remove_punct=True, lowercase=True, white_space=True)
    signature = minhash(
        col("clean"), num_hashes=settings.num_perm, ngram_size=settings.ngram, hash_function="xxhash"
    )
    frame = daft.from_arrow(table).with_column("clean", clean).with_column("signature", signature)
    return frame.select("row", "signature")


def _signatures(table: pa.Table, settings: Settings) -> Any:
    return _signed(table, settings).collect()


@daft.func()
def _numbered(bands: list[int], count: int) -> list[int]:
    return list(range(min(len(bands), count)))


def _candidates(table: pa.Table, settings: Settings) -> Any:
    bands, rows = settings.options["bands"], settings.options["rows"]
    cut = Settings(bands * rows, settings.ngram, settings.threshold, settings.threads, {})
    frame = (
        _signed(table, cut)
        .with_column("bands", chunk(col("signature"), rows))
        .with_column("band", _numbered(col("bands"), bands))
        .explode("bands", "band")
        .groupby(col("band"), col("bands"))
        .agg(list_agg(col("row")).alias("group"))
    )
    return frame.where(list_count(col("group")) > 1).select("group").collect()


def _matrix(frame: Any, settings: Settings) -> Outcome:
    table = frame.to_arrow().sort_by("row").combine_chunks()
    flat = table["signature"].combine_chunks().flatten().to_numpy()
    return Outcome("signatures", flat.astype(np.uint32).reshape(-1, settings.num_perm))


def _groups(frame: Any, _: Settings) -> Outcome:
    return Outcome("pairs", pairs.of_groups(frame.to_pydict()["group"]))


TASKS = {
    "signatures": Task(_table, _signatures, _matrix),
    "clusters": Task(_table, _candidates, _groups),
}
