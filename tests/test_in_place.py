"""Inputs that are read again instead of copied: what qualifies, and that it changes nothing."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl
import pytest
import wiresift as ws
from wiresift.config import DedupOptions
from wiresift.io import InPlace, Reader, Rejects, Spool
from wiresift.io.ahead import ahead
from wiresift.pipeline import dedup_to
from wiresift.store import batches, count, lazy, stored

if TYPE_CHECKING:
    from collections.abc import Iterator

DEMO = Path(__file__).parents[1] / "corpus" / "demo" / "articles.jsonl"
ROWS = pl.DataFrame(
    {
        "id": [f"n{k}" for k in range(10)],
        "text": [None if k == 4 else f"Talks on item {k} began in the capital." for k in range(10)],
        "date": ["2024-05-08"] * 9 + ["soon"],
        "lead": ["not needed"] * 10,
    }
)


def write(name: str, folder: Path, rows: pl.DataFrame = ROWS) -> Path:
    path = folder / name
    if path.suffix == ".parquet":
        rows.write_parquet(path, row_group_size=3)
    elif path.suffix == ".arrow":
        rows.write_ipc(path)
    elif path.suffix == ".csv":
        rows.write_csv(path)
    else:
        rows.write_ndjson(path)
    return path


@pytest.mark.parametrize(
    ("name", "kind"),
    [("a.parquet", InPlace), ("a.arrow", InPlace), ("a.csv", Spool), ("a.jsonl", Spool)],
)
def test_columnar_files_are_not_copied(name: str, kind: type, tmp_path: Path) -> None:
    rejects = Rejects()
    with stored(write(name, tmp_path), rejects) as kept:
        assert isinstance(kept, kind)
        for _ in range(2):
            ids = [batch["id"].to_list() for batch in batches(kept, ["id"], 4)]
            assert [i for part in ids for i in part] == [f"n{k}" for k in range(10) if k != 4]
            assert max(map(len, ids)) <= 4
        assert count(kept) == 9
        assert lazy(kept).filter(pl.col("text").str.contains("item 7")).select("id").collect().item() == "n7"
    assert rejects.counts == {"null text": 1}
    line = 11 if name == "a.csv" else 10
    assert rejects.warnings == [f"dates not understood: 1 (first: 'soon' in {tmp_path / name}:{line})"]


def test_a_frame_that_read_returned_is_not_copied(tmp_path: Path) -> None:
    path = write("a.parquet", tmp_path)
    articles = ws.read(path, source="Courier")
    rejects = Rejects()
    with stored(articles, rejects) as kept:
        assert isinstance(kept, InPlace)
        assert lazy(kept).select(pl.col("source").unique()).collect().item() == "Courier"
    assert rejects.counts == {"null text": 1}
    changed = articles.filter(pl.col("id") != "n7")
    told = ws.read(path, rejects=Rejects())
    for other, n in ((changed, 8), (told, 9), (ws.read(write("a.jsonl", tmp_path)), 9)):
        with stored(other) as kept:
            assert isinstance(kept, Spool)
            assert count(kept) == n


def test_one_input_that_must_be_copied_copies_all(tmp_path: Path) -> None:
    other = ROWS.with_columns(id="m" + pl.col("id"))
    with stored([write("a.parquet", tmp_path), write("b.jsonl", tmp_path, other)]) as kept:
        assert isinstance(kept, Spool)
        assert count(kept) == 18


def test_equal_ids_over_files_are_settled(tmp_path: Path) -> None:
    rejects = Rejects()
    with stored([write("a.parquet", tmp_path), write("b.parquet", tmp_path)], rejects) as kept:
        assert count(kept) == 9
    assert rejects.counts == {"duplicate id": 9, "null text": 2}


def test_a_file_without_ids_needs_no_look_at_them(tmp_path: Path) -> None:
    with stored(write("a.parquet", tmp_path, ROWS.select("text"))) as kept:
        assert isinstance(kept, InPlace)
        assert next(batch["id"].to_list() for batch in batches(kept, ["id"], 4)) == [
            "a.parquet:1",
            "a.parquet:2",
            "a.parquet:3",
            "a.parquet:4",
        ]


def test_a_file_that_changes_is_refused(tmp_path: Path) -> None:
    path = write("a.parquet", tmp_path)
    with stored(path) as kept:
        list(batches(kept, ["text"], 4))
        write("a.parquet", tmp_path, ROWS.head(3))
        with pytest.raises(ws.InputError, match=r"a\.parquet: was changed while it was read"):
            list(batches(kept, ["text"], 4))


def test_rows_without_any_text_are_an_error(tmp_path: Path) -> None:
    nothing = ROWS.with_columns(text=pl.lit(None, dtype=pl.String))
    with pytest.raises(ws.InputError, match="all 10 rows were rejected"):
        ws.dedup(write("a.parquet", tmp_path, nothing))


def test_strict_stops_at_the_first_reject(tmp_path: Path) -> None:
    reader = Reader(write("a.parquet", tmp_path), rejects=Rejects(strict=True))
    with stored(reader) as kept, pytest.raises(ws.InputError, match=r"a\.parquet:5: null text"):
        list(batches(kept, ["id"], 4))


@pytest.mark.parametrize(("n_parts", "batch_size"), [(1, 8192), (3, 7)])
def test_in_place_or_copied_the_tables_are_the_same(n_parts: int, batch_size: int, tmp_path: Path) -> None:
    articles = pl.read_ndjson(DEMO)
    size = -(-articles.height // n_parts)
    for number, part in enumerate(articles.iter_slices(size)):
        write(f"part{number}.parquet", tmp_path, part)
    options = DedupOptions(batch_size=batch_size)
    dedup_to(DEMO, out=tmp_path / "copied", dedup_options=options)
    dedup_to(str(tmp_path / "part*.parquet"), out=tmp_path / "in place", dedup_options=options)
    for name in ("documents", "edges", "clusters", "boilerplate"):
        one, other = ((tmp_path / out / f"{name}.parquet").read_bytes() for out in ("copied", "in place"))
        assert one == other, name


def test_reading_ahead_passes_errors_on_and_ends_early() -> None:
    def numbers() -> Iterator[int]:
        yield 1
        yield 2
        raise ValueError("broken")

    taken = []
    with pytest.raises(ValueError, match="broken"):
        taken += ahead(numbers)
    for number in ahead(lambda: iter(range(1000))):
        if number == 3:
            break
    assert not [thread for thread in threading.enumerate() if thread.name == "wiresift-read"]
