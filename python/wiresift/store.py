"""Articles that can be read several times: a frame in memory, files in place, or a spool on disk."""

from __future__ import annotations

import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

import polars as pl

from wiresift.io import InPlace, Reader, Rejects, Spool, keep

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

Stored: TypeAlias = pl.DataFrame | InPlace | Spool
"""Articles in the schema `articles`, in a fixed order."""


def count(stored: Stored) -> int:
    """Return the number of articles (of rows, where articles in place have not been read yet).

    >>> count(pl.DataFrame({"id": ["a", "b"]}))
    2
    """
    return stored.height if isinstance(stored, pl.DataFrame) else stored.n_articles


def lazy(stored: Stored) -> pl.LazyFrame:
    """Return the articles as a lazy frame, in their order."""
    return stored.lazy() if isinstance(stored, pl.DataFrame) else stored.scan()


def batches(stored: Stored, columns: Sequence[str], batch_size: int) -> Iterator[pl.DataFrame]:
    """Yield `columns` of the articles in their order, at most `batch_size` at a time.

    >>> [part.height for part in batches(pl.DataFrame({"id": ["a", "b", "c"]}), ["id"], batch_size=2)]
    [2, 1]
    """
    if isinstance(stored, pl.DataFrame):
        return stored.select(columns).iter_slices(batch_size)
    return stored.batches(columns, batch_size)


@contextmanager
def stored(articles: Any, rejects: Rejects | None = None) -> Iterator[Stored]:
    """Hold `articles`, whatever `wiresift.read` takes, so that they can be read several times.

    A frame stays in memory, and files that can be read again stay in place. Anything else is streamed to a
    temporary folder, which is removed at the end. Of rows that share an id, the smallest by content stays,
    and the others are rejects.

    >>> with stored(pl.DataFrame({"id": ["a", "a"], "text": ["Talks ended.", "Talks began."]})) as kept:
    ...     lazy(kept).select("text").collect().to_series().to_list()
    ['Talks began.']
    """
    rejects = rejects if rejects is not None else Rejects()
    reader = Reader.of(articles, rejects)
    if isinstance(articles, pl.DataFrame):
        yield reader.collect()
        return
    with tempfile.TemporaryDirectory(prefix="wiresift-") as folder:
        kept = keep(reader, Path(folder) / "articles")
        try:
            yield kept
        finally:
            kept.remove()
