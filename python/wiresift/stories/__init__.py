"""Aggregate: events and text clusters become stories.

A story is one happening, or one statement that it will, may or did not happen, with every report of it.
Its counts are what an analyst is after: how many articles carry it, how many distinct *texts* (dedup
clusters), how many distinct *sources*, and how many of the texts are *independent*. Fifty copies of one wire
are one text; two outlets with their own texts are two; two texts that share the paragraph in question, or
that may be of one publisher, are one voice (see `voices`). A source that is not known falls back to the id of
the article.

**What goes together.** Equal events within one text fold into one. Across texts, two events link when type,
mode, polarity and realis are equal, when their actors agree, their places are the same or one holds the
other or one is unknown, their dates lie within the tolerance of their precisions, and, where the number is
the news (`casualties`, `vote`, ...), the numbers agree. By their slots, events without actors link only in
the same known place, or by those to whom it was done. Where neither a spot nor two parties are in common,
and for all that is only said, the articles must be about the same thing. What is done links, too, where no
slot is in common at all and the articles are much alike. See `evidence`, `topics` and `related` for each
rule.

**No chains.** A link joins two groups only if *all* their dates, places, parties and numbers still agree, so
a month of daily shelling does not melt into one story by way of neighbouring days. Links are taken strongest
first, ties broken by id.

**Polarity and realis.** A story has one of each, told by the last two columns. What is negated, or said of
the future or of a hypothesis, stands beside what is reported as fact and never swells its counts. An event
under a denying claim counts as negated.

**Status**, the first that holds:

- `contested`: a story of the opposite polarity (the same type, mode, parties, place and date) comes from
  another text, or is a denial by a named speaker. `contradicts` lists such stories, both ways.
- `superseded`: a later story carries this one on (`updates`): a toll of 3, then 7, then 12 in articles about
  the same thing; agreed, then violated, then extended; planned, then done. Its own counts remain true.
- `corroborated`: reported as fact, in at least two independent texts.
- `single_source`: not corroborated. One source, one text or one voice; or not reported as fact, in which case
  there is nothing to corroborate, however many say it.

**Guarantees.** The table is a function of the rows, not of their order. Every event with an id is in exactly
one story. `story_id` is the BLAKE2b hash (8 bytes, hex) of the smallest event id of the story.

**Cost.** Sorts and joins in polars over distinct combinations of slots; Python touches each combination and
each linked pair once. Types never mix, so they are taken some at a time, and memory follows the largest of
them. Time grows in proportion to the events; `benches/stories_speed.py` measures it.
"""

from __future__ import annotations

from typing import Final

import polars as pl

from wiresift.stories import candidates, evidence, merge, related, relations, table, topics, voices

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
    "trigger",
    "sentence_start",
    "sentence_end",
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

    `documents` says which articles are one text. `articles` gives source, time of publication and text;
    without it every article is its own source, times come from `clusters`, and events are compared by their
    slots alone.

    >>> from wiresift import schema
    >>> empty = [schema.empty(name) for name in ("documents", "clusters", "events", "articles")]
    >>> build(*empty).height
    0
    """
    events = evidence.distinct(events)
    told = topics.read(events, articles)
    about = evidence.about(documents, clusters, events, articles, told.docs)
    sizes = events.group_by("type").len().sort("type")
    batches = sizes.with_columns(batch=pl.col("len").cum_sum() // _BATCH).partition_by(
        "batch", maintain_order=True
    )
    parts = []
    for batch in batches:
        these = events.join(batch, on="type", how="semi", nulls_equal=True)
        parts.append(_aggregate(evidence.reports(these, about, told.sentences), told))
    return table.ordered(parts)


def _aggregate(reports: pl.DataFrame, told: topics.Told) -> pl.DataFrame:
    cells = evidence.cells(reports)
    groups = merge.Groups(cells, topics.Likeness(cells, told.topics))
    groups.join(candidates.within_texts(cells))
    groups.join(candidates.equal_slots(cells, told.topics))
    groups.join(candidates.across_texts(cells, groups.first(), by_target=told.topics is not None))
    groups.join(related.by_topic(cells, told.topics))
    members = table.members(reports, cells, groups.first())
    summaries = table.summarise(members, voices.count(members, told.sentences))
    return table.finish(summaries, members, relations.relate(summaries, told.topics))
