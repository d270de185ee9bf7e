"""From groups of events to rows of the table `stories`."""

from __future__ import annotations

from hashlib import blake2b
from typing import TYPE_CHECKING, Final

import polars as pl

from wiresift import schema
from wiresift.stories.evidence import NO_DATE, actor_key

if TYPE_CHECKING:
    from wiresift.stories.relations import Relations

SCHEMA: Final = pl.Schema({**schema.STORIES, "polarity": pl.String(), "realis": pl.String()})
"""`schema.STORIES`, which ends with the polarity and realis that all events of a story share."""
_AMOUNT: Final = ("kind", "low", "best", "high", "unit", "is_minimum", "is_approximate")
_ID_BYTES: Final = 8
_DOCS: Final = 4
"""Articles by which a story is compared with another."""


def story_id(first_event: str) -> str:
    """Return the id of the story whose smallest event id is `first_event`.

    >>> story_id("e1")
    '1b5d5e51f54f0f04'
    """
    return blake2b(first_event.encode(), digest_size=_ID_BYTES).hexdigest()


def members(reports: pl.DataFrame, cells: pl.DataFrame, groups: pl.Series) -> pl.DataFrame:
    """Return the reports with the number of their `story`, counted by smallest event id."""
    mapped = (
        cells.select("cell", "events", "first_event")
        .with_columns(groups)
        .with_columns(first=pl.col("first_event").min().over("group"))
        .with_columns(story=pl.col("first").rank("dense").cast(pl.UInt32) - 1)
        .select("story", event_id="events")
        .explode("event_id", empty_as_null=True)
    )
    return reports.join(mapped, on="event_id", how="inner").sort(
        "story", "published", "event_id", nulls_last=True
    )


def summarise(members: pl.DataFrame, independent: pl.DataFrame) -> pl.DataFrame:
    """Return one row a story: counts and times, the best date and place, and the keys that relations need.

    `independent` gives the number of independent texts of each story.
    """
    spots = pl.lit(0, dtype=pl.Int8)
    depth = (
        pl.when(pl.col("point").is_not_null())
        .then(spots)
        .when(pl.col("region").is_not_null())
        .then(spots + 1)
    )
    ranked = members.with_columns(
        depth=depth.when(pl.col("country").is_not_null()).then(spots + 2).otherwise(spots + 3),
        guessed=pl.col("date_source").ne_missing("text"),
        undated=pl.col("grain") == NO_DATE,
    )
    placed = _best(ranked, ["depth"], ["place"])
    dated = _best(ranked, ["undated", "guessed", "grain"], ["date_start", "date_end", "grain"])
    first = [pl.col(name).first() for name in ("type", "mode", "polarity", "realis")]
    level = [pl.col(n).drop_nulls().first() for n in ("country", "region", "point", "latitude", "longitude")]
    keys = [
        pl.col(n).explode(empty_as_null=True).drop_nulls().unique().sort()
        for n in ("actors", "recipients", "numbers")
    ]
    return (
        members.group_by("story", maintain_order=True)
        .agg(
            *first,
            *level,
            *keys,
            lo=pl.col("lo").max(),
            hi=pl.col("hi").min(),
            denial=pl.col("denial").any(),
            clusters=pl.col("cluster").unique().sort(),
            docs=pl.col("doc").drop_nulls().unique(maintain_order=True).head(_DOCS),
            said=pl.col("said").drop_nulls().head(_DOCS),
            n_documents=pl.col("doc_id").n_unique(),
            n_sources=pl.col("source").n_unique(),
            first_reported=pl.col("published").min(),
            last_reported=pl.col("published").max(),
            event_ids=pl.col("event_id").sort(),
        )
        .join(placed, on="story", how="left")
        .join(dated, on="story", how="left")
        .join(independent, on="story", how="left")
        .sort("story")
        .with_columns(
            cell="story",
            spot=pl.coalesce("point", "region"),
            n_clusters=pl.col("clusters").list.len(),
            date_end=pl.coalesce("date_end", "date_start"),
            story_id=pl.col("event_ids").list.first().map_elements(story_id, return_dtype=pl.String),
        )
    )


def _best(members: pl.DataFrame, by: list[str], columns: list[str]) -> pl.DataFrame:
    """Return `columns` of the report that comes first by `by`, then by time and id, for each story."""
    ordered = members.sort("story", *by, "published", "event_id", nulls_last=True)
    return ordered.group_by("story", maintain_order=True).agg(pl.col(*columns).first())


def _named(members: pl.DataFrame, told: str) -> pl.DataFrame:
    """Return the parties of each story, most reported first, as the earliest report mentions them."""
    column = told.removeprefix("told_")
    each = (
        members.select("story", "event_id", party=told)
        .explode("party", empty_as_null=True)
        .drop_nulls("party")
    )
    return (
        each.with_columns(key=actor_key(pl.col("party")))
        .drop_nulls("key")
        .group_by("story", "key", maintain_order=True)
        .agg(pl.col("party").first(), n=pl.col("event_id").n_unique())
        .sort("story", "n", "key", descending=[False, True, False])
        .group_by("story", maintain_order=True)
        .agg(pl.col("party").alias(column))
    )


def _numbers(members: pl.DataFrame, relations: Relations) -> pl.DataFrame:
    """Return each story's reports of numbers in time, with those of tolls it updates; copies count once."""
    each = (
        members.select("story", "event_id", "cluster", "published", "quantities")
        .explode("quantities", empty_as_null=True)
        .drop_nulls("quantities")
        .unnest("quantities")
        .unique(["story", "cluster", *_AMOUNT], keep="first", maintain_order=True)
    )
    told = pl.struct(*_AMOUNT, reported="published", event_id="event_id")
    handed: dict[str, list[int]] = {"story": [], "of": []}
    for new, old in relations.inherits.items():
        before: int | None = old
        while before is not None:
            handed["story"].append(new)
            handed["of"].append(before)
            before = relations.inherits.get(before)
    handed_frame = pl.DataFrame(handed, schema={"story": pl.UInt32, "of": pl.UInt32})
    history = handed_frame.join(each.rename({"story": "of"}), on="of").select(each.columns)
    return (
        pl.concat([each, history])
        .sort("story", "published", "event_id", *_AMOUNT, nulls_last=True)
        .group_by("story", maintain_order=True)
        .agg(quantities=told)
    )


def finish(stories: pl.DataFrame, members: pl.DataFrame, relations: Relations) -> pl.DataFrame:
    """Return the table: names instead of keys, ids instead of row numbers, and the status."""
    ids = stories["story_id"].to_list()
    rows = range(stories.height)
    superseded = set(relations.updates.values())
    contradicts = [sorted(ids[other] for other in relations.contradicts.get(row, ())) for row in rows]
    links = pl.DataFrame(
        {
            "contradicts": contradicts,
            "updates": [ids[relations.updates[row]] if row in relations.updates else None for row in rows],
            "is_superseded": [row in superseded for row in rows],
        },
        schema={"contradicts": pl.List(pl.String), "updates": pl.String, "is_superseded": pl.Boolean},
    )
    is_fact = (pl.col("polarity") == "affirmed") & (pl.col("realis") == "actual")
    status = (
        pl.when(pl.col("contradicts").list.len() > 0)
        .then(pl.lit("contested"))
        .when("is_superseded")
        .then(pl.lit("superseded"))
        .when(is_fact & (pl.col("n_independent") > 1))
        .then(pl.lit("corroborated"))
        .otherwise(pl.lit("single_source"))
    )
    joined = stories.drop("actors", "recipients").hstack(links).with_columns(status=status)
    for part in (
        _named(members, "told_actors"),
        _named(members, "told_recipients"),
        _numbers(members, relations),
    ):
        joined = joined.join(part, on="story", how="left")
    lists = [
        pl.col(name).fill_null(pl.lit([], dtype=SCHEMA[name]))
        for name in ("actors", "recipients", "quantities")
    ]
    return joined.with_columns(lists).select(pl.col(name).cast(kind) for name, kind in SCHEMA.items())


def ordered(parts: list[pl.DataFrame]) -> pl.DataFrame:
    """Return the parts as one table, by date and id."""
    return pl.concat([pl.DataFrame(schema=SCHEMA), *parts]).sort("date_start", "story_id", nulls_last=True)
