"""`read`: whatever the user has, as one LazyFrame of articles.

`Reader` is the same without the LazyFrame: the pipeline takes its batches, so that errors come out as they
are raised. Nothing is read but the head of each file until the rows are asked for. Memory is flat: a batch
at a time.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final, TypeAlias

import polars as pl
from polars.io.plugins import register_io_source

from wiresift.config import DateOrder, Format, ReadOptions
from wiresift.exceptions import InputError
from wiresift.io.columns import Articles, Found, convert
from wiresift.io.inputs import open_sources
from wiresift.io.rejects import Once, Rejects
from wiresift.io.scan import frame_source
from wiresift.schema import ARTICLES

if TYPE_CHECKING:
    from datetime import date, datetime

    from wiresift.io.source import Source

BATCH: Final = 8192
_READER: Final = "_wiresift_reader"
"""Where a LazyFrame keeps the reader that made it. What a query makes of the frame is another frame."""

Input: TypeAlias = (
    "str | os.PathLike[str] | Sequence[str | os.PathLike[str]] | pl.DataFrame | pl.LazyFrame | Any"
)
"""What `read` takes: paths, frames, and objects with `__arrow_c_stream__`."""


class Reader:
    """Reads articles from any inputs, a batch at a time.

    >>> import polars as pl
    >>> reader = Reader(pl.DataFrame({"body": ["Talks began.", None]}))
    >>> [batch.frame.height for batch in reader.batches()], reader.rejects.counts
    ([1], {'null text': 1})
    """

    def __init__(
        self, inputs: Input, options: ReadOptions | None = None, rejects: Rejects | None = None
    ) -> None:
        """Open the head of every input and find its columns; raise `InputError` or `ColumnError` at once."""
        self.options = options or ReadOptions()
        self.inputs = inputs
        self.is_told = rejects is not None
        self.rejects = rejects if rejects is not None else Rejects(strict=self.options.strict)
        self._once = Once(self.rejects)
        self._sources: list[tuple[Source, Found]] = [
            (source, source.find(self.options))
            for source in _sources(inputs, self.options.format, self.rejects)
        ]

    def batches(
        self,
        batch_size: int = BATCH,
        columns: Collection[str] = tuple(ARTICLES),
        *,
        silent: bool = False,
    ) -> Iterator[Articles]:
        """Yield `columns` of the articles with where they stand, in the order of the inputs.

        Without the column `text`, rows that have none are among them. A `silent` reading reports no rejects:
        for inputs that were read before.
        """
        rejects = Rejects() if silent else self._once
        for source, found in self._sources:
            part = found.only(columns)
            if not part.columns:  # a file that has none of them still has rows
                part = found.only([*(column for column in found.columns if column != "text"), "text"][:1])
            for rows in source.rows(part, rejects, batch_size):
                yield convert(rows, part, source.id_prefix, self.options, rejects, columns)

    @property
    def is_lasting(self) -> bool:
        """Whether all inputs can be read again, and from any column alone, at the cost of reading them."""
        return all(source.is_lasting for source, _ in self._sources)

    @property
    def has_ids(self) -> bool:
        """Whether any input states ids of its own."""
        return any("id" in found.columns for _, found in self._sources)

    def stamps(self) -> dict[str, list[int] | None]:
        """Return, for each input, what changes when its content does."""
        return {source.file: source.stamp() for source, _ in self._sources}

    def collect(self) -> pl.DataFrame:
        """Return the articles in memory, one row an id: the same rows that `spool` keeps."""
        from wiresift.io.spooling import settle_in_memory

        return settle_in_memory(self)

    def find(self, ids: Collection[str]) -> pl.DataFrame:
        """Return the articles with these ids, one row an id: the same rows that `spool` keeps."""
        from wiresift.io.spooling import smallest

        return smallest(self.lazy().filter(pl.col("id").is_in(list(ids))).collect())

    def lazy(self) -> pl.LazyFrame:
        """Return the articles as a LazyFrame in the schema `ARTICLES`."""

        def source(
            columns: list[str] | None, predicate: pl.Expr | None, n_rows: int | None, batch_size: int | None
        ) -> Iterator[pl.DataFrame]:
            left = n_rows
            needed = set(ARTICLES if columns is None else columns) | {"text"}
            if predicate is not None:
                needed |= set(predicate.meta.root_names())
            for batch in self.batches(batch_size or BATCH, needed):
                frame = batch.frame if left is None else batch.frame.head(left)
                if left is not None:
                    left -= frame.height
                if predicate is not None:
                    frame = frame.filter(predicate)
                yield frame if columns is None else frame.select(columns)
                if left == 0:
                    return

        frame = register_io_source(source, schema=ARTICLES, explain_name="wiresift.read")
        setattr(frame, _READER, self)
        return frame

    @classmethod
    def of(cls, articles: Input | Reader, rejects: Rejects | None = None) -> Reader:
        """Return a reader of whatever a function takes as articles.

        A LazyFrame that `read` returned, and nobody has changed, is read from its own inputs where they last,
        so that it need not be copied.
        """
        if isinstance(articles, Reader):
            return articles
        made: Reader | None = getattr(articles, _READER, None)
        if made is not None and made.is_lasting and not made.is_told:
            return cls(made.inputs, made.options, rejects)
        return cls(articles, rejects=rejects)

    def close(self) -> None:
        """Release pipes."""
        for source, _ in self._sources:
            source.close()


def _sources(inputs: Input, forced: Format | None, rejects: Rejects) -> list[Source]:
    table = frame_source(inputs)
    if table is not None:
        return [table]
    if isinstance(inputs, str | os.PathLike):
        return open_sources([os.fspath(inputs)], forced, rejects)
    if not isinstance(inputs, Iterable) or isinstance(inputs, bytes | Mapping):
        raise InputError(
            f"can't read a {type(inputs).__name__}: give paths, a polars frame or an Arrow stream producer"
        )
    names = list(inputs)
    if not names:
        raise InputError("no inputs were given")
    for name in names:
        if not isinstance(name, str | os.PathLike):
            raise InputError(
                f"can't read a {type(name).__name__} in a list: a list holds paths; "
                "give texts as pl.Series(texts), rows as pl.DataFrame(rows)"
            )
    return open_sources([os.fspath(name) for name in names], forced, rejects)


def read(
    inputs: Input,
    *,
    text_column: str | None = None,
    title_column: str | None = None,
    source_column: str | None = None,
    published_column: str | None = None,
    url_column: str | None = None,
    lang_column: str | None = None,
    id_column: str | None = None,
    format: Format | None = None,  # noqa: A002 (one name in Python and on the command line)
    strict: bool = False,
    published: datetime | date | str | None = None,
    source: str | None = None,
    lang: str | None = None,
    date_order: DateOrder | None = None,
    rejects: Rejects | None = None,
) -> pl.LazyFrame:
    """Return the articles of `inputs` as a LazyFrame with the seven columns of `wiresift.schema.ARTICLES`.

    `inputs` is a path, a glob, a folder, `-` (standard input), an object-store URL, or a list of these; or
    a polars DataFrame or LazyFrame, a polars Series of texts, or anything with `__arrow_c_stream__` (a pandas
    frame, an Arrow stream). Files may be Parquet, Arrow IPC, CSV, JSON lines (plain, `.gz`, `.zst`) and plain
    text (an article a file).

    Columns are found by their usual names, or named by `text_column` and its like. `published`, `source`
    and `lang` are the values for articles that state none. `date_order`, `day_first` or `month_first`, says
    how `3/4/2022` is meant in the column of dates; without it, it is no date. An article without an id gets
    one from its file and row: `wire.parquet:17`.

    Rows that can't be read, or have no text, go to `rejects` and are left out; with `strict` the first is an
    `InputError`. Equal ids are not settled here, since that takes a look at all of them: `spool` does it.

    Raises `InputError` for a missing, empty or foreign file and `ColumnError` for a missing or wrongly typed
    column, at once; errors in the middle of a file come when the rows are read.

    >>> import polars as pl
    >>> read(pl.DataFrame({"id": [7], "body": ["Talks began."]})).select("id", "text").collect().row(0)
    ('7', 'Talks began.')
    """
    options = ReadOptions(
        text_column=text_column,
        title_column=title_column,
        source_column=source_column,
        published_column=published_column,
        url_column=url_column,
        lang_column=lang_column,
        id_column=id_column,
        format=format,
        strict=strict,
        published=published,
        source=source,
        lang=lang,
        date_order=date_order,
    )
    return Reader(inputs, options, rejects).lazy()
