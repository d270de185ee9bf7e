"""gaoya: its index of strings, word n-grams cut at white space in Rust.

`query` compares whole signatures with the threshold before it answers: an estimate, not a verification.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from gaoya.minhash import MinHashStringIndex

from harness import pairs
from harness.task import Outcome, Settings, Task, texts

if TYPE_CHECKING:
    from collections.abc import Sequence


def _index(settings: Settings, bands: int | None, rows: int | None) -> Any:
    return MinHashStringIndex(
        hash_size=32,
        jaccard_threshold=settings.threshold,
        num_bands=bands,
        band_size=rows,
        num_hashes=settings.num_perm,
        analyzer="word",
        lowercase=True,
        ngram_range=(settings.ngram, settings.ngram),
        id_container="smallvec",
    )


def _signatures(documents: list[str], settings: Settings) -> Any:
    # One band of the whole signature: the class has no other way to name a length of 128.
    return _index(settings, 1, settings.num_perm).minhash_index.bulk_hash_docs(documents)


def _neighbours(documents: list[str], settings: Settings) -> list[Sequence[int]]:
    index = _index(settings, None, None)
    index.par_bulk_insert_docs(list(range(len(documents))), documents)
    found: list[Sequence[int]] = index.par_bulk_query(documents)
    return found


def _matrix(signatures: Any, _: Settings) -> Outcome:
    return Outcome("signatures", np.asarray(signatures, dtype=np.uint32))


def _pairs(neighbours: list[Sequence[int]], _: Settings) -> Outcome:
    return Outcome("pairs", pairs.of_neighbours(neighbours))


TASKS = {
    "signatures": Task(texts, _signatures, _matrix),
    "clusters": Task(texts, _neighbours, _pairs),
}
