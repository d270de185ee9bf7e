"""rensa: signatures of token lists, of the whole set or of a sample (rho), flags, its deduplicator.

Source: README.md and benchmarks/full_benchmark.py of beowolx/rensa (4 probes, 8 bands, seed of no matter).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from rensa import RMinHash, RMinHashDeduplicator, RMinHashLSH

from harness.shingles import shingles
from harness.task import Outcome, Settings, Task, texts

if TYPE_CHECKING:
    from collections.abc import Iterable

    import polars as pl

SEED = 42


def _given(rows: pl.DataFrame, settings: Settings) -> list[list[str]]:
    return [shingles(text, settings.ngram) for text in texts(rows, settings)]


def _digest(token_sets: Iterable[list[str]], settings: Settings) -> Any:
    return RMinHash.digest_matrix_from_token_sets(token_sets, num_perm=settings.num_perm, seed=SEED)


def _rho(token_sets: list[list[str]], settings: Settings) -> Any:
    return RMinHash.digest_matrix_from_token_sets_rho(
        token_sets, num_perm=settings.num_perm, seed=SEED, probes=4
    )


def _signatures(documents: list[str], settings: Settings) -> Any:
    return _digest((shingles(text, settings.ngram) for text in documents), settings)


def _flagged(matrix: Any, settings: Settings) -> list[bool]:
    lsh = RMinHashLSH(
        threshold=settings.threshold, num_perm=settings.num_perm, num_bands=settings.options["bands"]
    )
    flags: list[bool] = lsh.query_duplicate_flags_matrix_one_shot(matrix)
    return flags


def _flags(documents: list[str], settings: Settings) -> list[bool]:
    return _flagged(_signatures(documents, settings), settings)


def _rho_flags(token_sets: list[list[str]], settings: Settings) -> list[bool]:
    return _flagged(_rho(token_sets, settings), settings)


def _kept(documents: list[str], settings: Settings) -> list[bool]:
    deduplicator = RMinHashDeduplicator(
        threshold=settings.threshold, num_perm=settings.num_perm, use_lsh=True
    )
    kept: list[bool] = deduplicator.add_pairs(
        (str(row), shingles(text, settings.ngram)) for row, text in enumerate(documents)
    )
    return kept


def _matrix(matrix: Any, _: Settings) -> Outcome:
    return Outcome("signatures", np.asarray(matrix.to_rows(), dtype=np.uint32))


def _any(flags: list[bool], _: Settings) -> Outcome:
    return Outcome("flags", np.asarray(flags, dtype=bool))


def _later(kept: list[bool], _: Settings) -> Outcome:
    return Outcome("later", ~np.asarray(kept, dtype=bool))


TASKS = {
    "signatures": Task(texts, _signatures, _matrix),
    "signatures_given": Task(_given, _digest, _matrix),
    "rho_given": Task(_given, _rho, _matrix),
    "flags": Task(texts, _flags, _any),
    "rho_flags_given": Task(_given, _rho_flags, _any),
    "deduplicator": Task(texts, _kept, _later),
}
