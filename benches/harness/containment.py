"""Pairs by containment, found by brute force: a sparse product of shingle sets. Slow and obvious."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from scipy.sparse import csr_matrix

from harness import pairs

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

STRIP = 512  # rows to a product; keeps the dense part of the result small


def contained_pairs(
    elements: Sequence[NDArray[np.uint32]], sample: NDArray[np.int64], others: NDArray[np.int64], share: float
) -> pairs.Pairs:
    """Pairs of a row of the sample and one of the others, one of which holds `share` of the other's set."""
    matrix = _matrix(elements)
    sizes = np.diff(matrix.indptr)
    right = matrix[others].T.tocsc()
    found: list[tuple[int, int]] = []
    for first in range(0, len(sample), STRIP):
        strip = sample[first : first + STRIP]
        shared = (matrix[strip] @ right).tocoo()
        a, b = strip[shared.row], others[shared.col]
        smaller = np.minimum(sizes[a], sizes[b])
        kept = (shared.data >= share * smaller) & (a != b)
        found += zip(a[kept].tolist(), b[kept].tolist(), strict=True)
    return pairs.unique(found)


def _matrix(elements: Sequence[NDArray[np.uint32]]) -> Any:
    """A row a text, a column an element, one where the text has it."""
    values = np.concatenate([np.empty(0, np.uint32), *elements])
    _, columns = np.unique(values, return_inverse=True)
    ends = np.concatenate([[0], np.cumsum([len(some) for some in elements])])
    width = int(columns.max()) + 1 if len(columns) else 1
    return csr_matrix((np.ones(len(columns), np.int32), columns, ends), shape=(len(elements), width))
