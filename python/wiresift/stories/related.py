"""Links between events of articles that are about the same thing, where the slots have nothing in common.

"Gunmen opened fire on a convoy" and "the attack on Monday" share no party and no spot, but two articles of
one day whose rarest words are the same tell of one attack. So cells of one kind whose windows meet are
compared where the leads of their articles share rare words, and linked where the articles are alike enough
(`RELATED`). Slots that are known on both sides must agree here, too (`merge.agree`), and of two spots that
are named none is taken to lie in the other. Words (`evidence.SPOKEN`) are not linked so: whose they are is
what makes them the same.

Cost: each cell is compared with the `_NEAR` before it in time under each of its words, those of its own
text among them, so the pairs are linear in the cells; one cosine for each pair of articles.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import polars as pl

from wiresift.stories.candidates import KIND, PAIR
from wiresift.stories.evidence import NO_DATE, SPOKEN
from wiresift.stories.topics import RELATED

if TYPE_CHECKING:
    from wiresift.stories.topics import Topics

_SHARED: Final = 2
"""Words that two leads share at the least."""
_NEAR: Final = 4
"""Cells under one word that a cell is compared with, the last before it in time."""


def by_topic(cells: pl.DataFrame, topics: Topics | None) -> pl.DataFrame:
    """Return links `a`, `b` between texts, those of the most alike articles first."""
    if topics is None:
        return pl.DataFrame(schema=PAIR)
    told = cells.filter((pl.col("grain") != NO_DATE) & ~pl.col("type").is_in(SPOKEN).fill_null(value=False))
    rows = (
        told.select(
            "cell",
            "lo",
            "hi",
            pl.col("cluster").rank("dense"),
            pl.col("spot").rank("dense"),
            kind=pl.concat_str(KIND, separator="\x1c", ignore_nulls=True).rank("dense"),
            doc=pl.col("docs").list.first(),
        )
        .drop_nulls("doc")
        .join(topics.leads(), on="doc")
        .sort("kind", "word", "lo", "cell")
    )
    pairs = pl.concat(_with_one_before(rows, distance) for distance in range(1, _NEAR + 1))
    pairs = pairs.group_by("a", "b", "doc_a", "doc_b").len().filter(pl.col("len") >= _SHARED)
    alike = pairs.select(a="doc_a", b="doc_b").unique()
    alike = alike.with_columns(alike=topics.likenesses(alike)).filter(pl.col("alike") >= RELATED)
    return (
        pairs.join(alike, left_on=["doc_a", "doc_b"], right_on=["a", "b"])
        .sort("alike", "a", "b", descending=[True, False, False])
        .select("a", "b")
    )


def _with_one_before(rows: pl.DataFrame, distance: int) -> pl.DataFrame:
    """Pairs of each row with the one so far before it under the same word, unless day or spot differ."""
    columns = ("kind", "word", "cell", "cluster", "spot", "hi", "doc")
    before = [pl.col(name).shift(distance).alias(f"{name}_b") for name in columns]
    block = (pl.col("kind") == pl.col("kind_b")) & (pl.col("word") == pl.col("word_b"))
    day = pl.col("lo") <= pl.col("hi_b")
    text = pl.col("cluster") != pl.col("cluster_b")
    elsewhere = (pl.col("spot") != pl.col("spot_b")).fill_null(value=False)
    one, other = pl.col("cell"), pl.col("cell_b")
    return (
        rows.lazy()
        .with_columns(before)
        .filter(block & day & text & ~elsewhere)
        .select(
            a=pl.min_horizontal(one, other),
            b=pl.max_horizontal(one, other),
            doc_a=pl.when(one < other).then("doc").otherwise("doc_b"),
            doc_b=pl.when(one < other).then("doc_b").otherwise("doc"),
        )
        .collect()
    )
