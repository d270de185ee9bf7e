"""The functions of wiresift as methods of polars: `pl.col("text").wiresift`, `df.wiresift`, `lf.wiresift`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import polars as pl

from wiresift import sketches
from wiresift.dedup import dedup as find_duplicates
from wiresift.events import Pack, events_of_texts
from wiresift.events import extract as read_events
from wiresift.schema import EVENTS

if TYPE_CHECKING:
    from wiresift.dedup_result import DedupResult


@pl.api.register_expr_namespace("wiresift")
class ExprNamespace:
    """`pl.col("text").wiresift`: works lazily and in the streaming engine, a batch at a time."""

    def __init__(self, expr: pl.Expr) -> None:
        """Keep the expression."""
        self._expr = expr

    def minhash(self, *, num_perm: int = 128, ngram: int = 5, seed: int = 1) -> pl.Expr:
        """Return the signature of each text, `Array(UInt32, num_perm)`; null for null.

        >>> import wiresift
        >>> frame = pl.DataFrame({"text": ["a truce was agreed", None]})
        >>> frame.select(pl.col("text").wiresift.minhash(num_perm=4)).schema
        Schema([('text', Array(UInt32, shape=(4,)))])
        """
        return self._expr.map_batches(
            lambda texts: sketches.minhash_series(texts, num_perm=num_perm, ngram=ngram, seed=seed),
            return_dtype=pl.Array(pl.UInt32, num_perm),
            is_elementwise=True,
        )

    def events(self, pack: str | Pack = "peace") -> pl.Expr:
        """Return the events of each text, `List(Struct)` with the columns of `events` but the ids.

        Texts are read as they are, each for itself: no cleaning, no date of publication.

        >>> import wiresift
        >>> frame = pl.DataFrame({"text": ["Both sides agreed to a ceasefire.", None]})
        >>> events = frame.select(pl.col("text").wiresift.events()).explode("text").unnest("text")
        >>> events["type"].to_list()
        ['ceasefire', None]
        """
        rules = pack if isinstance(pack, Pack) else Pack.load(pack)
        fields = {name: dtype for name, dtype in EVENTS.items() if name not in {"event_id", "doc_id"}}
        return self._expr.map_batches(
            lambda texts: events_of_texts(texts, rules, list(fields)),
            return_dtype=pl.List(pl.Struct(fields)),
            is_elementwise=True,
        )


@pl.api.register_dataframe_namespace("wiresift")
class FrameNamespace:
    """`df.wiresift`: the functions of the module, with the frame as articles."""

    def __init__(self, frame: pl.DataFrame) -> None:
        """Keep the frame."""
        self._frame = frame

    def dedup(self, **parameters: Any) -> DedupResult:
        """Find near-duplicates: see `wiresift.dedup`.

        >>> import wiresift
        >>> pl.DataFrame({"text": ["a truce", "A truce!"]}).wiresift.dedup().edges["route"].to_list()
        ['exact']
        """
        return find_duplicates(self._frame, **parameters)

    def extract(self, **parameters: Any) -> pl.DataFrame:
        """Read events: see `wiresift.extract`."""
        return read_events(self._frame, **parameters)


@pl.api.register_lazyframe_namespace("wiresift")
class LazyFrameNamespace:
    """`lf.wiresift`: the functions of the module, with the lazy frame as articles."""

    def __init__(self, frame: pl.LazyFrame) -> None:
        """Keep the frame."""
        self._frame = frame

    def dedup(self, **parameters: Any) -> DedupResult:
        """Find near-duplicates: see `wiresift.dedup`."""
        return find_duplicates(self._frame, **parameters)

    def extract(self, **parameters: Any) -> pl.DataFrame:
        """Read events: see `wiresift.extract`."""
        return read_events(self._frame, **parameters)
