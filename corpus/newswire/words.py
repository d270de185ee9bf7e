"""The vocabulary: 170 English function words, 60,000 invented words, invented names.

Invented words keep unrelated articles apart: the frequencies fall as 1 / (rank + 3) (Zipf and
Mandelbrot), so the chance that two articles share five words in a row by accident is small, as in real
news. Building takes about half a second and happens once a process.
"""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path

import numpy as np
import numpy.typing as npt

from .rng import Draws

N_INVENTED = 60_000
TABLE_BITS = 20

_PARTS: dict[str, list[str]] = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf8"))


def _syllables(draws: Draws, count: int) -> str:
    """Open syllables, then one closed one: "velonast", "prend"."""
    return "".join(
        draws.pick(_PARTS["onsets"]) + draws.pick(_PARTS["vowels"]) for _ in range(count)
    ) + draws.pick(_PARTS["codas"])


def _unique(
    key: int, count: int, syllables: tuple[int, int], ending: str, taken: frozenset[str] = frozenset()
) -> list[str]:
    """`count` different words of four letters or more."""
    seen = set(taken)
    draws = Draws(key)
    out: list[str] = []
    while len(out) < count:
        word = _syllables(draws, draws.between(*syllables)) + draws.pick(_PARTS[ending])
        if len(word) > 3 and word not in seen:
            seen.add(word)
            out.append(word)
    return out


@cache
def vocabulary() -> tuple[str, ...]:
    """Every plain word, the most frequent first.

    >>> vocabulary()[0], len(vocabulary()) > 60_000
    ('the', True)
    """
    function = tuple(dict.fromkeys(_PARTS["function"]))
    return (*function, *_unique(1, N_INVENTED, (1, 3), "endings", frozenset(function)))


@cache
def surnames() -> tuple[str, ...]:
    """5,000 invented surnames."""
    return tuple(word.capitalize() for word in _unique(2, 5_000, (2, 2), "surname_endings"))


@cache
def full_names() -> tuple[str, ...]:
    """8,000 invented persons, given name and surname."""
    draws = Draws(3)
    given = [word.capitalize() for word in _unique(4, 400, (1, 1), "given_endings")]
    return tuple(f"{draws.pick(given)} {draws.pick(surnames())}" for _ in range(8_000))


@cache
def invented_places() -> tuple[str, ...]:
    """300 invented towns and villages."""
    return tuple(word.capitalize() for word in _unique(5, 300, (1, 2), "place_endings"))


@cache
def frequency_table() -> npt.NDArray[np.int64]:
    """2**20 entries, each the number of a word: a uniform draw follows the frequencies, in one look-up."""
    ranks = np.arange(len(vocabulary()), dtype=np.int64)
    weights = np.int64(10**12) // (ranks + 3)
    bounds = np.cumsum(weights)
    edges = (bounds.astype(object) * (1 << TABLE_BITS) // int(bounds[-1])).astype(np.int64)
    return np.repeat(ranks, np.diff(edges, prepend=0))
