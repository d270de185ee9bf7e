"""The articles of a run, written once to disk in one form, so that each step can read them again.

`spool` streams them into a folder of Parquet parts (zstd level 1, at most 65,536 rows or 64 MB of text
each), in their order, and settles equal ids: of the rows that share one, the smallest by (text, title,
source, published, url, lang) stays, whatever the order of the rows, and the others are rejects. `batches`
reads them back.

Memory: one part while writing, and 16 bytes an article to find equal ids. Rows with equal ids and equal
content cost nothing more; those that differ are compared a few hundred megabytes at a time.
"""

from __future__ import annotations

import json
import shutil
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import polars as pl

from wiresift.exceptions import InputError
from wiresift.io.ahead import ahead
from wiresift.io.reader import Reader
from wiresift.io.rejects import ADVICE, DUPLICATE, Rejects
from wiresift.output import writing
from wiresift.schema import ARTICLES

if TYPE_CHECKING:
    import os
    from collections.abc import Iterator, Sequence

    import numpy.typing as npt

    from wiresift.io.columns import Articles
    from wiresift.progress import Progress

PART_ROWS: Final = 65_536
PART_BYTES: Final = 64 << 20
COMPARED_BYTES: Final = 256 << 20
"""The text of rows with equal ids that is held in memory at a time."""
_READ_ROWS: Final = 16_384
_ORDER: Final = ("text", "title", "source", "published", "url", "lang")
_SEED: Final = 0x5EED


@dataclass(frozen=True)
class Spool:
    """Where the spooled articles are, and how many."""

    path: Path
    n_articles: int
    text_bytes: int
    seconds: float

    def scan(self) -> pl.LazyFrame:
        """Return the articles as a LazyFrame, in their order."""
        return pl.scan_parquet([str(part) for part in parts_of(self.path)], glob=False)

    def batches(self, columns: Sequence[str] | None = None, batch_size: int = 8192) -> Iterator[pl.DataFrame]:
        """Yield the articles in their order, at most `batch_size` at a time."""
        return batches(self.path, columns, batch_size)

    def remove(self) -> None:
        """Delete the folder."""
        shutil.rmtree(self.path, ignore_errors=True)


def spool(
    articles: Any,
    path: str | os.PathLike[str],
    *,
    rejects: Rejects | None = None,
    progress: Progress | None = None,
) -> Spool:
    """Write the articles to the new folder `path`.

    `articles` is a `Reader`, or anything that `read` takes. A LazyFrame that `read` returned works too, but
    then equal ids are reported by row alone, without the file.

    Raises `InputError` if there were rows and all of them were rejected, `OutputError` if the disk is full.
    """
    began = time.perf_counter()
    reader = Reader.of(articles, rejects)
    writer = _Writer(Path(path))
    with writing(path):
        writer.path.mkdir(parents=True)
    for batch in reader.batches(_READ_ROWS):
        writer.add(batch)
        if progress is not None:
            progress.advance(batch.frame.height)
    writer.flush(last=True)
    _settle(writer, reader.rejects)
    refuse_nothing(writer.n_rows, reader.rejects)
    return Spool(writer.path, writer.n_rows, writer.text_bytes, time.perf_counter() - began)


def refuse_nothing(n_articles: int, rejects: Rejects) -> None:
    """Raise `InputError` if there were rows and all of them were rejected."""
    if not n_articles and rejects.total:
        reasons = ", ".join(f"{reason}: {n}" for reason, n in rejects.counts.items())
        advice = "".join(f"; {ADVICE[reason]}" for reason in rejects.counts if reason in ADVICE)
        raise InputError(
            f"no article could be read, all {rejects.total} rows were rejected ({reasons}){advice}"
        )


def settle_in_memory(reader: Reader) -> pl.DataFrame:
    """Return the articles of `reader` as one frame, equal ids settled as `spool` does, without a disk."""
    found = list(reader.batches(_READ_ROWS))
    if not found:
        return pl.DataFrame(schema=ARTICLES)
    starts = np.cumsum([0, *(batch.frame.height for batch in found)])
    runs = [_Run(int(first), batch.lines, batch.file) for first, batch in zip(starts, found, strict=False)]
    articles = pl.concat([batch.frame for batch in found])
    if articles.get_column("id").n_unique() == articles.height:
        return articles
    rows = articles.with_row_index("row")
    kept = rows.sort(*_ORDER, "row").unique("id", keep="first", maintain_order=True).sort("row")
    if kept.height < rows.height:
        lost = rows.join(kept, on="row", how="anti", maintain_order="left")
        _report(lost, lost.get_column("row").to_numpy(), runs, reader.rejects)
    return kept.drop("row")


def smallest(articles: pl.DataFrame) -> pl.DataFrame:
    """Return the row that stays of each id."""
    return articles.sort(*_ORDER).unique("id", keep="first", maintain_order=True)


def parts_of(path: str | os.PathLike[str]) -> list[Path]:
    """Return the files of a spool in their order."""
    return sorted(Path(path).glob("part-*.parquet"))


def batches(
    articles: str | os.PathLike[str] | Spool | pl.DataFrame | pl.LazyFrame,
    columns: Sequence[str] | None = None,
    batch_size: int = 8192,
) -> Iterator[pl.DataFrame]:
    """Yield `columns` (None: all) of a spool, a Parquet file or a frame, in order, `batch_size` rows at most.

    >>> [part.height for part in batches(pl.DataFrame({"id": ["a", "b", "c"]}), ["id"], batch_size=2)]
    [2, 1]
    """
    if isinstance(articles, pl.LazyFrame):
        lazy = articles if columns is None else articles.select(columns)
        yield from lazy.collect_batches(chunk_size=batch_size, maintain_order=True)
        return
    if isinstance(articles, pl.DataFrame):
        yield from (articles if columns is None else articles.select(columns)).iter_slices(batch_size)
        return
    path = articles.path if isinstance(articles, Spool) else Path(articles)
    wanted = None if columns is None else list(columns)
    files = parts_of(path) if path.is_dir() else [path]
    for part in ahead(lambda: (pl.read_parquet(file, columns=wanted, glob=False) for file in files)):
        yield from part.iter_slices(batch_size)


@dataclass
class _Run:
    """Rows that came together: the first one's number, and where they stand in the inputs."""

    first: int
    lines: pl.Series
    file: str | Sequence[str]

    def place(self, row: int) -> tuple[str, int]:
        at = row - self.first
        return self.file if isinstance(self.file, str) else self.file[at], self.lines[at]


@dataclass
class _Writer:
    """Gathers batches into parts, and remembers a hash of each id and each content."""

    path: Path
    n_rows: int = 0
    text_bytes: int = 0
    ids: list[npt.NDArray[np.uint64]] = field(default_factory=list)
    contents: list[npt.NDArray[np.uint64]] = field(default_factory=list)
    runs: list[_Run] = field(default_factory=list)
    part_rows: list[int] = field(default_factory=list)
    _pending: list[pl.DataFrame] = field(default_factory=list)
    _pending_rows: int = 0
    _pending_bytes: int = 0

    def add(self, batch: Articles) -> None:
        frame = batch.frame
        if frame.is_empty():
            return
        self.runs.append(_Run(self.n_rows, _compact(batch.lines), batch.file))
        self.ids.append(frame.get_column("id").hash(_SEED).to_numpy())
        self.contents.append(frame.select(_ORDER).hash_rows(_SEED).to_numpy())
        self.n_rows += frame.height
        size = int(frame.get_column("text").str.len_bytes().sum())
        self.text_bytes += size
        self._pending.append(frame)
        self._pending_rows += frame.height
        self._pending_bytes += size
        if self._pending_rows >= PART_ROWS or self._pending_bytes >= PART_BYTES:
            self.flush()

    def flush(self, *, last: bool = False) -> None:
        if not self._pending and not (last and not self.part_rows):
            return
        frame = pl.concat(self._pending) if self._pending else pl.DataFrame(schema=ARTICLES)
        _write(frame, self.path / f"part-{len(self.part_rows):05}.parquet")
        self.part_rows.append(frame.height)
        self._pending, self._pending_rows, self._pending_bytes = [], 0, 0


def _write(frame: pl.DataFrame, path: Path) -> None:
    with writing(path.parent):
        frame.write_parquet(path, compression="zstd", compression_level=1, statistics=False)


def _compact(lines: pl.Series) -> pl.Series:
    return lines.shrink_dtype() if len(lines) else lines


def _settle(writer: _Writer, rejects: Rejects) -> None:
    """Leave one row of each id, and report the others."""
    losers = _losers(writer)
    if not len(losers):
        return
    first = 0
    for number, n_rows in enumerate(writer.part_rows):
        inside = losers[(losers >= first) & (losers < first + n_rows)] - first
        first += n_rows
        if not len(inside):
            continue
        path = writer.path / f"part-{number:05}.parquet"
        frame = pl.read_parquet(path, glob=False)
        lost = np.zeros(frame.height, dtype=bool)
        lost[inside] = True
        _report(frame.filter(lost), inside + (first - n_rows), writer.runs, rejects)
        kept = frame.filter(~lost)
        writer.text_bytes -= int(frame.get_column("text").str.len_bytes().sum())
        writer.text_bytes += int(kept.get_column("text").str.len_bytes().sum())
        _write(kept, path)
    writer.n_rows -= len(losers)


def _report(lost: pl.DataFrame, rows: npt.NDArray[Any], runs: list[_Run], rejects: Rejects) -> None:
    starts = np.array([run.first for run in runs])
    for row, (name, text) in zip(rows, lost.select("id", "text").iter_rows(), strict=True):
        run = runs[int(np.searchsorted(starts, row, side="right")) - 1]
        file, line = run.place(int(row))
        excerpt = json.dumps({"id": name, "text": text[:200]}, ensure_ascii=False)
        rejects.add(file, line, DUPLICATE, excerpt)


def _losers(writer: _Writer) -> npt.NDArray[np.int64]:
    """Return the numbers of the rows that must go, in ascending order."""
    if not writer.ids:
        return np.array([], dtype=np.int64)
    ids = np.concatenate(writer.ids)
    shared = _shared(ids)
    if not len(shared):
        return shared
    contents = np.concatenate(writer.contents)
    rows = np.flatnonzero(np.isin(ids, ids[shared]))
    # Equal ids with equal contents: one row speaks for all of them.
    table = pl.DataFrame({"row": rows, "id_hash": ids[rows], "content": contents[rows]})
    speakers = table.group_by("id_hash", "content").agg(pl.col("row").min())
    passes = 1 + (writer.text_bytes * len(speakers)) // (max(1, writer.n_rows) * COMPARED_BYTES)
    winners = [
        _winners(writer, speakers.filter(pl.col("id_hash") % passes == number).get_column("row").sort())
        for number in range(passes)
    ]
    return np.setdiff1d(rows, np.concatenate(winners))


def _shared(ids: npt.NDArray[np.uint64]) -> npt.NDArray[np.int64]:
    """Return one row for each hash that occurs more than once."""
    order = np.argsort(ids, kind="stable")
    ordered = ids[order]
    again = np.flatnonzero(ordered[1:] == ordered[:-1])
    return order[again]


def _winners(writer: _Writer, rows: pl.Series) -> npt.NDArray[np.int64]:
    """Return the row that stays of each id, among `rows`; ids that only share a hash are kept apart here."""
    wanted = rows.to_numpy()
    parts: list[pl.DataFrame] = []
    first = 0
    for number, n_rows in enumerate(writer.part_rows):
        inside = wanted[(wanted >= first) & (wanted < first + n_rows)]
        if len(inside):
            part = pl.read_parquet(writer.path / f"part-{number:05}.parquet", glob=False)
            parts.append(part[inside - first].with_columns(row=pl.Series(inside)))
        first += n_rows
    if not parts:
        return np.array([], dtype=np.int64)
    ordered = pl.concat(parts).sort(*_ORDER, "row", nulls_last=False)
    return ordered.unique("id", keep="first", maintain_order=True).get_column("row").to_numpy()
