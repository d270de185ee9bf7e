"""What a change of a pack changes: the events gained, lost and altered on a corpus, with their sentences.

Two events are the same when they stand in one article, at one place, with one type, mode, polarity and
realis. An event that both packs read is altered when another column differs.
"""

from __future__ import annotations

from typing import Any, Final

import polars as pl

from wiresift import schema
from wiresift.config import DateOrder, DedupOptions
from wiresift.events import Pack, extract_stored
from wiresift.io import Rejects
from wiresift.progress import Progress
from wiresift.store import Stored, batches, stored

_KEY: Final = ("doc_id", "start", "end", "type", "mode", "polarity", "realis")
_COMPARED: Final = (
    "certainty",
    "actors",
    "recipients",
    "third_parties",
    "place",
    "date_start",
    "date_end",
    "date_precision",
    "quantities",
    "claim",
)
SCHEMA: Final = pl.Schema(
    [
        ("change", pl.String),
        *((name, schema.EVENTS[name]) for name in (*_KEY, "trigger")),
        ("rule_before", pl.String),
        ("rule_after", pl.String),
        ("columns", pl.List(pl.String)),
        ("sentence_text", pl.String),
    ]
)


def diff(
    before: Pack,
    after: Pack,
    articles: Any,
    *,
    clean: bool = True,
    date_order: DateOrder | None = None,
    threads: int | None = None,
    progress: Progress | None = None,
) -> pl.DataFrame:
    """Read articles with two packs and return the events that differ.

    Parameters
    ----------
    before, after
        Two loaded packs.
    articles
        Whatever `wiresift.extract` takes.
    clean, date_order, threads
        As in `wiresift.extract`.
    progress
        Told what is under way.

    Returns
    -------
    A row an event: `change` (`gained`, `lost` or `altered`), what tells the event, the rules behind it, the
    `columns` that differ if it is altered, and its sentence. Sorted by article and position.

    Raises
    ------
    InputError
        The articles can't be read.

    Examples
    --------
    >>> pack = Pack.load("peace")
    >>> diff(pack, pack, pl.DataFrame({"text": ["Both sides agreed to a ceasefire."]})).height
    0

    """
    options = DedupOptions(clean=clean, threads=threads)
    progress = progress or Progress()
    with stored(articles, Rejects()) as kept:
        old, new = (
            extract_stored(kept, pack, date_order=date_order, options=options, progress=progress)
            for pack in (before, after)
        )
        return _with_sentences(changed(old, new), kept)


def changed(old: pl.DataFrame, new: pl.DataFrame) -> pl.DataFrame:
    """Return the events of two readings that only one of them has, or whose columns differ."""
    # Two events of one key are told apart by their order.
    nth = pl.int_range(pl.len()).over(_KEY).alias("nth")
    content = [pl.struct(name).struct.json_encode().alias(f"={name}") for name in _COMPARED]
    place = ["sentence_start", "sentence_end"]
    sides = [
        events.select(*_KEY, nth, "trigger", "rule", *place, *content).with_columns(
            pl.lit(True).alias("read")
        )
        for events in (old, new)
    ]
    both = sides[0].join(
        sides[1], on=[*_KEY, "nth"], how="full", coalesce=True, nulls_equal=True, suffix="_new"
    )
    differ = [
        pl.when(pl.col(f"={name}").ne_missing(pl.col(f"={name}_new"))).then(pl.lit(name))
        for name in _COMPARED
    ]
    either = [pl.coalesce(name, f"{name}_new").alias(name) for name in ("trigger", *place)]
    change = (
        pl.when(pl.col("read").is_null())
        .then(pl.lit("gained"))
        .when(pl.col("read_new").is_null())
        .then(pl.lit("lost"))
        .when(pl.col("columns").list.len() > 0)
        .then(pl.lit("altered"))
    )
    compared = pl.col("read") & pl.col("read_new")
    columns = pl.when(compared).then(pl.concat_list(differ).list.drop_nulls()).otherwise(pl.lit([]))
    return (
        both.with_columns(*either, columns.cast(pl.List(pl.String)).alias("columns"))
        .with_columns(change.alias("change"))
        .filter(pl.col("change").is_not_null())
        .rename({"rule": "rule_before", "rule_new": "rule_after"})
        .sort(*_KEY, "nth")
    )


def _with_sentences(events: pl.DataFrame, articles: Stored) -> pl.DataFrame:
    """Add the sentence of each event, from the texts of its article."""
    wanted = events.select(pl.col("doc_id").unique())
    texts = [pl.DataFrame(schema={name: schema.ARTICLES[name] for name in ("id", "text")})]
    texts += [
        batch.join(wanted, left_on="id", right_on="doc_id", how="semi")
        for batch in batches(articles, ["id", "text"], DedupOptions().batch_size)
    ]
    start, end = pl.col("sentence_start"), pl.col("sentence_end")
    joined = events.join(pl.concat(texts), left_on="doc_id", right_on="id", how="left", maintain_order="left")
    return joined.with_columns(pl.col("text").str.slice(start, end - start).alias("sentence_text")).select(
        pl.col(name).cast(kind) for name, kind in SCHEMA.items()
    )
