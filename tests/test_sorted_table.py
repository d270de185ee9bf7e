"""A table sorted in parts is the table sorted at once, byte for byte."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st
from wiresift.io.sorted_table import ROW_GROUP, write_sorted

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

SCHEMA = pl.Schema({"id": pl.String, "n": pl.Int64, "list": pl.List(pl.String)})


def table(ids: list[str]) -> pl.DataFrame:
    rows = {"id": ids, "n": range(len(ids)), "list": [[i, "x"] * (len(i) % 3) for i in ids]}
    return pl.DataFrame(rows, schema=SCHEMA)


@settings(max_examples=30, deadline=None)
@given(
    ids=st.lists(st.text("abé停", max_size=3), max_size=60),
    batch_size=st.sampled_from([1, 7, 100]),
    run_bytes=st.sampled_from([1, 200, 1 << 20]),
)
def test_parts_give_what_one_sort_gives(
    tmp_path_factory: pytest.TempPathFactory, ids: list[str], batch_size: int, run_bytes: int
) -> None:
    folder = tmp_path_factory.mktemp("sorted")
    articles = table(ids)
    for name, size in (("parts", run_bytes), ("once", 1 << 30)):
        batches = articles.iter_slices(batch_size)
        write_sorted(batches, folder / name, ["id", "n"], SCHEMA, folder / f"{name} runs", size)
    assert (folder / "parts").read_bytes() == (folder / "once").read_bytes()
    assert pl.read_parquet(folder / "parts").equals(articles.sort("id", "n"))


def test_many_runs_and_row_groups(tmp_path: Path) -> None:
    n = 3 * ROW_GROUP + 5
    articles = table([f"{k * 7919 % n:06}" for k in range(n)])
    write_sorted(articles.iter_slices(1000), tmp_path / "parts", ["id"], SCHEMA, tmp_path / "runs", 200_000)
    assert len(list((tmp_path / "runs").iterdir())) > 3
    articles.sort("id").write_parquet(tmp_path / "once", compression="zstd", row_group_size=ROW_GROUP)
    assert (tmp_path / "parts").read_bytes() == (tmp_path / "once").read_bytes()


def test_one_key_for_all_rows_is_never_cut(tmp_path: Path) -> None:
    articles = table(["same"] * 500)
    write_sorted(articles.reverse().iter_slices(9), tmp_path / "a", ["id", "n"], SCHEMA, tmp_path / "runs", 1)
    assert pl.read_parquet(tmp_path / "a").equals(articles)
