"""Articles that stay where they are: Parquet and Arrow files, and frames, are read again instead of copied.

A copy of a million articles costs as much as comparing them. Files that can be read from any column need
none, as long as each id occurs once: `keep` looks at the ids (8 bytes an article while it does), and copies
the articles to a spool if two are equal, or where an input can't be read twice.

The first reading of the texts goes through every column, and reports rejects; later ones take the columns
that are asked for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
from polars.io.plugins import register_io_source

from wiresift.exceptions import InputError
from wiresift.io.ahead import ahead
from wiresift.io.spooling import Spool, refuse_nothing, spool
from wiresift.schema import ARTICLES

if TYPE_CHECKING:
    import os
    from collections.abc import Collection, Iterator, Sequence

    import polars as pl

    from wiresift.io.reader import Reader
    from wiresift.progress import Progress

_BATCH: Final = 8192
_ID_ROWS: Final = 65_536
_SEED: Final = 0x5EED


class InPlace:
    """Articles of inputs that can be read again, each id once.

    >>> import polars as pl
    >>> from wiresift.io.reader import Reader
    >>> articles = InPlace(Reader(pl.DataFrame({"id": ["a", "b"], "text": ["Talks began.", None]})))
    >>> [batch.rows() for batch in articles.batches(["id"])], articles.n_articles
    ([[('a',)]], 1)
    """

    def __init__(self, reader: Reader, n_rows: int = 0) -> None:
        """Read nothing yet; `n_rows` is what `n_articles` says before the texts have been read once."""
        self.reader = reader
        self.n_articles = n_rows
        self.text_bytes = 0
        self._was_read = False
        self._has_null_texts = True
        self._stamps = reader.stamps()

    def scan(self) -> pl.LazyFrame:
        """Return the articles as a LazyFrame, in their order."""

        def source(
            columns: list[str] | None, predicate: pl.Expr | None, n_rows: int | None, batch_size: int | None
        ) -> Iterator[pl.DataFrame]:
            wanted = list(ARTICLES) if columns is None else columns
            needed = dict.fromkeys([*wanted, *(predicate.meta.root_names() if predicate is not None else ())])
            left = n_rows
            for batch in self.batches(list(needed), batch_size or _BATCH):
                frame = batch if left is None else batch.head(left)
                if left is not None:
                    left -= frame.height
                yield (frame if predicate is None else frame.filter(predicate)).select(wanted)
                if left == 0:
                    return

        return register_io_source(source, schema=ARTICLES, explain_name="wiresift.in_place")

    def batches(
        self, columns: Sequence[str] | None = None, batch_size: int = _BATCH
    ) -> Iterator[pl.DataFrame]:
        """Yield `columns` (None: all) in order, `batch_size` rows at most."""
        self._check()
        wanted = list(ARTICLES) if columns is None else list(columns)
        yield from ahead(lambda: self._batches(wanted, batch_size))
        self._check()

    def _batches(self, columns: list[str], batch_size: int) -> Iterator[pl.DataFrame]:
        needed: Collection[str] = ARTICLES
        if self._was_read:
            # Rows without a text are no articles: the column tells them, where there are any.
            needed = {*columns, "text"} if self._has_null_texts else columns
        n_rows = n_bytes = 0
        for batch in self.reader.batches(batch_size, needed, silent=self._was_read):
            n_rows += batch.frame.height
            if not self._was_read:
                n_bytes += int(batch.frame.get_column("text").str.len_bytes().sum())
            yield batch.frame.select(columns)
        if not self._was_read:
            self._has_null_texts = self.reader.rejects.total > 0
            self._was_read, self.n_articles, self.text_bytes = True, n_rows, n_bytes
            refuse_nothing(n_rows, self.reader.rejects)

    def _check(self) -> None:
        for file, stamp in self.reader.stamps().items():
            if stamp != self._stamps[file]:
                raise InputError(f"{file}: was changed while it was read; run again")

    def state(self) -> dict[str, int] | None:
        """Return what one reading of the texts told, for `resume`; None before it."""
        if not self._was_read:
            return None
        return {
            "n_articles": self.n_articles,
            "text_bytes": self.text_bytes,
            "has_null_texts": int(self._has_null_texts),
        }

    def resume(self, state: dict[str, int]) -> None:
        """Take the texts as read once."""
        self.n_articles, self.text_bytes = state["n_articles"], state["text_bytes"]
        self._has_null_texts, self._was_read = bool(state["has_null_texts"]), True

    def remove(self) -> None:
        """Nothing is to be deleted."""
        self.reader.close()


def keep(
    reader: Reader, path: str | os.PathLike[str], *, progress: Progress | None = None
) -> InPlace | Spool:
    """Hold the articles of `reader` for several readings: in place, or else spooled to the folder `path`."""
    if reader.is_lasting:
        n_rows, are_unique = _look_at_ids(reader)
        if are_unique:
            if progress is not None:
                progress.advance(n_rows)
            return InPlace(reader, n_rows)
    return spool(reader, path, progress=progress)


def _look_at_ids(reader: Reader) -> tuple[int, bool]:
    """Return the number of rows, and whether each has an id of its own, as far as 64-bit hashes tell."""
    hashes = [
        batch.frame.get_column("id").hash(_SEED).to_numpy()
        for batch in reader.batches(_ID_ROWS, ["id"], silent=True)
    ]
    if not hashes:
        return 0, True
    ids = np.concatenate(hashes)
    hashes.clear()
    if not reader.has_ids:
        return len(ids), True
    ids.sort()
    return len(ids), not bool((ids[1:] == ids[:-1]).any())
