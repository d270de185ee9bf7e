"""Random numbers that depend on a key and a counter, and on nothing else.

The generator is the finaliser of SplitMix64 (Steele, Lea and Flood 2014) over `key + counter * golden`.
It works on integers alone, so a seed gives the same articles on every machine and with every release of
numpy. Not for secrets.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from collections.abc import Sequence

Keys = npt.NDArray[np.uint64]
T = TypeVar("T")

MASK = (1 << 64) - 1
GOLDEN = 0x9E3779B97F4A7C15
FIRST = 0xBF58476D1CE4E5B9
SECOND = 0x94D049BB133111EB


def mix(x: int) -> int:
    """Scramble 64 bits; one to one.

    >>> hex(mix(1))
    '0x5692161d100b05e5'
    """
    x = ((x ^ (x >> 30)) * FIRST) & MASK
    x = ((x ^ (x >> 27)) * SECOND) & MASK
    return x ^ (x >> 31)


def derive(key: int, *counters: int) -> int:
    """Give the key under `key` at each counter in turn.

    >>> derive(7, 1, 2) == derive(derive(7, 1), 2)
    True
    """
    for counter in counters:
        key = mix((key + (counter + 1) * GOLDEN) & MASK)
    return key


def mix_array(x: Keys) -> Keys:
    """`mix`, for an array; overwrites and returns its argument."""
    x ^= x >> np.uint64(30)
    x *= np.uint64(FIRST)
    x ^= x >> np.uint64(27)
    x *= np.uint64(SECOND)
    x ^= x >> np.uint64(31)
    return x


def derive_array(keys: Keys, counters: Keys) -> Keys:
    """`derive`, element by element.

    >>> int(derive_array(np.array([7], np.uint64), np.array([1], np.uint64))[0]) == derive(7, 1)
    True
    """
    return mix_array(keys + (counters + np.uint64(1)) * np.uint64(GOLDEN))


def below_array(bits: Keys, bounds: npt.NDArray[np.uint64] | np.uint64) -> npt.NDArray[np.int64]:
    """Numbers in [0, bound) from the high half of each draw; the bias is below bound / 2**32."""
    return (((bits >> np.uint64(32)) * bounds) >> np.uint64(32)).astype(np.int64)


class Draws:
    """A stream of draws under one key, for the parts that are made one at a time.

    >>> Draws(3).below(10) == Draws(3).below(10)
    True
    """

    def __init__(self, key: int) -> None:
        """Start at the first draw under the key."""
        self.key = key
        self.counter = 0

    def bits(self) -> int:
        """64 bits."""
        self.counter += 1
        return derive(self.key, self.counter)

    def below(self, bound: int) -> int:
        """Draw a number in [0, bound)."""
        return ((self.bits() >> 32) * bound) >> 32

    def between(self, low: int, high: int) -> int:
        """Draw a number in [low, high]."""
        return low + self.below(high - low + 1)

    def chance(self, per_cent: int) -> bool:
        """Be true in so many cases out of a hundred."""
        return self.below(100) < per_cent

    def pick(self, items: Sequence[T]) -> T:
        """One of the items."""
        return items[self.below(len(items))]

    def sample(self, size: int, count: int) -> list[int]:
        """`count` different numbers below `size`, in rising order; all of them when there are too few."""
        if count >= size:
            return list(range(size))
        chosen: set[int] = set()
        while len(chosen) < count:
            chosen.add(self.below(size))
        return sorted(chosen)
