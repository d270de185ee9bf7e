"""Pairs of rows as sorted 64-bit codes: what every comparison of results comes down to."""

from __future__ import annotations

from itertools import combinations, product
from typing import TYPE_CHECKING, Any

import numpy as np
import polars as pl

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

Pairs = np.ndarray[Any, Any]


def of_groups(groups: Iterable[Sequence[int]]) -> Pairs:
    """Every pair within each group, once."""
    return unique([pair for group in groups for pair in combinations(sorted(group), 2)])


def of_neighbours(neighbours: Iterable[Sequence[int]]) -> Pairs:
    """Every pair of a row and one of its neighbours, once; a row is no neighbour of itself."""
    return unique([(row, other) for row, others in enumerate(neighbours) for other in others if other != row])


def unique(pairs: list[tuple[int, int]] | Pairs) -> Pairs:
    """Each pair once, the smaller row first, in order."""
    table = np.asarray(pairs, dtype=np.int64).reshape(-1, 2)
    table = np.sort(table, axis=1)
    return np.unique(table, axis=0) if len(table) else table


def codes(pairs: Pairs) -> NDArray[np.int64]:
    """One number a pair."""
    return (pairs[:, 0].astype(np.int64) << 32) | pairs[:, 1].astype(np.int64)


def of_edges(edges: pl.DataFrame, ids: pl.Series, threshold: float) -> Pairs:
    """Expand a table of edges: texts with equal shingle sets hang on one of them, and share its edges."""
    row_of = dict(zip(ids, range(len(ids)), strict=True))
    wanted = edges.filter(pl.col("jaccard") >= threshold)
    exact = wanted["route"].to_numpy() == "exact"
    a, b = (
        np.fromiter(map(row_of.__getitem__, wanted[end]), np.int64, wanted.height) for end in ("id_a", "id_b")
    )
    head = _heads(zip(a[exact].tolist(), b[exact].tolist(), strict=True), len(ids))
    members: dict[int, list[int]] = {}
    for row, first in enumerate(head):
        members.setdefault(first, []).append(row)
    within = of_groups(members.values())
    between = {(head[x], head[y]) for x, y in zip(a[~exact].tolist(), b[~exact].tolist(), strict=True)}
    across = [pair for x, y in sorted(between) for pair in product(members[x], members[y])]
    return unique(np.concatenate([within, unique(across)]))


def _heads(edges: Iterable[tuple[int, int]], count: int) -> list[int]:
    head = list(range(count))

    def find(row: int) -> int:
        while head[row] != row:
            head[row] = head[head[row]]
            row = head[row]
        return row

    for a, b in edges:
        low, high = sorted((find(a), find(b)))
        head[high] = low
    return [find(row) for row in range(count)]
