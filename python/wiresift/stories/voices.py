"""How many of the texts behind a story were written independently of one another.

Two texts are of one voice when

- every report of the later one is in the words of the other: most three-word shingles of its sentence are in
  a sentence of the other; where the times are equal or not known, either may be the later. Deduplication
  compares whole articles; this finds the paragraph of a wire in an article that is otherwise an outlet's own;
- one publisher may have written both: each publisher that may have been first with one was first with the
  other, too. An agency's second take is no second voice, however many outlets print it. Who was first is told
  by the times; where they are equal or not known, all may have been.

Voices are the groups that such pairs make. Short sentences ("Talks collapsed.") are alike by chance and are
not compared. A statement that two outlets quote in full counts as one voice: both have it from one mouth.

Cost: texts times `_NEAR` comparisons a story, and only in stories of several texts and several sources.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import polars as pl

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import datetime

COPIED: Final = 0.6
"""The share of the shorter sentence's shingles from which it is a copy. In stories of Reuters-21578 and of
ECB+ that were read, copies with another day or a word changed have 0.65 and more, own wordings below 0.4."""
_SHORTEST: Final = 6
"""Shingles of the shortest sentence that is compared: eight words."""
_NEAR: Final = 64
"""Texts, latest first, that a text is compared with: enough for all in all but the largest stories."""


@dataclass(frozen=True, slots=True)
class _Text:
    """A text of a story: when it was first told, by whom, and the shingles of its sentences."""

    first: datetime | None
    sources: frozenset[str]
    said: list[frozenset[int]]


def count(members: pl.DataFrame, sentences: pl.DataFrame) -> pl.DataFrame:
    """Return `story` and `n_independent`, the number of its voices, for the members of stories."""
    told = members.select("story", "cluster", "source", "published", "event_id").with_columns(
        several=(pl.col("cluster").n_unique().over("story") > 1)
        & (pl.col("source").n_unique().over("story") > 1)
    )
    one = told.filter(~pl.col("several")).select("story").unique()
    rows = (
        texts(told.filter("several"), sentences)
        .group_by("story", maintain_order=True)
        .agg(pl.struct("source", "published", "wording").alias("texts"))
    )
    found = {
        "story": [*one["story"], *rows["story"]],
        "n_independent": [1] * one.height + [len(set(voices(row))) for row in rows["texts"].to_list()],
    }
    return pl.DataFrame(found, schema={"story": pl.UInt32, "n_independent": pl.UInt32})


def texts(members: pl.DataFrame, sentences: pl.DataFrame) -> pl.DataFrame:
    """Return a row for each text (`cluster`) of each story, earliest first, with what `voices` takes."""
    return (
        members.join(sentences.select("event_id", "wording"), on="event_id", how="left")
        .sort("story", "published", "event_id", nulls_last=True)
        .group_by("story", "cluster", maintain_order=True)
        .agg("source", "published", "wording", "event_id")
    )


def voices(told: Iterable[Mapping[str, Any]]) -> list[int]:
    """Return for each text the first one of its voice.

    A text has `source` and `published` of each report and the shingles of its sentence (`wording`).

    >>> wire, own = list(range(20)), list(range(50, 70))
    >>> texts = [("AP", wire), ("Post", wire), ("Echo", own)]
    >>> voices({"source": [source], "published": [None], "wording": [said]} for source, said in texts)
    [0, 0, 2]
    """
    known = [_text(row) for row in told]
    group = list(range(len(known)))

    def root(text: int) -> int:
        while group[text] != text:
            group[text] = group[group[text]]
            text = group[text]
        return text

    for number, text in enumerate(known):
        for other in range(number - 1, max(number - 1 - _NEAR, -1), -1):
            a, b = root(number), root(other)
            if a != b and _is_one(text, known[other]):
                group[max(a, b)] = min(a, b)
    return [root(text) for text in range(len(known))]


def _text(row: Mapping[str, Any]) -> _Text:
    times = [time for time in row["published"] if time is not None]
    first = min(times, default=None)
    may = zip(row["source"], row["published"], strict=True)
    sources = frozenset(source for source, time in may if time is None or time == first)
    return _Text(first, sources, [frozenset(said) for said in row["wording"] if said is not None])


def _is_one(one: _Text, other: _Text) -> bool:
    if one.sources <= other.sources or other.sources <= one.sources:
        return True
    earlier = later = False
    if one.first is not None and other.first is not None:
        earlier, later = one.first < other.first, one.first > other.first
    return (not earlier and _copies(one.said, other.said)) or (not later and _copies(other.said, one.said))


def _copies(reports: Sequence[frozenset[int]], others: Sequence[frozenset[int]]) -> bool:
    """Whether each report that is long enough is in the words of one of the others."""
    long = [report for report in reports if len(report) >= _SHORTEST]
    return bool(long) and all(any(_is_copy(report, other) for other in others) for report in long)


def _is_copy(one: frozenset[int], other: frozenset[int]) -> bool:
    shorter = min(len(one), len(other))
    return shorter >= _SHORTEST and len(one & other) >= COPIED * shorter
