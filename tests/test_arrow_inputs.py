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


def test_a_series_is_a_table_of_texts() -> None:
    result = ws.dedup(pl.Series("lead", ["a truce was agreed in Geneva"] * 2))
    assert result.documents["relation"].to_list() == ["canonical", "exact"]


class Mixed:
    """What a pandas frame does whose text column holds numbers, too."""

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        raise TypeError("Expected bytes, got a 'int' object")


def test_a_table_that_gives_no_arrow_columns_is_named() -> None:
    with pytest.raises(ws.InputError, match=r"<Mixed>: can't be read .*got a 'int' object.*strings alone"):
        ws.dedup(Mixed())


def test_a_column_alone_is_no_table() -> None:
    class Column:
        def __arrow_c_stream__(self, requested_schema: object = None) -> object:
            return pl.Series(["a"]).__arrow_c_stream__(requested_schema)

    with pytest.raises(ws.InputError, match="<Column>: can't be read as a table"):
        ws.extract(Column())


def test_a_frame_without_a_text_is_told_what_python_can_do() -> None:
    with pytest.raises(ws.ColumnError, match=r"name it with wiresift.read\(frame, text_column=...\)"):
        ws.dedup(pl.DataFrame({"lead": ["a"]}))
