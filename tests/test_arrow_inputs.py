"""Any Arrow producer and string layout gives the same tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl
import pyarrow as pa
import pytest
import wiresift as ws

if TYPE_CHECKING:
    from collections.abc import Callable

ROWS = {
    "id": ["a", "b", "c", "d"],
    "text": ["The two sides agreed on a truce.", None, "the two sides agreed on a truce", "É ß 停戦"],
    "source": ["Alpha", "Beta", None, "Beta"],
}


class Stream:
    """An object that knows the Arrow stream interface and nothing else."""

    def __init__(self, table: pa.Table) -> None:
        self._table = table

    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object:
        return self._table.__arrow_c_stream__(requested_schema)


def columns(dtype: pa.DataType) -> pa.Table:
    return pa.table({name: pa.array(values, dtype) for name, values in ROWS.items()})


PRODUCERS: dict[str, Callable[[], object]] = {
    "polars frame": lambda: pl.DataFrame(ROWS),
    "lazy frame": lambda: pl.LazyFrame(ROWS),
    "utf8": lambda: columns(pa.string()),
    "large utf8": lambda: columns(pa.large_string()),
    "string view": lambda: columns(pa.string_view()),
    "dictionary": lambda: columns(pa.string()).set_column(
        2, "source", pa.array(ROWS["source"]).dictionary_encode()
    ),
    "chunks": lambda: pa.concat_tables([columns(pa.string()).slice(0, 1), columns(pa.string()).slice(1)]),
    "record batch": lambda: columns(pa.string()).to_batches()[0],
    "record batch reader": lambda: columns(pa.string()).to_reader(),
    "stream": lambda: Stream(columns(pa.large_string())),
}


@pytest.mark.parametrize("producer", PRODUCERS)
def test_every_producer_gives_the_same(producer: str) -> None:
    result = ws.dedup(PRODUCERS[producer]())
    got = result.documents.select("id", "cluster_id", "relation").rows()
    assert got == [("a", "a", "canonical"), ("c", "a", "exact"), ("d", "d", "unique")]
    assert result.summary["rejects"] == {"null text": 1}
