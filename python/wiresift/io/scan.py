"""Parquet, Arrow IPC and CSV through polars' scans: from a disk or an object store, a batch at a time."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final

import polars as pl
from polars.exceptions import PolarsError

from wiresift.exceptions import InputError
from wiresift.io.columns import Rows
from wiresift.io.csv_rows import good_rows
from wiresift.io.source import Source, stamp_of
from wiresift.io.streams import Bytes

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from wiresift.io.columns import Found
    from wiresift.io.rejects import Rejects

_MESSAGE: Final = 200
_SEPARATORS: Final = (",", "\t", ";", "|")
_CSV_HEAD: Final = 64 << 10
_CSV_ROWS: Final = 8192
_BLOCK: Final = 64 << 20
_FIRST_ROWS: Final = 1024
_MOST_ROWS: Final = 1 << 17
_GROWTH: Final = 8
"""By how much a block may have more rows than the one before: what comes may be larger."""


class Scan(Source):
    """One file, or one object-store URL, that polars can scan. The line of a row is its number, from 1."""

    _is_columnar = True

    def __init__(
        self, file: str, id_prefix: str, path: str, kind: str, scan: Callable[[str], pl.LazyFrame]
    ) -> None:
        """Scan `path` with `scan`; `kind` is what messages call the format."""
        super().__init__(file, id_prefix)
        self._path = path
        self._kind = kind
        self._scan = scan

    def schema(self) -> Mapping[str, pl.DataType]:
        """Return the schema of the file."""
        with self._naming_errors():
            return self._scan(self._path).collect_schema()

    def rows(self, found: Found, rejects: Rejects, batch_size: int) -> Iterator[Rows]:
        """Yield the rows that polars reads, in order."""
        del rejects
        with self._naming_errors():
            lazy = self._scan(self._path).select(found.wanted)
            first = self._first_line()
            for frame in self._batches(lazy, batch_size):
                lines = pl.int_range(first, first + frame.height, dtype=pl.UInt64, eager=True)
                first += frame.height
                yield from self._kept(Rows(frame, lines, self.file))

    @property
    def is_lasting(self) -> bool:
        """Say whether it is a file in a columnar format on this machine."""
        return self._is_columnar and "://" not in self._path

    def stamp(self) -> list[int] | None:
        """Return the stamp of the file, None for a URL and for a pipe that was saved."""
        return stamp_of([self._path]) if self._path == self.file and "://" not in self.file else None

    def _batches(self, lazy: pl.LazyFrame, batch_size: int) -> Iterator[pl.DataFrame]:
        yield from lazy.collect_batches(chunk_size=batch_size, maintain_order=True)

    def _first_line(self) -> int:
        return 1

    def _kept(self, rows: Rows) -> Iterator[Rows]:
        yield rows

    def _explain(self, error: Exception) -> str:
        return f"can't be read as {self._kind}: {' '.join(str(error).split())[:_MESSAGE]}"

    @contextmanager
    def _naming_errors(self) -> Iterator[None]:
        try:
            yield
        except (PolarsError, OSError) as error:
            raise InputError(f"{self.file}: {self._explain(error)}") from error


class Parquet(Scan):
    """Parquet, a block of rows at a time.

    Where the rows are used more slowly than polars reads them, a plain scan runs ahead by many row groups: a
    million articles of 3 kB took 2.3 GB. Blocks of 64 MB bound that. A block may begin inside a row group:
    polars passes over the pages before it without unpacking them (0.53 s of CPU for 100,000 articles in
    blocks, 0.55 s in one scan).
    """

    def __init__(self, file: str, id_prefix: str, path: str) -> None:
        """Read the file at `path`."""
        super().__init__(file, id_prefix, path, "Parquet", lambda at: pl.scan_parquet(at, glob=False))

    def _batches(self, lazy: pl.LazyFrame, batch_size: int) -> Iterator[pl.DataFrame]:
        n_rows = lazy.select(pl.len()).collect().item()
        start, block = 0, _FIRST_ROWS
        while start < n_rows:
            frame = lazy.slice(start, block).collect()
            yield from frame.iter_slices(batch_size)
            start += block
            size = max(1.0, float(frame.estimated_size()))
            block = max(1, min(_MOST_ROWS, block * _GROWTH, int(block * _BLOCK / size)))


class Csv(Scan):
    """CSV with a header. The line of a row counts the header, and is exact where no field holds a line break.

    The separator is the one of `,`, tab, `;`, `|` that the header holds most of. Blank lines are skipped.
    An empty field without quotation marks is null, so it is no text; `""` is an empty text.

    A file on this machine is looked through before its rows are read; one in which a row is broken is read
    by `csv_rows`, which rejects such rows.
    """

    _is_columnar = False

    def __init__(self, file: str, id_prefix: str, path: str) -> None:
        """Read the file at `path`."""
        super().__init__(file, id_prefix, path, "CSV", self._scan_csv)
        self._is_url = "://" in path
        self._separator: str | None = None
        self._is_whole: bool | None = None

    def _scan_csv(self, path: str) -> pl.LazyFrame:
        if self._separator is None:
            self._separator = "," if self._is_url else separator_of(self._head())
        return pl.scan_csv(path, separator=self._separator, infer_schema=False, glob=False)

    def _head(self) -> bytes:
        return Bytes(self._path).head(_CSV_HEAD)

    def schema(self) -> Mapping[str, pl.DataType]:
        """Return the names in the header, all as strings."""
        if not self._is_url:
            line = self._head().partition(b"\n")[0]
            try:
                line.decode("utf8")
            except UnicodeDecodeError as error:
                where = f"byte {error.object[error.start]:#04x} at position {error.start + 1}"
                raise InputError(f"{self.file}: line 1 is not UTF-8 ({where}), so it is no header") from None
        return super().schema()

    def rows(self, found: Found, rejects: Rejects, batch_size: int) -> Iterator[Rows]:
        """Yield the rows that can be read, in order."""
        if self._is_url or self._polars_reads_all(found):
            yield from super().rows(found, rejects, batch_size)
            return
        with Bytes(self._path).open() as stream:
            yield from good_rows(
                stream, self.file, self._separator or ",", found, rejects, min(batch_size, _CSV_ROWS)
            )

    def _polars_reads_all(self, found: Found) -> bool:
        if self._is_whole is None:
            looked_at = self._scan_csv(self._path).select(pl.col(found.wanted).null_count())
            try:
                looked_at.collect(engine="streaming")
                self._is_whole = True
            except (PolarsError, OSError):
                self._is_whole = False
        return self._is_whole

    def _first_line(self) -> int:
        return 2

    def _kept(self, rows: Rows) -> Iterator[Rows]:
        blank = rows.frame.select(pl.all_horizontal(pl.all().is_null())).to_series()
        if blank.any():
            yield Rows(rows.frame.filter(~blank), rows.lines.filter(~blank), self.file)
        else:
            yield rows


def separator_of(head: bytes) -> str:
    r"""Return the separator that the first line holds most of.

    >>> separator_of(b"id;text;date\n")
    ';'
    """
    line = head.partition(b"\n")[0].decode("utf8", "replace")
    return max(_SEPARATORS, key=line.count)


def ipc(file: str, id_prefix: str, path: str) -> Source:
    """Return a source for a file in the Arrow IPC file format."""
    return Scan(file, id_prefix, path, "Arrow IPC", lambda at: pl.scan_ipc(at, glob=False))


class Frame(Source):
    """A LazyFrame, a DataFrame or an Arrow stream that is in memory already or comes from elsewhere."""

    def __init__(self, lazy: pl.LazyFrame, name: str, *, in_memory: bool = False) -> None:
        """Read the rows of `lazy`; those that are `in_memory` can be read again."""
        super().__init__(name, "row")
        self._lazy = lazy
        self._in_memory = in_memory

    @property
    def is_lasting(self) -> bool:
        """Say whether it is a frame in memory."""
        return self._in_memory

    def schema(self) -> Mapping[str, pl.DataType]:
        """Return its schema; an error of the caller's own query passes as it is."""
        return self._lazy.collect_schema()

    def rows(self, found: Found, rejects: Rejects, batch_size: int) -> Iterator[Rows]:
        """Yield its rows in order."""
        del rejects
        first = 1
        for frame in self._lazy.select(found.wanted).collect_batches(
            chunk_size=batch_size, maintain_order=True
        ):
            lines = pl.int_range(first, first + frame.height, dtype=pl.UInt64, eager=True)
            first += frame.height
            yield Rows(frame, lines, self.file)


def frame_source(table: Any) -> Source | None:
    """Return a source for anything tabular in memory, or None for anything else (a path, say).

    A polars Series is a table of texts.
    """
    if isinstance(table, pl.Series):
        table = table.alias("text").to_frame()
    if isinstance(table, pl.LazyFrame):
        return Frame(table, "<LazyFrame>")
    if isinstance(table, pl.DataFrame):
        return Frame(table.lazy(), "<DataFrame>", in_memory=True)
    if hasattr(table, "__arrow_c_stream__"):
        name = f"<{type(table).__name__}>"
        try:
            return Frame(pl.scan_arrow_c_stream(table), name)
        except (ValueError, TypeError, PolarsError) as error:
            # pandas and pyarrow tell of columns of mixed types here; a column alone is no table.
            told = " ".join(str(error).split())
            raise InputError(
                f"{name}: can't be read as a table of Arrow columns: {told}; give a frame whose text column "
                "holds strings alone"
            ) from error
    return None
