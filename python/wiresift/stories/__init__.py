"""Aggregate: events and text clusters become stories.

A story is one happening, or one statement that it will, may or did not happen, with every report of it.
Its counts are what an analyst is after: how many articles carry it, how many distinct *texts* (dedup
clusters) and how many distinct *sources*. Fifty copies of one wire are one text; two outlets with their own
texts are two. A source that is not known falls back to the id of the article.

**What goes together.** Equal events within one text fold into one. Across texts, two events link when type,
mode, polarity and realis are equal, when their actors agree, their places are the same or one holds the
other or one is unknown, their dates lie within the tolerance of their precisions, and, where the number is
the news (`casualties`, `vote`, ...), the numbers agree. Events without actors link only in the same known
place. See `evidence` for each rule.

**No chains.** A link joins two groups only if *all* their dates, places, parties and numbers still agree, so
a month of daily shelling does not melt into one story by way of neighbouring days. Links are taken strongest
first, ties broken by id.

**Polarity and realis.** A story has one of each, told by the last two columns. What is negated, or said of
the future or of a hypothesis, stands beside what is reported as fact and never swells its counts. An event
under a denying claim counts as negated.

**Status**, the first that holds:

- `contested`: a story of the opposite polarity (the same type, mode, parties, place and date) comes from
  another text, or is a denial by a named speaker. `contradicts` lists such stories, both ways.
- `superseded`: a later story carries this one on (`updates`): a toll of 3, then 7, then 12; agreed, then
  violated, then extended; planned, then done. Its own counts remain true.
- `corroborated`: reported as fact, by at least two sources in at least two texts.
- `single_source`: not corroborated. One source or one text; or not reported as fact, in which case there is
  nothing to corroborate, however many say it.

**Guarantees.** The table is a function of the rows, not of their order. Every event with an id is in exactly
one story. `story_id` is the BLAKE2b hash (8 bytes, hex) of the smallest event id of the story.

**Cost.** Sorts and joins in polars over distinct combinations of slots; Python touches each combination and
each linked pair once. Types never mix, so they are taken some at a time, and memory follows the largest of
them. Time grows in proportion to the events; `benches/stories_speed.py` measures it.
"""

from __future__ import annotations

from typing import Final

import polars as pl

from wiresift.stories import candidates, evidence, merge, relations, table

__all__ = ["EVENT_COLUMNS", "build"]

EVENT_COLUMNS: Final = (
    "event_id",
    "doc_id",
    "type",
    "mode",
    "actors",
    "recipients",
    "place",
    "date_start",
    "date_end",
    "date_precision",
    "date_source",
    "quantities",
    "polarity",
    "realis",
    "claim",
    "start",
    "end",
)
"""The columns of `events` that stories are told from: two thirds of its bytes."""

_BATCH: Final = 200_000
"""Events that are aggregated at once, unless one type alone has more."""


def build(
    documents: pl.DataFrame,
    clusters: pl.DataFrame,
    events: pl.DataFrame,
    articles: pl.LazyFrame | pl.DataFrame | None = None,
) -> pl.DataFrame:
    """Return the table `stories` for the events of a run.

    `documents` says which articles are one text. `articles` gives source and time of publication; without
    it every article is its own source, and times come from `clusters`.

    >>> from wiresift import schema
    >>> empty = [schema.empty(name) for name in ("documents", "clusters", "events", "articles")]
    >>> build(*empty).height
    0
    """
    events = evidence.distinct(events)
    about = evidence.about(documents, clusters, events, articles)
    sizes = events.group_by("type").len().sort("type")
    batches = sizes.with_columns(batch=pl.col("len").cum_sum() // _BATCH).partition_by(
        "batch", maintain_order=True
    )
    parts = [
        _aggregate(evidence.reports(events.join(batch, on="type", how="semi", nulls_equal=True), about))
        for batch in batches
    ]
    return table.ordered(parts)


def _aggregate(reports: pl.DataFrame) -> pl.DataFrame:
    cells = evidence.cells(reports)
    links = [candidates.within_texts(cells), candidates.equal_slots(cells), candidates.across_texts(cells)]
    members = table.members(reports, cells, merge.group(cells, links))
    summaries = table.summarise(members)
    return table.finish(summaries, members, relations.relate(summaries))
