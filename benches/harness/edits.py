"""Known edits of articles: what each does to the exact similarity, and how many of the pairs are found."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, Any

import polars as pl
import wiresift as ws

if TYPE_CHECKING:
    from collections.abc import Callable

    Edit = Callable[[list[str], random.Random], list[str]]

DATELINE = ["GENEVA,", "May", "4", "(Courier)", "-"]
PARAGRAPH = 50  # words
WORD = "reportedly"


def _inserted(words: list[str], rng: random.Random) -> list[str]:
    at = rng.randrange(len(words))
    return [*words[:at], WORD, *words[at:]]


def _replaced(words: list[str], rng: random.Random) -> list[str]:
    at = rng.randrange(len(words))
    return [*words[:at], WORD, *words[at + 1 :]]


def _one_in_a_hundred(words: list[str], rng: random.Random) -> list[str]:
    return [f"{WORD}{rng.random()}" if rng.random() < 0.01 else word for word in words]


def _without_paragraphs(words: list[str], rng: random.Random) -> list[str]:
    at = rng.randrange(max(1, len(words) - 2 * PARAGRAPH))
    return [*words[:at], *words[at + 2 * PARAGRAPH :]]


EDITS: dict[str, Edit] = {
    "a word in front": lambda words, _: ["Today", *words],
    "a dateline of five words": lambda words, _: [*DATELINE, *words],
    "a word inserted": _inserted,
    "a word replaced": _replaced,
    "1 % of the words replaced": _one_in_a_hundred,
    "a sign-off of 30 words": lambda words, rng: [*words, *(f"{WORD}{rng.random()}" for _ in range(30))],
    "two paragraphs dropped": _without_paragraphs,
}
"""Each takes the words of a text."""


def check_edits(table: pl.DataFrame, sample: int, threshold: float) -> list[dict[str, Any]]:
    """Edit the first `sample` articles of 100 words and more; count the pairs found, by each edit."""
    texts = table.filter(pl.col("text").str.count_matches(r"\S+") >= 2 * PARAGRAPH)["text"].head(sample)
    lines = []
    for name, edit in EDITS.items():
        rng = random.Random(0)  # noqa: S311 - edits that can be made again
        changed = pl.Series([" ".join(edit(text.split(), rng)) for text in texts])
        exact = ws.jaccard(texts, changed)
        ids = [f"{row:06}" for row in range(len(texts))]
        pairs = pl.DataFrame(
            {"id": [*(i + "a" for i in ids), *(i + "b" for i in ids)], "text": [*texts, *changed]}
        )
        alike = _found(pairs, ids, threshold, None)
        either = _found(pairs, ids, threshold, threshold)
        above = exact >= threshold
        lines.append(
            {
                "edit": name,
                "pairs": len(ids),
                "similarity": float(exact.mean()),
                "least": float(exact.min()),
                "above": int(above.sum()),
                "found_above": sum(
                    int(i in alike) for i, is_above in zip(ids, above, strict=True) if is_above
                ),
                "found": len(alike),
                "found_or_contained": len(either),
            }
        )
    return lines


def _found(pairs: pl.DataFrame, ids: list[str], threshold: float, containment: float | None) -> set[str]:
    """The articles that an edge joins to their edited copies; of equal texts one stands for all."""
    result = ws.dedup(pairs, clean=False, threshold=threshold, containment=containment)
    stands = {
        b: a for a, b, route in result.edges.select("id_a", "id_b", "route").iter_rows() if route == "exact"
    }
    edges = set(result.edges.select("id_a", "id_b").iter_rows())
    ends = ((i, sorted(stands.get(i + side, i + side) for side in "ab")) for i in ids)
    return {i for i, (one, other) in ends if one == other or (one, other) in edges}
