"""datasketch: `MinHash.bulk` with a fast hash, and `MinHashLSH` with the bands that it chooses."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import xxhash
from datasketch import MinHash, MinHashLSH

from harness import pairs
from harness.shingles import shingles
from harness.task import Outcome, Settings, Task, texts

if TYPE_CHECKING:
    from collections.abc import Sequence


def _signatures(documents: list[str], settings: Settings) -> list[MinHash]:
    tokens = ([gram.encode() for gram in shingles(text, settings.ngram)] for text in documents)
    hashfunc = xxhash.xxh32_intdigest
    bulk: list[MinHash] = MinHash.bulk(tokens, num_perm=settings.num_perm, hashfunc=hashfunc)
    return bulk


def _neighbours(documents: list[str], settings: Settings) -> list[Sequence[int]]:
    sketches = _signatures(documents, settings)
    lsh = MinHashLSH(threshold=settings.threshold, num_perm=settings.num_perm)
    with lsh.insertion_session() as session:
        for row, sketch in enumerate(sketches):
            session.insert(row, sketch)
    return [lsh.query(sketch) for sketch in sketches]


def _matrix(sketches: list[MinHash], _: Settings) -> Outcome:
    return Outcome("signatures", np.vstack([sketch.hashvalues for sketch in sketches]).astype(np.uint32))


def _pairs(neighbours: list[Sequence[int]], _: Settings) -> Outcome:
    return Outcome("pairs", pairs.of_neighbours(neighbours))


TASKS = {
    "signatures": Task(texts, _signatures, _matrix),
    "clusters": Task(texts, _neighbours, _pairs),
}
