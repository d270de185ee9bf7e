"""Articles that can be read several times: a frame in memory, or a spool on disk."""

from __future__ import annotations

import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

import polars as pl

from wiresift import schema
from wiresift.io import Reader, Rejects, Spool, spool

if TYPE_CHECKING:
    from collections.abc import Iterator

Stored: TypeAlias = pl.DataFrame | Spool
"""Articles in the schema `articles`, in a fixed order."""


def count(stored: Stored) -> int:
    """Return the number of articles.

    >>> count(pl.DataFrame({"id": ["a", "b"]}))
    2
    """
    return stored.height if isinstance(stored, pl.DataFrame) else stored.n_articles


def lazy(stored: Stored) -> pl.LazyFrame:
    """Return the articles as a lazy frame, in their order."""
    return stored.lazy() if isinstance(stored, pl.DataFrame) else stored.scan()


@contextmanager
def stored(articles: Any, rejects: Rejects | None = None) -> Iterator[Stored]:
    """Hold `articles`, whatever `wiresift.read` takes, so that they can be read several times.

    A frame stays in memory. Anything else is streamed to a temporary folder, which is removed at the end.
    """
    rejects = rejects or Rejects()
    if isinstance(articles, pl.DataFrame):
        parts = [batch.frame for batch in Reader(articles, rejects=rejects).batches()]
        yield pl.concat(parts) if parts else schema.empty("articles")
        return
    with tempfile.TemporaryDirectory(prefix="wiresift-") as folder:
        yield spool(articles, Path(folder) / "articles", rejects=rejects)
