"""Who is made from whom: families, recipes, lengths, and the order of the rows.

An archive of n articles has n slots. Families lie side by side in the slots, base first; the rows of the
file are a permutation of the slots. Nothing is stored but one byte a slot (its place in its family), so
10 million articles take 10 MB.

Shares: 60 % of the articles are single; 37 % are in families of 2 to 10, 3 % in families of 50 to 200.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cache
from statistics import NormalDist

import numpy as np
import numpy.typing as npt

from .rng import Draws, Keys, below_array, derive, derive_array

BLOCK = 4096  # no family crosses a border of blocks
SMALL = (2, 2, 2, 2, 2, 3, 3, 3, 4, 4, 5, 6, 7, 8, 10)
SPREAD = 0.8  # of the logarithm of the length: a typical news archive has 0.7 to 0.9
BRIEF_PER_CENT = 4
SHORTEST_WORDS, LONGEST_WORDS = 20, 3000
MEAN_BRIEF_WORDS = 30

# Name of the edit -> how often in a hundred; `edits` says what each does.
COMMON = {
    "copy": 13, "furniture": 12, "word_in_front": 6, "word_inserted": 6, "word_replaced": 5,
    "words_replaced": 21, "dateline": 5, "sign_off": 4, "paragraphs_added": 6, "paragraphs_dropped": 6,
    "paragraphs_reordered": 3, "ocr_noise": 4, "excerpt": 4, "write_up": 3, "update": 2,
}  # fmt: skip
SYNDICATED = {
    "copy": 55, "furniture": 25, "dateline": 6, "sign_off": 4, "word_in_front": 3, "word_replaced": 4,
    "words_replaced": 2, "update": 1,
}  # fmt: skip
SECOND = ("word_in_front", "word_inserted", "word_replaced", "dateline", "sign_off", "paragraphs_dropped")


@dataclass(frozen=True)
class Recipe:
    """How a member is made: from which member of its family, by which edits, later by how many seconds."""

    parent: int
    edits: tuple[str, ...]
    lag: int


def _cut(sizes: npt.NDArray[np.int64], length: int) -> npt.NDArray[np.uint8]:
    """Families laid side by side in `length` slots; the last is cut to fit."""
    ends = np.cumsum(sizes)
    begins = np.repeat(ends - sizes, sizes)[:length]
    return (np.arange(length) - begins).astype(np.uint8)


def members(seed: int, n: int) -> npt.NDArray[np.uint8]:
    """Give the place of every slot in its family, 0 for a base.

    >>> members(1, 5)[0]
    np.uint8(0)
    """
    out = np.empty(n, np.uint8)
    small = np.array(SMALL, np.int64)
    share = np.array([60.0, 37.0 / small.mean(), 3.0 / 125.0])
    single, few = (np.cumsum(share / share.sum())[:2] * 1_000_000).astype(np.int64)
    for block, at in enumerate(range(0, n, BLOCK)):
        key = derive(seed, 101, block)
        bits = derive_array(np.full(BLOCK, key, np.uint64), np.arange(BLOCK, dtype=np.uint64))
        dice = below_array(bits, np.uint64(1_000_000))
        more = derive_array(bits, np.zeros(BLOCK, np.uint64))
        sizes = np.where(
            dice < single,
            1,
            np.where(
                dice < few,
                small[below_array(more, np.uint64(len(SMALL)))],
                50 + below_array(more, np.uint64(151)),
            ),
        )
        out[at : at + BLOCK] = _cut(sizes, min(BLOCK, n - at))
    return out


def rows_to_slots(seed: int, n: int, rows: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    """Give the slot of each row: a permutation of range(n), computed at need.

    A Feistel network of four rounds over the next power of four, walked until the value falls
    below n (Black and Rogaway 2002): fewer than four steps a row on average.

    >>> sorted(rows_to_slots(1, 10, np.arange(10)).tolist()) == list(range(10))
    True
    """
    half = max(1, (max(n - 1, 1).bit_length() + 1) // 2)
    mask = np.uint64((1 << half) - 1)
    key = derive(seed, 102)
    out = rows.astype(np.uint64)
    todo = np.arange(len(out))
    while len(todo):
        left, right = out[todo] >> np.uint64(half), out[todo] & mask
        for step in range(4):
            keys = np.full(len(todo), derive(key, step), np.uint64)
            left, right = right, left ^ (derive_array(keys, right) & mask)
        out[todo] = (left << np.uint64(half)) | right
        todo = todo[out[todo] >= np.uint64(n)]
    return out.astype(np.int64)


@cache
def _lengths(mean_words: int) -> npt.NDArray[np.int64]:
    """4,096 quantiles of the length in words; a log-normal whose mean, with the briefs, is `mean_words`."""
    brief = min(MEAN_BRIEF_WORDS, mean_words)
    mean = (mean_words - BRIEF_PER_CENT / 100 * brief) / (1 - BRIEF_PER_CENT / 100)
    centre = math.log(mean) - SPREAD**2 / 2
    quantiles = [NormalDist(centre, SPREAD).inv_cdf((k + 0.5) / 4096) for k in range(4096)]
    return np.clip([round(math.exp(q)) for q in quantiles], SHORTEST_WORDS, LONGEST_WORDS).astype(np.int64)


def words_of(keys: Keys, mean_words: int) -> npt.NDArray[np.int64]:
    """How long each base is to be, in words."""
    dice = derive_array(keys, np.full(len(keys), 103, np.uint64))
    long = _lengths(mean_words)[below_array(dice, np.uint64(4096))]
    short = SHORTEST_WORDS + below_array(derive_array(dice, np.zeros(len(keys), np.uint64)), np.uint64(21))
    return np.where((dice & np.uint64(127)).astype(np.int64) * 100 < BRIEF_PER_CENT * 128, short, long)


def war_of(keys: Keys, war_per_cent: int) -> npt.NDArray[np.int64]:
    """Draw how many sentences of a hundred are about the war: 70 in an article about it, else 2."""
    dice = below_array(derive_array(keys, np.full(len(keys), 104, np.uint64)), np.uint64(100))
    return np.where(dice < war_per_cent, 70, 2)


def _weighted(draws: Draws, weights: dict[str, int]) -> str:
    at = draws.below(sum(weights.values()))
    for name, weight in weights.items():
        at -= weight
        if at < 0:
            return name
    raise AssertionError("weights sum to more than was drawn")


def recipe(key: int, member: int, large: bool) -> Recipe:
    """How member `member` > 0 is made. The lag is a minute to some three days, short ones more often.

    >>> recipe(1, 1, False).parent
    0
    """
    draws = Draws(derive(key, 105))
    parent = draws.between(1, member - 1) if member > 1 and not large and draws.chance(15) else 0
    edits = [_weighted(draws, SYNDICATED if large else COMMON)]
    if edits[0] not in ("copy", "furniture"):
        if draws.chance(35):
            edits.append(draws.pick([name for name in SECOND if name != edits[0]]))
        if draws.chance(50):
            edits.append("furniture")
    lag = 60 * (1 << draws.below(12)) + draws.below(3600)
    return Recipe(parent, tuple(edits), lag)
